//! Reads from a statement's words how its result's rows are ordered and grouped.
//!
//! Not by the tokens of `sql`: their code comes only when a statement is looked at.

/// The clauses of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clauses {
    /// `ORDER BY` of the whole result, not of a part of it.
    pub ordered: bool,
    /// `ROLLUP`, `CUBE` or `GROUPING SETS`: some rows are totals of others.
    pub rolled_up: bool,
}

/// Reads a statement; of what is none nothing is known.
pub fn clauses(sql: &str) -> Clauses {
    let mut found = Clauses::default();
    let (mut depth, mut order) = (0_usize, false);
    let mut rest = sql;
    while let Some(first) = rest.bytes().next() {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        let until =
            |end: &str| rest.get(end.len()..).and_then(|text| text.find(end)).map(|at| at + 2 * end.len());
        let length = match first {
            b'\'' => until("'"),
            b'"' => until("\""),
            b'`' => until("`"),
            b'-' if rest.starts_with("--") => rest.find('\n'),
            b'/' if rest.starts_with("/*") => rest.find("*/").map(|at| at + 2),
            _ if word(first) => rest.bytes().position(|byte| !word(byte)),
            _ => Some(1),
        };
        let (piece, after) = rest.split_at_checked(length.unwrap_or(rest.len())).unwrap_or((rest, ""));
        let is = |word: &str| piece.eq_ignore_ascii_case(word);
        if word(first) {
            found.ordered |= order && depth == 0 && is("by");
            found.rolled_up |= is("rollup") || is("cube") || is("grouping");
            order = is("order");
        }
        match first {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        rest = after;
    }
    found
}
