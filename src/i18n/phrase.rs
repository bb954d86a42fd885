//! Sentences about a turn, as they are shown and read out.

use std::borrow::Cow;

use super::{Key, advice, fill, status, text};
use crate::domain::ids::Millis;
use crate::domain::status::MessageStatus;
use crate::domain::table::Table;
use crate::domain::turn::{Turn, TurnState};

/// Longest part of an answer that is read out when it comes, in characters.
const ANNOUNCED_CHARS: usize = 160;

/// What is counted beside the status line: the seconds until the next try, or those waited so far.
pub fn seconds(turn: &Turn, now: Millis) -> Option<String> {
    let ms = match (turn.state, turn.wait_until) {
        (TurnState::Sending | TurnState::Waiting, Some(until)) => until.saturating_sub(now) + 999,
        (TurnState::Waiting, None) => now.saturating_sub(turn.asked_at),
        _ => return None,
    };
    Some(fill(Key::Seconds, &[&(ms / 1_000).to_string()]))
}

/// Beside a failed question: how long the service asks to wait. Empty when the time is over.
pub fn ask_again_in(turn: &Turn, now: Millis) -> String {
    let left = turn.ask_again_ms(now);
    left.map(|ms| fill(Key::AskAgainIn, &[&ms.div_ceil(1_000).to_string()])).unwrap_or_default()
}

/// The live status line of a turn that is under way.
pub fn progress(turn: &Turn) -> Option<Cow<'static, str>> {
    let words = match (turn.state, turn.wait_until, turn.relay_place) {
        (TurnState::Sending, Some(_), Some(place)) => {
            return Some(fill(Key::RelayQueue, &[&place.to_string()]).into());
        }
        (TurnState::Sending | TurnState::Waiting, Some(_), _) => text(Key::OverQuota),
        (TurnState::Sending, ..) if turn.looking_since.is_some() => text(Key::Looking),
        (TurnState::Sending, ..) => text(Key::Sending),
        (TurnState::Waiting, ..) if turn.misses > 0 => text(Key::Reconnecting),
        (TurnState::Waiting, ..) => turn.status.as_ref().map_or(text(Key::Working), status),
        _ => return None,
    };
    Some(words.into())
}

/// The sentence for a turn that failed, was stopped or brought nothing.
pub fn trouble(turn: &Turn) -> Option<&'static str> {
    if turn.is_blank() {
        return Some(text(Key::NoAnswer));
    }
    let failure = turn.failure.as_ref()?;
    if turn.status == Some(MessageStatus::Cancelled) {
        return Some(text(Key::Cancelled));
    }
    Some(advice(failure.advice))
}

/// How many rows a result has, how many of them are shown, if these are not all, and that Genie cut it;
/// `number` writes a count.
pub fn rows(table: &Table, shown: u64, number: impl Fn(u64) -> String) -> String {
    let (here, total) = (table.rows() as u64, table.total());
    let key = match (shown == total, total) {
        (true, _) if table.is_partial() => Key::MoreRows,
        (true, 1) => Key::OneRow,
        (true, _) => Key::RowCount,
        (false, _) => Key::RowsOfTotal,
    };
    let mut words = fill(key, &[&number(shown), &number(total)]);
    if table.truncated() {
        words.push_str(" · ");
        // What is cut is the whole, of which this may be the first chunk.
        let cut_at = if table.next_chunk().is_some() { total } else { here };
        words.push_str(&fill(Key::Truncated, &[&number(cut_at)]));
    }
    words
}

/// What a screen reader is told: milestones of a turn, not every poll.
pub fn announcement(turn: &Turn) -> String {
    if let Some(progress) = progress(turn) {
        return progress.into_owned();
    }
    if let Some(trouble) = trouble(turn) {
        return trouble.to_owned();
    }
    let answer = turn.answer.text.as_deref().or(turn.answer.clarifying.as_deref()).unwrap_or_default();
    let beginning: String = spoken(answer).chars().take(ANNOUNCED_CHARS).collect();
    fill(Key::AnswerReady, &[&beginning])
}

/// An answer without the marks that Markdown most often has, and without the addresses of links: what is read out, and
/// what stands there until the code that knows Markdown has come.
pub fn spoken(answer: &str) -> String {
    let mut words = String::new();
    let mut rest = answer;
    while let Some((before, after)) = rest.split_once("](") {
        words.push_str(before);
        rest = after.split_once(')').map_or(after, |(_, after)| after);
    }
    words.push_str(rest);
    words.retain(|char| !matches!(char, '*' | '`' | '#' | '|' | '['));
    words
}
