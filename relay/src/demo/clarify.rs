//! Replies to what cannot be answered: why, and what can be asked instead.

use super::semantics::dimension::Dimension;
use super::semantics::interpret::Reason;
use super::semantics::measure::Measure;

/// The reply to a question that could not be turned into a query.
pub(crate) fn text(reason: &Reason) -> String {
    let opening = match reason {
        Reason::Greeting => "Hello! I answer questions about the sales of a food business.".to_owned(),
        Reason::Nothing => "I could not find anything in this question that the data can answer.".to_owned(),
        Reason::Beyond(word) => format!("I cannot answer what “{}” asks for.", plain(word)),
        Reason::UnknownValue(word) => format!("I do not know “{}” in this data.", plain(word)),
        Reason::Periods => "I can look at one period at a time.".to_owned(),
        Reason::Dimensions => "I can split a result by three things at most.".to_owned(),
    };
    let measures = Measure::ALL.map(|measure| measure.spec().label).join(", ");
    let dimensions = Dimension::ALL.map(|dimension| dimension.spec().one).join(", ");
    format!(
        "{opening} I can show {measures}, by {dimensions}, for any period of the last three years. \
         What would you like to know?"
    )
}

/// Keeps a word of the question from being read as Markdown.
fn plain(word: &str) -> String {
    word.chars().filter(|character| character.is_alphanumeric()).take(40).collect()
}
