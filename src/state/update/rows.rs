//! The rows of an answer's queries: of the one that counts, and of those that were replaced.

use std::sync::Arc;

use super::{MAX_TRIES, Step};
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint::{self, AboutQuery, Request};
use crate::api::result::Statement;
use crate::domain::answer::Which;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::{Millis, TurnKey};
use crate::domain::table::Table;
use crate::domain::turn::{Earlier, Rows, Turn, TurnState};
use crate::state::effect::{HostEvent, RequestId};
use crate::state::model::{Alarm, Purpose, Wanted};
use crate::state::select;

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
            self.fetch_rows(last(key));
        }
    }

    /// A turn has come into view. Rows are in memory for those seen last; the others' are fetched again.
    pub(super) fn seen(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn(key) else { return };
        if turn.state == TurnState::Done && turn.rows == Rows::None && turn.answer.query.is_some() {
            self.settle_rows(key);
        }
        let count = self.model.turn(key).map_or(0, |turn| turn.earlier.len());
        for place in 0..count {
            let gone =
                |turn: &Arc<Turn>| turn.earlier.get(place).is_some_and(|known| known.rows == Rows::None);
            if self.model.turn(key).is_some_and(gone) {
                self.fetch_rows(Wanted { earlier: Some(place), ..last(key) });
            }
        }
        self.model.seen.retain(|known| *known != key);
        self.model.seen.push(key);
        if self.model.seen.len() > MAX_TABLES {
            let oldest = self.model.seen.remove(0);
            if self.model.turn(oldest).is_some_and(|turn| matches!(turn.rows, Rows::Ready(_))) {
                self.drop_rows(oldest);
            }
            let turn = self.model.turn_mut(oldest);
            for known in turn.map_or(&mut [][..], |turn| &mut turn.earlier) {
                if matches!(known.rows, Rows::Ready(_)) {
                    known.rows = Rows::None;
                }
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
        if fetched && (turn.rows.is_loading() || matches!(turn.rows, Rows::Ready(_))) {
            return self.tell_rows(key);
        }
        let expired = turn.state == TurnState::Expired;
        self.drop_rows(key);
        if expired {
            self.expire(key);
        } else if !self.model.hidden {
            self.fetch_rows(last(key));
        }
    }

    /// Forgets the rows of the query that counts, and whatever is under way for them.
    fn drop_rows(&mut self, key: TurnKey) {
        let of_last = |wanted: Wanted| wanted.turn == key && wanted.earlier.is_none();
        self.abort(&|purpose| matches!(purpose, Purpose::Rows(wanted) if of_last(*wanted)));
        self.disarm(&|alarm| matches!(alarm, Alarm::Rows(wanted) if of_last(*wanted)));
        if let Some(turn) = self.model.turn_mut(key) {
            turn.rows = Rows::None;
            turn.rows_of = None;
        }
    }

    /// Fetches rows.
    pub(super) fn fetch_rows(&mut self, wanted: Wanted) {
        self.about_query(wanted, endpoint::query_result);
    }

    fn about_query(&mut self, wanted: Wanted, request: fn(AboutQuery<'_>) -> Request) {
        let now = self.now;
        let findable = self.model.place_of(wanted.turn).is_some();
        let Some(turn) = self.model.turn_mut(wanted.turn) else { return };
        let query = turn.answer.query.as_ref();
        let attachment = match wanted.earlier {
            None => query.and_then(|query| query.attachment.clone()),
            Some(place) => turn.earlier.get(place).map(|known| known.attachment.clone()),
        };
        let statement = query.and_then(|query| query.statement.clone());
        let message = turn.message.clone();
        let Some((rows, since)) = slot(turn, wanted) else { return };
        if !findable {
            // Its conversation was found to be deleted meanwhile.
            *rows = Rows::Failed(Failure::new(Code::NotFound));
            return;
        }
        let (Some(message), Some(attachment)) = (message, attachment) else { return };
        // The first of them stay to be read while the others are asked for again.
        if !rows.is_loading() {
            *since = now;
            *rows = Rows::Loading;
        }
        if wanted.earlier.is_none() {
            turn.rows_of = statement;
        }
        let Some((space, conversation)) = self.model.place_of(wanted.turn) else { return };
        let request = request(AboutQuery { space, conversation, message: &message, attachment: &attachment });
        self.send(Purpose::Rows(wanted), request);
    }

    /// The first rows of a long reply are here, or more of them.
    pub(super) fn rows_came(&mut self, id: RequestId, table: Arc<Table>) {
        let pending = self.model.requests.iter().find(|pending| pending.id == id);
        let Some(Purpose::Rows(wanted)) = pending.map(|pending| &pending.purpose) else { return };
        let wanted = *wanted;
        let Some((rows, _)) = self.model.turn_mut(wanted.turn).and_then(|turn| slot(turn, wanted)) else {
            return;
        };
        // A second try begins anew: what is shown does not shrink.
        if rows.table().is_none_or(|known| known.rows() < table.rows()) {
            *rows = Rows::Coming(table);
        }
    }

    /// The rows, or the state of their statement, have come.
    pub(super) fn rows_told(&mut self, wanted: Wanted, outcome: Outcome) {
        let key = wanted.turn;
        let Some(turn) = self.model.turn(key) else { return };
        let of_last = wanted.earlier.is_none();
        let early = of_last && turn.state == TurnState::Waiting;
        let expired = of_last && turn.state == TurnState::Expired;
        let known = wanted.earlier.and_then(|place| turn.earlier.get(place));
        let since = known.map_or(turn.rows_since, |known| known.since);
        let waited = self.now.saturating_sub(since);
        let rows = match decode::statement(outcome) {
            Ok(Statement::Running) if waited < self.max_wait_ms() => {
                return self.wait(Alarm::Rows(Wanted { tries: 1, ..wanted }), backoff::poll_delay_ms(waited));
            }
            Ok(Statement::Rows(table)) => Rows::Ready(table),
            // Before the answer is complete nothing is a failure: the query may be corrected.
            // Not asked for again until then: `rows_of` stays.
            _ if early => Rows::None,
            Ok(Statement::Running) => Rows::Failed(Failure::new(Code::Timeout)),
            Ok(Statement::Failed(failure)) => Rows::Failed(failure),
            Ok(Statement::Expired) => Rows::Failed(Failure::new(Code::Expired)),
            Err(error) => match self.retry_in(&error, wanted.tries) {
                Some(wait) => {
                    return self.wait(Alarm::Rows(Wanted { tries: wanted.tries + 1, ..wanted }), wait);
                }
                None => Rows::Failed(self.failure_of(error)),
            },
        };
        if let Rows::Failed(failure) = &rows {
            self.report(failure.clone());
        }
        if matches!(rows, Rows::Ready(_)) && expired {
            self.set(key, TurnState::Done);
        }
        if let Some((known, _)) = self.model.turn_mut(key).and_then(|turn| slot(turn, wanted)) {
            *known = rows;
        }
        if of_last && !early {
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

    /// The reader wants rows: expired ones cost a run of the query. Those of a query that was replaced
    /// are fetched for the first time, and once.
    pub(super) fn rows_wanted(&mut self, key: TurnKey, which: Which) {
        let Some(turn) = self.model.turn(key) else { return };
        let mut wanted = last(key);
        let failed = match turn.fetched(which) {
            Rows::None if which != Which::Last => None,
            Rows::Failed(failure) => Some(failure.code),
            _ => return,
        };
        if let Which::Earlier(place) = which {
            let Some(attachment) = select::replaced(turn, place).cloned() else { return };
            let known = turn.earlier.iter().position(|known| known.attachment == attachment);
            wanted.earlier = known.or(Some(turn.earlier.len()));
            if let Some(turn) = self.model.turn_mut(key).filter(|_| known.is_none()) {
                turn.earlier.push(Earlier { attachment, rows: Rows::None, since: 0 });
            }
        }
        if failed == Some(Code::Expired) {
            // Counts as the last try: a POST is not repeated by itself.
            wanted.tries = MAX_TRIES;
            self.about_query(wanted, endpoint::execute_query);
        } else {
            self.fetch_rows(wanted);
        }
    }
}

/// The rows of the query that counts, to be fetched for the first time.
fn last(turn: TurnKey) -> Wanted {
    Wanted { turn, earlier: None, tries: 1 }
}

/// Where such rows stand, and since when they are being fetched.
fn slot(turn: &mut Turn, wanted: Wanted) -> Option<(&mut Rows, &mut Millis)> {
    let Some(place) = wanted.earlier else { return Some((&mut turn.rows, &mut turn.rows_since)) };
    turn.earlier.get_mut(place).map(|known| (&mut known.rows, &mut known.since))
}
