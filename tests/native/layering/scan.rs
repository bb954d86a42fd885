//! Rust source to words and signs, without comments and literals.

/// A word or a sign, and the line it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexeme {
    /// A whole identifier, `::`, or one character.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

impl Lexeme {
    pub fn is_word(&self) -> bool {
        self.text.starts_with(is_word_start)
    }
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Cuts a source; a literal leaves a `"` behind, so that what surrounds it does
/// not become neighbours.
pub fn scan(source: &str) -> Vec<Lexeme> {
    let mut out: Vec<Lexeme> = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (text, length) = next(rest, first);
        if let Some(text) = text {
            out.push(Lexeme { text: text.into(), line });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    out
}

fn next(rest: &str, first: char) -> (Option<&str>, usize) {
    if rest.starts_with("//") {
        return (None, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (None, comment(rest));
    }
    if let Some(length) = literal(rest) {
        return (Some("\""), length);
    }
    if rest.starts_with("::") {
        return (Some("::"), 2);
    }
    if first == '\'' {
        // A lifetime, or a label.
        return (None, 1 + word(&rest[1..]));
    }
    if let Some(raw) = rest.strip_prefix("r#")
        && raw.starts_with(is_word_start)
    {
        return (Some(&raw[..word(raw)]), 2 + word(raw));
    }
    if is_word(first) {
        return (Some(&rest[..word(rest)]), word(rest));
    }
    let length = first.len_utf8();
    ((!first.is_whitespace()).then_some(&rest[..length]), length)
}

fn word(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

fn comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of the string or character at the beginning, if one is there.
fn literal(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            let quoted = rest.trim_start_matches('#').starts_with('"')
                && (prefix.ends_with('r') || rest.starts_with('"'));
            quoted || (matches!(*prefix, "b" | "") && rest.starts_with('\''))
        })
    })?;
    let body = &text[prefix.len()..];
    if body.starts_with('\'') {
        return character(body).map(|length| prefix.len() + length);
    }
    if prefix.ends_with('r') {
        let hashes = body.len() - body.trim_start_matches('#').len();
        let close = format!("\"{}", "#".repeat(hashes));
        let start = prefix.len() + hashes + 1;
        return Some(text[start..].find(&close).map_or(text.len(), |end| start + end + close.len()));
    }
    Some(prefix.len() + quoted(body))
}

/// `'a'` or `'\u{1}'`, but not the lifetime `'a`.
fn character(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        return Some(quoted(text));
    }
    chars.next().filter(|&(_, c)| c == '\'').map(|(at, _)| at + 1)
}

fn quoted(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != bytes[0] {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}
