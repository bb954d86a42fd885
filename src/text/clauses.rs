//! What a statement says of its result's rows, by its words alone.

use super::sql::{Kind, tokens};

/// What stands in a statement.
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
    let mut depth = 0_usize;
    let mut order = false;
    for token in tokens(sql) {
        let text = sql.get(token.range).unwrap_or_default();
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        match token.kind {
            Kind::Space | Kind::Comment => {}
            Kind::Punctuation => match text {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            },
            Kind::Keyword | Kind::Function | Kind::Identifier => {
                found.ordered |= order && depth == 0 && is("by");
                found.rolled_up |= is("rollup") || is("cube") || is("grouping");
                order = is("order");
            }
            _ => order = false,
        }
    }
    found
}
