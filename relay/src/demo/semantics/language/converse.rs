//! A conversation: what a question was answered with, and which one still
//! waits for a clearer word, so that a short reply completes it.

use time::Date;

use super::interpret::{Reading, Reason, interpret};
use super::scan::stands_alone;
use super::tokens::{starts_with, tokenize};
use super::vocabulary::hints;
use crate::demo::semantics::intent::Intent;

/// What a question is asked after.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// What was answered last.
    pub intent: Option<Intent>,
    /// The question that could not be answered since.
    pub open: Option<Open>,
}

/// A question that was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    question: String,
    reason: Reason,
    /// Whether it did not build upon an answer.
    alone: bool,
}

impl Context {
    /// Reads `question`, asked on `today`, and notes what became of it.
    pub fn read(&mut self, question: &str, today: Date) -> Reading {
        let reading = self.reading(question, today);
        match &reading {
            Reading::Ask(intent) => *self = Self { intent: Some(intent.clone()), open: None },
            Reading::Clarify(Reason::Greeting | Reason::Thanks | Reason::Nothing) => {}
            Reading::Clarify(reason) => {
                let whole = stands_alone(question, today);
                // What builds upon a question that is open itself leaves that one open.
                if whole || self.open.as_ref().is_none_or(|open| !open.alone) {
                    let alone = whole || self.intent.is_none();
                    let (question, reason) = (question.to_owned(), reason.clone());
                    self.open = Some(Open { question, reason, alone });
                }
            }
        }
        reading
    }

    fn reading(&self, question: &str, today: Date) -> Reading {
        let reading = interpret(question, self.intent.as_ref(), today);
        let Some(open) = &self.open else { return reading };
        let reply = tokenize(question);
        let meant = |hint: &String| starts_with(&reply, &tokenize(hint)) == Some(reply.len());
        let completed = open.hints().iter().find(|hint| meant(hint)).and_then(|hint| open.completed(hint));
        if let Some(Reading::Ask(intent)) =
            completed.map(|question| interpret(&question, self.intent.as_ref(), today))
        {
            return Reading::Ask(intent);
        }
        // Whoever goes on from a question without an answer does not mean the answer before it.
        match reading {
            Reading::Ask(_) if open.alone && !stands_alone(question, today) => {
                Reading::Clarify(open.reason.clone())
            }
            reading => reading,
        }
    }

    /// The open question with each of the words that may have been meant.
    #[must_use]
    pub fn completions(&self, today: Date) -> Vec<String> {
        let Some(open) = &self.open else { return Vec::new() };
        let completed = open.hints().into_iter().filter_map(|hint| open.completed(&hint));
        let reads =
            |question: &String| matches!(interpret(question, self.intent.as_ref(), today), Reading::Ask(_));
        completed.filter(reads).collect()
    }
}

impl Open {
    /// The one word that was not clear.
    fn word(&self) -> Option<&str> {
        let Reason::Words(words) = &self.reason else { return None };
        if let [only] = words.as_slice() { Some(only) } else { None }
    }

    /// What may have been meant by it.
    fn hints(&self) -> Vec<String> {
        self.word().map(hints).unwrap_or_default()
    }

    /// The question with `name` in its place.
    fn completed(&self, name: &str) -> Option<String> {
        let (before, after) = self.question.split_once(self.word()?)?;
        Some(format!("{before}{name}{after}"))
    }
}
