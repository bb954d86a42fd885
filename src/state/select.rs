//! What views want to know of the model, in the form in which they show it.

use std::sync::Arc;

use super::model::Model;
use crate::api::endpoint::{self, AboutQuery, Request};
use crate::config::Charts;
use crate::domain::answer::{Query, Which};
use crate::domain::failure::{Advice, Code, Remedy};
use crate::domain::ids::{AttachmentId, Millis, TurnKey};
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
    /// Begin another conversation with the question, once the reader has looked it over.
    Elsewhere,
    /// Load the page again, which signs the reader in again.
    Reload,
    /// Be done with a question that Genie is not known to have.
    Dismiss,
}

/// What the reader can do about it.
pub fn choices(turn: &Turn, model: &Model) -> Vec<Choice> {
    let mut choices = all_choices(turn, model);
    // Nothing is asked where the conversation is only shown.
    choices.retain(|choice| *choice != Choice::Ask || !model.open.read_only);
    if turn.failure.as_ref().is_some_and(|failure| reloads(failure.advice)) {
        choices.push(Choice::Reload);
    }
    if turn.is_kept() && matches!(turn.state, TurnState::Unsure | TurnState::Failed) {
        choices.push(Choice::Dismiss);
    }
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
        TurnState::Failed => match remedy(turn) {
            Remedy::Repeat => vec![Choice::Ask],
            Remedy::Elsewhere => vec![Choice::Elsewhere],
            Remedy::Reword | Remedy::Nothing => Vec::new(),
        },
        TurnState::Done if turn.is_blank() => vec![Choice::Ask],
        _ => Vec::new(),
    }
}

/// True if loading the page again may help.
pub fn reloads(advice: Advice) -> bool {
    matches!(
        advice,
        Advice::Session | Advice::Shut | Advice::Page | Advice::Hook | Advice::Code(Code::SignIn)
    )
}

/// True where Genie itself has ended the message, so that looking again brings nothing new.
fn answered(turn: &Turn) -> bool {
    turn.status.as_ref().is_some_and(MessageStatus::is_terminal)
}

fn remedy(turn: &Turn) -> Remedy {
    turn.failure.as_ref().map_or(Remedy::Repeat, |failure| failure.advice.remedy())
}

