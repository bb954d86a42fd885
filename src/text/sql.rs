//! Databricks SQL cut into tokens for highlighting.
//!
//! A lexer and nothing more: every input has tokens, and they cover it without
//! a gap, so that what is shown is what was sent. What does not belong here:
//! parsing, formatting, judging SQL.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word of the language.
    Keyword,
    /// Any other word with a bracket right behind it: a function's name.
    Function,
    /// Any other word.
    Identifier,
    /// A name in backticks.
    Quoted,
    /// Text in single or double quotes, with its prefix.
    String,
    /// A number, with its suffix.
    Number,
    /// `-- …` or `/* … */`, which nests.
    Comment,
    /// `:name`, `?` or `${…}`.
    Parameter,
    /// `=`, `||`, `::` and the like.
    Operator,
    /// Brackets, separators and whatever is nothing else.
    Punctuation,
    /// Blanks and line ends.
    Space,
}

/// A piece of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it is, in bytes; never empty, always on character boundaries.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// Cuts SQL into tokens; their ranges, joined, are the input. What is not
/// terminated runs to the end.
pub fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = 0;
    while let Some(rest) = sql.get(start..).filter(|rest| !rest.is_empty()) {
        let before = tokens.last().map(|token| token.kind);
        let (kind, length) = next(rest, before, sql.as_bytes().get(start.wrapping_sub(1)));
        let end = start + length;
        tokens.push(Token { range: start..end, kind });
        start = end;
    }
    tokens
}

/// The first token's kind and length. `before` is the kind of the token before
/// it and `last` that one's last byte.
fn next(rest: &str, before: Option<Kind>, last: Option<&u8>) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let spaces = rest.len() - rest.trim_start().len();
    if spaces > 0 {
        return (Kind::Space, spaces);
    }
    match at(0) {
        b'-' if at(1) == b'-' => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        b'/' if at(1) == b'*' => (Kind::Comment, block_comment(bytes)),
        b'`' => (Kind::Quoted, quoted(bytes, 0, false)),
        b'\'' | b'"' => (Kind::String, quoted(bytes, 0, true)),
        // Raw strings have no escapes, and neither have hexadecimal ones.
        b'r' | b'R' | b'x' | b'X' if matches!(at(1), b'\'' | b'"') => (Kind::String, quoted(bytes, 1, false)),
        b'$' if at(1) == b'{' => (Kind::Parameter, rest.find('}').map_or(rest.len(), |end| end + 1)),
        b'?' => (Kind::Parameter, 1),
        // After a value a colon leads into semi-structured data: `raw:items`.
        b':' if is_name_start(at(1)) && !is_value(before, last) => {
            (Kind::Parameter, 1 + word(rest.get(1..).unwrap_or_default()))
        }
        b'0'..=b'9' => (Kind::Number, number(bytes)),
        b'.' if at(1).is_ascii_digit() && !is_value(before, last) => (Kind::Number, number(bytes)),
        first if is_name_start(first) => {
            let length = word(rest);
            let text = rest.get(..length).unwrap_or_default();
            // After a dot even a keyword is a column's name.
            let keyword = last != Some(&b'.') && is_keyword(text);
            let called = bytes.get(length) == Some(&b'(');
            let kind = if called { Kind::Function } else { Kind::Identifier };
            (if keyword { Kind::Keyword } else { kind }, length)
        }
        _ => symbol(rest),
    }
}

/// Whether the token before ends a value, with nothing in between.
fn is_value(before: Option<Kind>, last: Option<&u8>) -> bool {
    match before {
        Some(Kind::Identifier | Kind::Quoted) => true,
        Some(Kind::Punctuation) => matches!(last, Some(b')' | b']')),
        _ => false,
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// The length of the word at the beginning, which is not empty.
fn word(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_');
    text.find(ends).unwrap_or(text.len())
}

/// Digits with a fraction and an exponent, and the letters of a type's suffix.
fn number(bytes: &[u8]) -> usize {
    let mut end = 0;
    let mut dot = false;
    while let Some(&byte) = bytes.get(end) {
        let sign = matches!(byte, b'+' | b'-')
            && matches!(bytes.get(end.wrapping_sub(1)), Some(b'e' | b'E'))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let point = byte == b'.' && !dot;
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || sign || point) {
            break;
        }
        dot |= point;
        end += 1;
    }
    end
}

/// The length of quoted text whose opening quote is at `open`. A doubled quote
/// is part of it.
fn quoted(bytes: &[u8], open: usize, escapes: bool) -> usize {
    let quote = bytes.get(open).copied().unwrap_or_default();
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        if byte == quote {
            if bytes.get(at + 1) != Some(&quote) {
                return at + 1;
            }
            at += 2;
        } else if escapes && byte == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii) {
            at += 2;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

fn block_comment(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'/'), Some(b'*')) => depth += 1,
            (Some(b'*'), Some(b'/')) if depth == 1 => return at + 2,
            (Some(b'*'), Some(b'/')) => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    bytes.len()
}

fn symbol(rest: &str) -> (Kind, usize) {
    for operator in OPERATORS.split(' ') {
        if rest.starts_with(operator) {
            return (Kind::Operator, operator.len());
        }
    }
    (Kind::Punctuation, rest.chars().next().map_or(1, char::len_utf8))
}

fn is_keyword(word: &str) -> bool {
    word.len() <= 12 && KEYWORDS.split_ascii_whitespace().any(|key| key.eq_ignore_ascii_case(word))
}

/// Longer ones first.
const OPERATORS: &str = "<=> <= >= <> != == || :: -> => + - * / % = < > ! & | ^ ~ :";

// One text, not a list of texts: eight bytes less for each in the binary.
const KEYWORDS: &str = "\
    all and anti any array as asc between by case cast create cross cube current desc describe \
    distinct div else end escape except exists explain explode extract false filter first float \
    following for from full group grouping having if ilike in inner intersect interval into is \
    join last lateral left like limit map minus natural not null nulls offset on or order outer \
    over partition pivot preceding qualify range recursive right rlike rollup row rows select \
    semi set show some struct table tablesample then true try_cast unbounded union unpivot using \
    values view when where window with within \
    bigint binary boolean date decimal double int smallint string timestamp tinyint \
    insert update delete merge alter drop replace use";
