//! Replies to what cannot be answered: why, and what can be asked instead.

use super::semantics::dimension::Dimension;
use super::semantics::interpret::Reason;
use super::semantics::measure::Measure;
use super::semantics::vocabulary::hints;
use super::words::join;

/// How many open words a reply names.
const NAMED: usize = 4;

/// The reply to a question that could not be turned into a query.
pub(crate) fn text(reason: &Reason) -> String {
    let opening = match reason {
        Reason::Greeting => "Hello! I answer questions about the sales of a food business.".to_owned(),
        Reason::Nothing => "I could not find anything in this question that the data can answer.".to_owned(),
        Reason::Words(words) => open_words(words),
        Reason::CompareWhat(word) => format!(
            "I need two periods for “{}”, as in “this month compared with the month before”.",
            plain(word)
        ),
        Reason::CompareOne => "I can compare one measure at a time, and not as a share as well.".to_owned(),
        Reason::ShareOfWhat(word) => {
            format!("For “{}” I need one part of the whole, or a split such as “by region”.", plain(word))
        }
        Reason::BestOfEach => "I can rank one thing at a time, not the best of each of several.".to_owned(),
        Reason::Periods => {
            "I can look at one period at a time, or compare two of about the same length.".to_owned()
        }
        Reason::Dimensions => "I can split a result by three things at most.".to_owned(),
    };
    let measures = Measure::ALL.map(|measure| measure.spec().label).join(", ");
    let dimensions = Dimension::ALL.map(|dimension| dimension.spec().one).join(", ");
    format!(
        "{opening} I can show {measures}, by {dimensions}, for any period of the last three years. \
         What would you like to know?"
    )
}

/// Names the words that were not understood, and values that are spelled alike.
fn open_words(words: &[String]) -> String {
    let named = words.iter().take(NAMED).map(|word| format!("“{}”", plain(word)));
    let hints: Vec<_> = words.iter().take(NAMED).flat_map(|word| hints(word)).collect();
    let meant = match hints.as_slice() {
        [] => String::new(),
        [all @ .., last] if !all.is_empty() => format!(" Did you mean {} or {last}?", all.join(", ")),
        [only, ..] => format!(" Did you mean {only}?"),
    };
    format!("I do not know what to make of {} in this data.{meant}", join(named))
}

/// Keeps a word of the question from being read as Markdown.
fn plain(word: &str) -> String {
    word.chars().filter(|character| character.is_alphanumeric()).take(40).collect()
}
