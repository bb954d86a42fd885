//! Reads a question from left to right and collects what it mentions, without
//! knowledge of what was asked before.

use time::Date;

use super::amount::{amount, number};
use super::mentions::Mentions;
use super::numbers::Bounded;
use super::period;
use super::terms::Term;
use super::tokens::{Token, tokenize};
use super::vocabulary::{Match, correction, lookup};
use crate::demo::semantics::intent::{Bound, Correction};

/// Words that begin a whole question.
const ASKING: [&str; 8] = ["which", "who", "what", "how", "show", "list", "top", "compare"];

/// Collects the mentions of `question`.
pub(super) fn scan(question: &str, today: Date) -> Mentions {
    let mut mentions = Mentions::default();
    let mut tokens = spelled(tokenize(question), &mut mentions.corrections);
    // A question that begins with "and" goes on from the last one.
    mentions.follow_up = question.trim_start().to_lowercase().starts_with("and ");
    // "order it by" commands, "orders by" counts: in its comparable form the word is the same.
    if orders_about(&tokens)
        && let Some(first) = tokens.first_mut()
    {
        "sort".clone_into(&mut first.stem);
    }
    let mut rest = tokens.as_slice();
    while let Some(first) = rest.first() {
        let found = lookup(rest);
        let length = found.map_or(1, |(_, length)| length);
        let used = if let Some(used) = bounded(rest, found, &mut mentions) {
            used
        } else if let Some((period, used)) = period::scan(rest, today).filter(|(_, used)| *used >= length) {
            mentions.note_period(period, &first.raw);
            mentions.ends = period::span(rest, today).map(|(start, end, ..)| [end, start]).or(mentions.ends);
            used
        } else {
            match found {
                Some((found, _)) => mentions.note(found, &phrase(&rest[..length]), first.apart),
                None => match number(first) {
                    Some(number) => mentions.note_number(number, first, lookup(&rest[1..])),
                    None => mentions.note_unknown(&first.raw),
                },
            }
            length
        };
        rest = &rest[used..];
    }
    mentions.settle();
    mentions
}

/// The words as they were written.
fn phrase(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.raw.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether `question` does not build upon an answer: it says what it wants, or it is a whole sentence.
pub(super) fn stands_alone(question: &str, today: Date) -> bool {
    let tokens = tokenize(question);
    let asks = tokens.first().is_some_and(|first| ASKING.contains(&first.stem.as_str()));
    let mentions = scan(question, today);
    let refers = mentions.follow_up || mentions.add || mentions.all_of_it.is_some();
    !refers && (!mentions.measures.is_empty() || asks && !mentions.dimensions.is_empty())
}

fn orders_about(tokens: &[Token]) -> bool {
    let [first, rest @ ..] = tokens else { return false };
    let object = match lookup(rest) {
        Some((Match::Term(Term::Dimension(_) | Term::By), _)) => true,
        _ => rest
            .first()
            .is_some_and(|next| matches!(next.stem.as_str(), "it" | "them" | "the" | "these" | "those")),
    };
    let alone = lookup(tokens).is_some_and(|(_, length)| length == 1);
    first.raw.eq_ignore_ascii_case("order") && object && alone
}

/// The tokens with words that are clearly misspelled put right.
fn spelled(mut tokens: Vec<Token>, corrections: &mut Vec<Correction>) -> Vec<Token> {
    for token in &mut tokens {
        if let Some(known) = correction(&token.stem) {
            corrections.push(Correction { written: token.raw.clone(), read: known.to_owned() });
            known.clone_into(&mut token.stem);
        }
    }
    tokens
}

/// Notes `more than 5 units` or `between 10 and 20 orders`, and gives the
/// number of tokens used.
fn bounded(tokens: &[Token], found: Option<(Match, usize)>, mentions: &mut Mentions) -> Option<usize> {
    let (bounds, begin) = match found? {
        (Match::Term(Term::Bound(bound)), length) => (vec![bound], length),
        (Match::Term(Term::Between), length) => (vec![Bound::AtLeast, Bound::AtMost], length),
        _ => return None,
    };
    let mut at = begin;
    let mut ends = Vec::new();
    for bound in bounds {
        let (hundredths, length) = amount(tokens.get(at..)?)?;
        at += length;
        ends.push((bound, hundredths));
    }
    // Two years are a period, as in "between 2024 and 2025".
    let years = |(_, hundredths): &(Bound, i64)| (199_000..210_000).contains(hundredths);
    if ends.len() == 2 && ends.iter().all(years) {
        return None;
    }
    let mut percent = false;
    while let Some(unit) =
        tokens.get(at).filter(|unit| matches!(unit.stem.as_str(), "dollar" | "usd" | "percent"))
    {
        percent |= unit.stem == "percent";
        at += 1;
    }
    let measure = match lookup(tokens.get(at..).unwrap_or_default()) {
        Some((Match::Term(Term::Measure(measure)), length)) => {
            at += length;
            Some(measure)
        }
        // "at least 3 products" limits what no measure counts.
        Some((Match::Term(Term::Dimension(_)), length)) => {
            at += length;
            mentions.leave_open(&phrase(&tokens[..at]));
            None
        }
        _ => None,
    };
    mentions.note_bounds(Bounded { word: phrase(&tokens[..at]), ends, percent, measure });
    Some(at)
}
