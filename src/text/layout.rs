//! SQL that came on one line, broken into lines for reading.
//!
//! Only blanks change: the tokens are the same before and after. What does not belong here: judging
//! SQL, or changing the case of a word.

use super::sql::{Kind, tokens};

/// Shorter statements read well on one line, in bytes.
const SHORT: usize = 60;

/// What begins a line of its own within a query.
const CLAUSES: [&str; 15] = [
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP",
    "HAVING",
    "QUALIFY",
    "WINDOW",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "WITH",
    "JOIN",
];
/// What may stand before JOIN.
const SIDES: [&str; 10] =
    ["LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "OUTER", "SEMI", "ANTI", "LATERAL"];

/// What a bracket, or CASE, encloses.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// A query, and how deep the items of its clause stand that have lines of their own.
    Query(Option<usize>),
    /// Arguments, lists, conditions of a CASE.
    Plain,
}

/// The statement with line breaks and indentation; none where it is short or has lines already.
pub fn lines(sql: &str) -> Option<String> {
    let sql = sql.trim();
    if sql.len() < SHORT || sql.contains('\n') {
        return None;
    }
    let words: Vec<(Kind, &str)> = tokens(sql)
        .into_iter()
        .filter(|token| token.kind != Kind::Space)
        .filter_map(|token| Some((token.kind, sql.get(token.range)?)))
        .collect();
    let spaced = spaces(sql);
    let mut out =
        Layout { text: String::new(), levels: vec![Level::Query(None)], between: false, side: false };
    for (index, (kind, word)) in words.iter().enumerate() {
        let rest = words.get(index..).unwrap_or_default();
        out.push(*kind, word, rest, spaced.get(index).copied().unwrap_or_default());
    }
    Some(out.text)
}

/// For each token that is no blank: whether a blank stood before it.
fn spaces(sql: &str) -> Vec<bool> {
    let mut out = Vec::new();
    let mut space = false;
    for token in tokens(sql) {
        if token.kind == Kind::Space {
            space = true;
        } else {
            out.push(std::mem::take(&mut space));
        }
    }
    out
}

struct Layout {
    text: String,
    levels: Vec<Level>,
    /// Between BETWEEN and its AND.
    between: bool,
    /// After LEFT and the like, before their JOIN.
    side: bool,
}

impl Layout {
    fn push(&mut self, kind: Kind, word: &str, rest: &[(Kind, &str)], space: bool) {
        let upper = if kind == Kind::Keyword { word.to_ascii_uppercase() } else { String::new() };
        let is = |word: &str| upper == word;
        let level = self.levels.last().copied().unwrap_or(Level::Plain);
        let side = side(word) && leads_to_join(rest);
        let clause = (CLAUSES.contains(&upper.as_str()) || side) && !self.side;
        if let (Level::Query(_), true) = (level, clause) {
            self.line(0);
            self.set(Level::Query(if is("SELECT") { Some(1) } else { is("WITH").then_some(0) }));
        } else if matches!(level, Level::Query(_)) && (is("AND") || is("OR")) && !self.between {
            self.line(1);
        } else if word == ")" && kind == Kind::Punctuation {
            let closed = if self.levels.len() > 1 { self.levels.pop() } else { None };
            match closed {
                Some(Level::Query(_)) => self.line(0),
                _ if space => self.space(),
                _ => {}
            }
        } else if space {
            self.space();
        }
        self.text.push_str(word);
        match (kind, word, level) {
            (Kind::Punctuation, "(", _) => {
                let begins = |(_, word): &(Kind, &str)| is_one_of(word, &["SELECT", "WITH"]);
                let query = rest.get(1).is_some_and(begins);
                self.levels.push(if query { Level::Query(None) } else { Level::Plain });
            }
            (Kind::Punctuation, ",", Level::Query(Some(depth))) => self.line(depth),
            _ => {}
        }
        if is("CASE") {
            self.levels.push(Level::Plain);
        } else if is("END") && level == Level::Plain && self.levels.len() > 1 {
            self.levels.pop();
        }
        self.between = is("BETWEEN") || self.between && !is("AND");
        self.side = side;
    }

    fn set(&mut self, level: Level) {
        if let Some(last) = self.levels.last_mut() {
            *last = level;
        }
    }

    /// A new line, so much deeper than the query.
    fn line(&mut self, deeper: usize) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        if self.text.is_empty() {
            return;
        }
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let queries = self.levels.iter().filter(|level| matches!(level, Level::Query(_))).count();
        for _ in 0..queries.saturating_sub(1) + deeper {
            self.text.push_str("  ");
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn side(word: &str) -> bool {
    is_one_of(word, &SIDES)
}

/// True where only words like LEFT stand before the next JOIN.
fn leads_to_join(rest: &[(Kind, &str)]) -> bool {
    rest.iter().find(|(_, word)| !side(word)).is_some_and(|(_, word)| is_one_of(word, &["JOIN"]))
}
