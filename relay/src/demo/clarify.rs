//! Replies to what cannot be answered: why, and what can be asked instead.

use super::semantics::dimension::Dimension;
use super::semantics::interpret::Reason;
use super::semantics::measure::Measure;
use super::semantics::vocabulary::hints;
use super::words::join;

/// How many measures a reply offers.
const OFFERED: usize = 4;

/// The splits that a reply offers.
const OFFERED_SPLITS: [Dimension; 4] =
    [Dimension::Product, Dimension::Region, Dimension::Customer, Dimension::Month];

/// How many open words a reply names.
const NAMED: usize = 4;

/// The reply to a question that could not be turned into a query.
pub(crate) fn text(reason: &Reason) -> String {
    let opening = match reason {
        Reason::Greeting => "Hello! I answer questions about the sales of a food business.".to_owned(),
        Reason::Thanks => "You are welcome!".to_owned(),
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
        Reason::BestOfEach(names) => {
            let (first, rest) =
                names.split_first().map_or(("", String::new()), |(first, rest)| (first, quoted(rest)));
            format!(
                "I can rank one thing at a time, not “{}” within {rest}. Ask for the best ones first, and split \
                 these further with the next question.",
                plain(first)
            )
        }
        Reason::Ratio([part, whole]) => format!(
            "I cannot show “{}” as a part of “{}”, but both side by side, or each as a share of its own total.",
            plain(part),
            plain(whole)
        ),
        Reason::LeavesOut(word, values) => format!(
            "“{}” may leave out all that has to do with {}, or only that part of the sales. I can leave out the \
             part: ask for sales or units “without” it.",
            plain(word),
            join(values.iter().map(|value| format!("“{value}”")))
        ),
        Reason::Periods => {
            "I can look at one period at a time, or compare two of about the same length.".to_owned()
        }
        Reason::Dimensions => "I can split a result by three things at most.".to_owned(),
    };
    let measures = Measure::ALL.iter().take(OFFERED).map(|measure| measure.spec().label);
    let measures = measures.collect::<Vec<_>>().join(", ");
    let dimensions = OFFERED_SPLITS.map(|dimension| dimension.spec().one).join(", ");
    format!(
        "{opening} I can show {measures} and more, by {dimensions} and more, for any period of the last \
         three years. What would you like to know?"
    )
}

/// Words of the question, as a list.
fn quoted(words: &[String]) -> String {
    join(words.iter().take(NAMED).map(|word| format!("“{}”", plain(word))))
}

/// Names the words that were not understood, and values that are spelled alike.
fn open_words(words: &[String]) -> String {
    let hints: Vec<_> = words.iter().take(NAMED).flat_map(|word| hints(word)).collect();
    let meant = match hints.as_slice() {
        [] => String::new(),
        [all @ .., last] if !all.is_empty() => format!(" Did you mean {} or {last}?", all.join(", ")),
        [only, ..] => format!(" Did you mean {only}?"),
    };
    format!("I do not know what to make of {} in this data.{meant}", quoted(words))
}

/// Keeps words of the question from being read as Markdown. Points and strokes
/// stay within numbers and dates.
fn plain(words: &str) -> String {
    let inside = |character: char| {
        matches!(character, '.' | '-' | '/') && words.starts_with(|c: char| c.is_ascii_digit())
    };
    let kept = |character: &char| character.is_alphanumeric() || *character == ' ' || inside(*character);
    words.chars().filter(kept).take(40).collect()
}
