//! Periods of time as questions name them: `in March 2025`, `since 2024`,
//! `between January and June 2025`, `last 30 days`.

use time::Date;

use super::point;
use super::tokens::{Token, tokenize};
use crate::demo::semantics::calendar;

/// Days from `from` up to, but without, `until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first day, if there is one.
    pub from: Option<Date>,
    /// The day after the last one, if there is one.
    pub until: Option<Date>,
    /// For sentences, with its preposition: `in March 2025`.
    pub label: String,
}

/// The period that `text` begins with, or `None`.
#[must_use]
pub fn parse(text: &str, today: Date) -> Option<Period> {
    scan(&tokenize(text), today).map(|(period, _)| period)
}

/// The period that `tokens` begin with, and its length in tokens.
pub(crate) fn scan(tokens: &[Token], today: Date) -> Option<(Period, usize)> {
    let article = |at: usize| at + usize::from(tokens.get(at).is_some_and(|token| token.stem == "the"));
    let point_at = |at: usize| {
        let (period, length) = point::scan(tokens.get(at..)?, today, true)?;
        Some((period, at + length))
    };
    let begin = article(1);
    match tokens.first()?.stem.as_str() {
        "since" => point_at(begin).map(|(period, length)| (open_end(period), length)),
        "after" => point_at(begin).map(|(period, length)| (after(period), length)),
        "before" => point_at(begin).map(|(period, length)| (open_start(period.from, "before"), length)),
        "until" | "till" | "through" => {
            point_at(begin).map(|(period, length)| (open_start(period.until, "before"), length))
        }
        "from" | "between" => match span(tokens, today) {
            Some((_, _, whole, length)) => Some((whole, length)),
            None => {
                let (start, length) = point_at(begin)?;
                Some((open_end(start), length))
            }
        },
        "in" | "during" | "on" | "for" | "of" | "over" | "within" => point_at(begin),
        _ => point::scan(tokens, today, false),
    }
}

/// The two ends of `from March to May 2025` or `between 2024 and 2025`, what
/// lies from the first day of one to the last of the other, and the length.
pub(crate) fn span(tokens: &[Token], today: Date) -> Option<(Period, Period, Period, usize)> {
    let article = |at: usize| at + usize::from(tokens.get(at).is_some_and(|token| token.stem == "the"));
    if !matches!(tokens.first()?.stem.as_str(), "from" | "between") {
        return None;
    }
    let begin = article(1);
    let (start, length) = point::scan(tokens.get(begin..)?, today, true)?;
    let middle = begin + length;
    let joined = tokens
        .get(middle)
        .is_some_and(|token| matches!(token.stem.as_str(), "to" | "until" | "till" | "through"));
    let end_at = article(middle + usize::from(joined));
    let (end, length) = point::scan(tokens.get(end_at..)?, today, true)?;
    // In "between March and May 2025" the year belongs to both, so a start
    // that would come too late is read again as seen from the end.
    let start_tokens = tokens.get(begin..middle)?;
    let last = end.until?.previous_day()?;
    let start = if point::undated(start_tokens) { point::scan(start_tokens, last, true)?.0 } else { start };
    let whole = calendar::stretch(start.from?, end.until?)?;
    Some((start, end, whole, end_at + length))
}

fn open_end(period: Period) -> Period {
    let label = period.from.map_or(period.label, |from| format!("since {from}"));
    Period { from: period.from, until: None, label }
}

fn after(period: Period) -> Period {
    let label = period.until.map_or(period.label, |until| format!("since {until}"));
    Period { from: period.until, until: None, label }
}

fn open_start(until: Option<Date>, word: &str) -> Period {
    let label = until.map_or_else(String::new, |until| format!("{word} {until}"));
    Period { from: None, until, label }
}
