//! The rows of an answer's query.

use std::sync::Arc;

use super::{MAX_TRIES, Step};
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint::{self, AboutQuery, Request};
use crate::api::result::Statement;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::turn::{Rows, TurnState};
use crate::state::effect::{Effect, HostEvent};
use crate::state::model::{Alarm, Purpose};

/// Results that are kept in memory at most.
const MAX_TABLES: usize = 20;

impl Step<'_> {
    /// The query runs: its rows may be there before the answer is. Genie may still correct the
    /// query, so what was fetched for another statement is dropped.
    pub(super) fn early_rows(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key) else { return };
        let statement = turn.answer.query.as_ref().and_then(|query| query.statement.as_ref());
        // A page that cannot be seen hears of it from another tab, and has no use for them yet.
        let wanted = statement.is_some() && !self.model.is_paused();
        if wanted && turn.rows_of.as_ref() != statement {
            self.drop_rows(key);
            self.fetch_rows(key, 1);
        }
    }

    /// A turn has come into view. Rows are in memory for those seen last; the others' are fetched again.
    pub(super) fn seen(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key) else { return };
        if turn.state == TurnState::Done && turn.rows == Rows::None && turn.answer.query.is_some() {
            self.settle_rows(key);
        }
        self.model.seen.retain(|known| *known != key);
        self.model.seen.push(key);
        if self.model.seen.len() > MAX_TABLES {
            let oldest = self.model.seen.remove(0);
            if self.model.turn(oldest).is_some_and(|turn| matches!(turn.rows, Rows::Ready(_))) {
                self.drop_rows(oldest);
            }
        }
    }

    /// Rows that are known to be gone are not asked for.
    pub(super) fn expire(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state == TurnState::Expired && turn.answer.query.is_some() {
            turn.rows = Rows::Failed(Failure::new(Code::Expired));
        }
    }

    /// An answer is complete: fetches its rows, or says that they are gone.
    pub(super) fn settle_rows(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        let query = turn.answer.query.as_ref().filter(|query| query.attachment.is_some());
        let Some(statement) = query.map(|query| query.statement.clone()) else {
            self.drop_rows(key);
            return;
        };
        let fetched = statement.is_some() && turn.rows_of == statement;
        if fetched && matches!(turn.rows, Rows::Ready(_) | Rows::Loading) {
            return self.tell_rows(key);
        }
        let expired = turn.state == TurnState::Expired;
        self.drop_rows(key);
        if expired {
            self.expire(key);
        } else if !self.model.hidden {
            self.fetch_rows(key, 1);
        }
    }

    /// Forgets rows and whatever is under way for them.
    fn drop_rows(&mut self, key: TurnKey) {
        let effects = &mut self.effects;
        self.model.requests.retain(|pending| {
            let kept = !matches!(pending.purpose, Purpose::Rows(owner, _) if owner == key);
            if !kept {
                effects.push(Effect::Abort(pending.id));
            }
            kept
        });
        self.model.timers.retain(|(id, alarm)| {
            let kept = !matches!(alarm, Alarm::Rows(owner, _) if *owner == key);
            if !kept {
                effects.push(Effect::Unwait(*id));
            }
            kept
        });
        self.model.parked.retain(|alarm| !matches!(alarm, Alarm::Rows(owner, _) if *owner == key));
        if let Some(turn) = self.model.turn_mut(key) {
            turn.rows = Rows::None;
            turn.rows_of = None;
        }
    }

    /// Fetches the rows; `tries` counts this one.
    pub(super) fn fetch_rows(&mut self, key: TurnKey, tries: u32) {
        self.about_query(key, tries, endpoint::query_result);
    }

    fn about_query(&mut self, key: TurnKey, tries: u32, request: fn(AboutQuery<'_>) -> Request) {
        let now = self.now;
        let findable = self.model.place_of(key).is_some();
        let Some(turn) = self.model.turn_mut(key) else { return };
        if !findable {
            // Its conversation was found to be deleted meanwhile.
            turn.rows = Rows::Failed(Failure::new(Code::NotFound));
            return;
        }
        let query = turn.answer.query.as_ref();
        let attachment = query.and_then(|query| query.attachment.clone());
        let statement = query.and_then(|query| query.statement.clone());
        let (Some(message), Some(attachment)) = (turn.message.clone(), attachment) else { return };
        if turn.rows != Rows::Loading {
            turn.rows_since = now;
        }
        turn.rows = Rows::Loading;
        turn.rows_of = statement;
        let Some((space, conversation)) = self.model.place_of(key) else { return };
        let request = request(AboutQuery { space, conversation, message: &message, attachment: &attachment });
        self.send(Purpose::Rows(key, tries), request);
    }

    /// The rows, or the state of their statement, have come.
    pub(super) fn rows_told(&mut self, key: TurnKey, tries: u32, outcome: Outcome) {
        let Some(turn) = self.model.turn(key) else { return };
        let early = turn.state == TurnState::Waiting;
        let expired = turn.state == TurnState::Expired;
        let waited = self.now.saturating_sub(turn.rows_since);
        let rows = match decode::statement(outcome) {
            Ok(Statement::Running) if waited < self.max_wait_ms() => {
                return self.wait(Alarm::Rows(key, 1), backoff::poll_delay_ms(waited));
            }
            Ok(Statement::Rows(table)) => Rows::Ready(table),
            // Before the answer is complete nothing is a failure: the query may be corrected.
            // Not asked for again until then: `rows_of` stays.
            _ if early => Rows::None,
            Ok(Statement::Running) => Rows::Failed(Failure::new(Code::Timeout)),
            Ok(Statement::Failed(failure)) => Rows::Failed(failure),
            Ok(Statement::Expired) => Rows::Failed(Failure::new(Code::Expired)),
            Err(error) => match self.retry_in(&error, tries) {
                Some(wait) => return self.wait(Alarm::Rows(key, tries + 1), wait),
                None => Rows::Failed(error.into_failure()),
            },
        };
        if let Rows::Failed(failure) = &rows {
            self.report(failure.clone());
        }
        if matches!(rows, Rows::Ready(_)) && expired {
            self.set(key, TurnState::Done);
        }
        if let Some(turn) = self.model.turn_mut(key) {
            turn.rows = rows;
        }
        if !early {
            self.tell_rows(key);
        }
    }

    /// Tells the page of the rows, if they are here. Not before the answer is complete: until then
    /// Genie may correct the query.
    fn tell_rows(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key) else { return };
        if let (Rows::Ready(table), Some(message), Some(query)) =
            (&turn.rows, &turn.message, &turn.answer.query)
        {
            let (attachment, sql) = (query.attachment.clone(), query.sql.clone());
            let (message, table) = (message.clone(), Arc::clone(table));
            self.emit(HostEvent::Result { message, attachment, sql, table });
        }
    }

    /// The reader wants the rows again: expired ones cost a run of the query.
    pub(super) fn rows_wanted(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key) else { return };
        let Rows::Failed(failure) = &turn.rows else { return };
        if failure.code == Code::Expired {
            // Counts as the last try: a POST is not repeated by itself.
            self.about_query(key, MAX_TRIES, endpoint::execute_query);
        } else {
            self.fetch_rows(key, 1);
        }
    }
}
