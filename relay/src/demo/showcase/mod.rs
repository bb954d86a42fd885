//! Answers in the space Showcase: scripted questions, one for each hard case
//! of a Genie answer. Nothing is understood here; a question is on the list or not.

mod charts;
mod course;
mod failures;
mod scene;
mod sizes;
mod talk;
mod values;

use super::turn::{Text, Turn};
use scene::Scene;

/// The scenes in the order in which they are offered.
const SCENES: [&[Scene]; 5] = [charts::SCENES, values::SCENES, sizes::SCENES, talk::SCENES, course::SCENES];

/// How many questions are offered where a question is not on the list.
const OFFERED: usize = 3;

/// Questions to begin with: of each kind some, the most telling first.
pub(crate) const SAMPLES: [&str; 12] = [
    "Show revenue by month",
    "Show 5,000 rows",
    "Show every type",
    "Show Markdown",
    "Ask me back",
    "Fail and suggest other questions",
    "Show revenue by category",
    "Compare orders and conversion rate",
    "Correct yourself",
    "Use parameters",
    "Start a slow warehouse",
    "Show hostile text",
];

/// Answers `question` from the list, or with the list.
pub(crate) fn turn(question: &str) -> Turn {
    let asked = normal(question);
    if let Some(kind) = failures::asked_for(question) {
        return failures::turn(kind);
    }
    let found = SCENES.iter().copied().flatten().find(|scene| normal(scene.question) == asked);
    found.map_or_else(list, |scene| (scene.turn)())
}

/// Letters and digits in small letters, so that nobody has to type exactly.
fn normal(question: &str) -> String {
    let plain = |character: &char| character.is_alphanumeric() || character.is_whitespace();
    let plain: String = question.chars().filter(plain).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn questions() -> impl Iterator<Item = String> {
    let scenes = SCENES.iter().copied().flatten().map(|scene| scene.question.to_owned());
    scenes.chain(failures::KINDS.iter().map(|(kind, _)| failures::question(kind)))
}

/// What can be asked.
fn list() -> Turn {
    let lines: Vec<_> = questions().map(|question| format!("- {question}")).collect();
    let text = format!(
        "This space shows what answers can look like. It knows these questions only:\n\n{}\n\n\
         **Fail with** takes any other error type as well.",
        lines.join("\n")
    );
    let mut turn = Turn::words(Text::question(text));
    turn.suggestions = questions().take(OFFERED).collect();
    turn
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::turn::End;
    use super::*;

    #[test]
    fn every_question_of_the_list_is_answered_and_each_once() {
        let all: Vec<_> = questions().collect();
        let distinct: BTreeSet<_> = all.iter().map(|question| normal(question)).collect();
        assert!(distinct.len() == all.len() && all.len() > 40, "{}", all.len());
        let text = |turn: &Turn| turn.texts.first().map(|text| text.content.clone()).unwrap_or_default();
        let unknown = text(&turn("What time is it?"));
        for question in all {
            assert!(unknown.contains(&format!("- {question}\n")), "{question}");
            assert_ne!(text(&turn(&question)), unknown, "{question}");
        }
    }

    #[test]
    fn what_is_offered_to_begin_with_is_on_the_list() {
        for question in SAMPLES {
            assert!(questions().any(|known| known == question), "{question}");
        }
    }

    #[test]
    fn small_differences_in_writing_do_not_matter() {
        for question in ["  show 200000 ROWS! ", "Show\n200,000 rows"] {
            let found = turn(question).queries.pop().and_then(|query| query.result.ok());
            assert!(found.is_some_and(|rows| rows.truncated), "{question}");
        }
    }

    #[test]
    fn what_is_offered_after_a_failure_can_be_asked() {
        let mut offered = 0;
        for question in questions() {
            let failed = turn(&question);
            if matches!(failed.end, End::Failed { .. }) {
                offered += failed.suggestions.len();
                assert!(failed.suggestions.iter().all(|next| questions().any(|known| known == *next)));
            }
        }
        assert!(offered > 0);
    }
}
