//! What views want to know of the model, in the form in which they show it.

use std::sync::Arc;

use super::model::Model;
use crate::api::endpoint::{self, AboutQuery, Request};
use crate::domain::answer::{Query, Thought, ThoughtKind};
use crate::domain::failure::Code;
use crate::domain::ids::{Millis, TurnKey};
use crate::domain::status::MessageStatus;
use crate::domain::table::Table;
use crate::domain::turn::{Rows, Turn, TurnState};

/// What a reader can do about a turn that did not end well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Look for the answer; nothing is sent again.
    Check,
    /// Go on waiting for it; nothing is sent again.
    KeepWaiting,
    /// Send the question again.
    Ask,
}

/// What the reader can do about it.
pub fn choices(turn: &Turn, model: &Model) -> Vec<Choice> {
    let mut choices = all_choices(turn, model);
    // Nothing is asked where the conversation is only shown.
    choices.retain(|choice| *choice != Choice::Ask || !model.open.read_only);
    choices
}

fn all_choices(turn: &Turn, model: &Model) -> Vec<Choice> {
    match turn.state {
        TurnState::Unsure if model.is_findable(turn.key) => vec![Choice::Check, Choice::Ask],
        TurnState::Unsure => vec![Choice::Ask],
        TurnState::Stopped if turn.message.is_some() => vec![Choice::Check],
        TurnState::Stopped => Vec::new(),
        TurnState::Failed if turn.message.is_some() && !answered(turn) => vec![match &turn.failure {
            Some(failure) if failure.code == Code::Timeout => Choice::KeepWaiting,
            _ => Choice::Check,
        }],
        TurnState::Failed => vec![Choice::Ask],
        _ => Vec::new(),
    }
}

/// True where Genie itself has ended the message, so that looking again brings nothing new.
fn answered(turn: &Turn) -> bool {
    turn.status.as_ref().is_some_and(MessageStatus::is_terminal)
}

/// True where a turn is done and has nothing to show for it.
pub fn is_blank(turn: &Turn) -> bool {
    turn.state == TurnState::Done
        && turn.answer.text.is_none()
        && turn.answer.clarifying.is_none()
        && turn.answer.query.is_none()
}

/// True where there is more to tell of how Genie came to its answer than the query's description.
pub fn has_steps(turn: &Turn) -> bool {
    let answer = &turn.answer;
    let says = |query: &Query| {
        let thinks = |thought: &Thought| thought.kind != ThoughtKind::Description;
        !query.parameters.is_empty() || query.thoughts.iter().any(thinks)
    };
    !answer.earlier.is_empty() || !answer.corrected.is_empty() || answer.query.as_ref().is_some_and(says)
}

/// The questions of the open conversation, the newest first, each once.
pub fn asked(model: &Model) -> Vec<String> {
    let mut asked: Vec<String> = Vec::new();
    for turn in model.open.turns.iter().rev() {
        if !asked.contains(&turn.question) {
            asked.push(turn.question.clone());
        }
    }
    asked
}

/// How long a warehouse may take before the reader is told that it is starting, in ms.
const WAREHOUSE_MS: Millis = 5_000;

/// True where a turn waits because its SQL warehouse is starting.
pub fn waits_for_warehouse(turn: &Turn, now: Millis) -> bool {
    turn.state == TurnState::Waiting
        && turn.status == Some(MessageStatus::PendingWarehouse)
        && now.saturating_sub(turn.status_since) > WAREHOUSE_MS
}

/// The rows of a turn, if they are here, and what Genie calls them.
pub fn table(model: &Model, key: TurnKey) -> Option<(Arc<Table>, Option<String>)> {
    let turn = model.turn(key)?;
    let Rows::Ready(table) = &turn.rows else { return None };
    Some((Arc::clone(table), turn.answer.query.as_ref().and_then(|query| query.title.clone())))
}

/// What brings all rows of a turn's query, also those that Genie does not show, where the relay offers
/// that.
pub fn all_rows(model: &Model, key: TurnKey) -> Option<Request> {
    let turn = model.turn(key).filter(|_| model.download)?;
    let attachment = turn.answer.query.as_ref()?.attachment.as_ref()?;
    let (space, conversation) = model.place_of(key)?;
    let message = turn.message.as_ref()?;
    Some(endpoint::rows_csv(AboutQuery { space, conversation, message, attachment }))
}

/// True where the rows have expired and the query can be run again.
pub fn rows_expired(turn: &Turn) -> bool {
    matches!(&turn.rows, Rows::Failed(failure) if failure.code == Code::Expired)
}

/// The turn that Stop stops: the one that is under way.
pub fn stoppable(model: &Model) -> Option<TurnKey> {
    model.open.turns.iter().find(|turn| turn.state.is_active()).map(|turn| turn.key)
}

/// What a turn suggests to go on with, as long as it is the last one and at rest.
pub fn suggestions(model: &Model, key: TurnKey) -> Vec<String> {
    match model.open.turns.last() {
        Some(turn) if turn.key == key && !turn.state.is_active() && !model.open.read_only => {
            turn.answer.suggestions.clone()
        }
        _ => Vec::new(),
    }
}

/// True while something is counted: the time of a wait, or the seconds until the next try.
pub fn counts(model: &Model, now: Millis) -> bool {
    model.open.turns.iter().any(|turn| turn.state.is_active() || turn.ask_again_ms(now).is_some())
}

/// How many questions are before this one in the queue.
pub fn queue_position(model: &Model, key: TurnKey) -> usize {
    model
        .open
        .turns
        .iter()
        .take_while(|turn| turn.key != key)
        .filter(|turn| turn.state == TurnState::Queued)
        .count()
        + 1
}