/// True where there is more to tell of how Genie came to its answer than the query's description.
pub fn has_steps(turn: &Turn) -> bool {
    let answer = &turn.answer;
    let says = |query: &Query| !query.parameters.is_empty() || query.steps().next().is_some();
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

/// The rows of a turn's query, as far as they are here, and what Genie calls them.
pub fn table(model: &Model, key: TurnKey, which: Which) -> Option<(Arc<Table>, Option<String>)> {
    let turn = model.turn(key)?;
    let table = turn.fetched(which).table()?;
    Some((Arc::clone(table), turn.answer.which(which).and_then(|query| query.title.clone())))
}

/// The statement of a turn's query that counts.
pub fn sql(model: &Model, key: TurnKey) -> Option<String> {
    model.turn(key)?.answer.which(Which::Last)?.sql.clone()
}

/// True while the rows that are here are not all of them, and the others are on their way.
pub fn is_coming(model: &Model, key: TurnKey, which: Which) -> bool {
    model.turn(key).is_some_and(|turn| turn.fetched(which).is_loading())
}

/// What brings all rows of a turn's query, also those that Genie does not show, where the relay offers
/// that.
pub fn all_rows(model: &Model, key: TurnKey, which: Which) -> Option<Request> {
    let turn = model.turn(key).filter(|_| model.download)?;
    about(model, turn, turn.answer.which(which)?.attachment.as_ref()?, endpoint::rows_csv)
}

/// What brings the rows that follow those that are here, where the relay has them: the chunk of that index.
pub fn chunk(model: &Model, key: TurnKey, which: Which, index: u64) -> Option<Request> {
    let turn = model.turn(key).filter(|_| model.chunks)?;
    let attachment = turn.answer.which(which)?.attachment.as_ref()?;
    about(model, turn, attachment, |query| endpoint::chunk(query, index))
}

fn about(
    model: &Model,
    turn: &Turn,
    attachment: &AttachmentId,
    request: impl FnOnce(AboutQuery<'_>) -> Request,
) -> Option<Request> {
    let (space, conversation) = model.place_of(turn.key)?;
    let message = turn.message.as_ref()?;
    Some(request(AboutQuery { space, conversation, message, attachment }))
}

/// True where the rows have expired and the query can be run again.
pub fn rows_expired(rows: &Rows) -> bool {
    matches!(rows, Rows::Failed(failure) if failure.code == Code::Expired)
}

/// The query whose rows can be had although Genie has put another one in place of it: it was run.
pub fn replaced(turn: &Turn, place: usize) -> Option<&AttachmentId> {
    let query = turn.answer.which(Which::Earlier(place))?;
    query.attachment.as_ref().filter(|_| query.statement.is_some())
}

/// How many pictures of Genie's a turn has to show: none before its answer is complete, and none where
/// the page wants no charts.
pub fn pictures(model: &Model, key: TurnKey) -> usize {
    let wanted = model.config.as_ref().is_some_and(|config| config.chart != Charts::Off);
    let turn = model.turn(key).filter(|turn| wanted && turn.state == TurnState::Done);
    turn.map_or(0, |turn| turn.answer.pictures.len())
}

/// What brings a turn's picture of that place.
pub fn picture(model: &Model, key: TurnKey, place: usize) -> Option<Request> {
    let turn = model.turn(key)?;
    let attachment = turn.answer.pictures.get(place)?.attachment.as_ref()?;
    about(model, turn, attachment, endpoint::download_visualization)
}

/// What a turn's picture of that place shows: its own title, or that of the query that it was drawn from.
pub fn picture_title(model: &Model, key: TurnKey, place: usize) -> Option<String> {
    let answer = &model.turn(key)?.answer;
    let picture = answer.pictures.get(place)?;
    let mut queries = answer.earlier.iter().chain(&answer.query);
    let drawn_from = queries.find(|query| picture.query.is_some() && query.attachment == picture.query);
    picture.title.clone().or_else(|| drawn_from?.title.clone())
}

/// The turn that Stop stops: the one that is under way.
pub fn stoppable(model: &Model) -> Option<TurnKey> {
    model.open.turns.iter().find(|turn| turn.state.is_active()).map(|turn| turn.key)
}

/// Questions that are offered at most where Genie suggests none.
const OFFERED: usize = 3;

/// Questions to begin with: the page's, or else the space's own.
pub fn starters(model: &Model) -> &[String] {
    let samples = model.samples.as_deref().unwrap_or_default();
    if model.starters.is_empty() { samples } else { &model.starters }
}

/// What a turn suggests to go on with, as long as it is the last one and at rest. After a failure for
/// which Genie suggests nothing that is what was suggested before, or could have been begun with.
pub fn suggestions(model: &Model, key: TurnKey) -> Vec<String> {
    let Some(turn) = model.open.turns.last().filter(|turn| turn.key == key) else { return Vec::new() };
    if turn.state.is_active() || model.open.read_only {
        return Vec::new();
    }
    let own = &turn.answer.suggestions;
    let failed = turn.state == TurnState::Failed || turn.is_blank();
    if !own.is_empty() || !failed || !matches!(remedy(turn), Remedy::Repeat | Remedy::Reword) {
        return own.clone();
    }
    let mut before = model.open.turns.iter().rev().map(|turn| turn.answer.suggestions.as_slice());
    let offered = before.find(|offered| !offered.is_empty()).unwrap_or(starters(model));
    offered.iter().filter(|question| **question != turn.question).take(OFFERED).cloned().collect()
}

/// How many characters a question has more than the relay takes, where that is known.
pub fn excess(model: &Model, question: &str) -> u64 {
    // Bytes that begin a character. The standard library counts faster, in a kilobyte of code.
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    let chars = question.trim().as_bytes().iter().filter(begins).count();
    (chars as u64).saturating_sub(model.max_question_chars.unwrap_or(u64::MAX))
}

/// True while something is counted: the time of a wait, or the seconds until the next try.
pub fn counts(model: &Model, now: Millis) -> bool {
    model.open.turns.iter().any(|turn| turn.state.is_active() || turn.ask_again_ms(now).is_some())
}

/// What a question that has not left waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The browser has no connection.
    Offline,
    /// The relay does not answer, or does not let this page in.
    Relay,
    /// Only the reader can say what becomes of a question before it.
    Unsure,
    /// Its turn: its place in the queue, from 1.
    Line(usize),
}

/// What a question of the open conversation waits for.
pub fn hold(model: &Model, key: TurnKey) -> Hold {
    let before = || model.open.turns.iter().take_while(|turn| turn.key != key);
    if model.offline {
        Hold::Offline
    } else if !model.may_send(&model.open) && !model.is_deleting(&model.open) {
        Hold::Relay
    } else if before().any(|turn| turn.state == TurnState::Unsure && turn.holds_up()) {
        Hold::Unsure
    } else {
        Hold::Line(before().filter(|turn| turn.state == TurnState::Queued).count() + 1)
    }
}
