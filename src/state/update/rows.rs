//! The rows of an answer's query.

use super::Step;
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint::{self, AboutQuery, Request};
use crate::api::result::Statement;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::turn::{Rows, TurnState};
use crate::state::model::{Alarm, Purpose};

/// Tries for one result.
const MAX_TRIES: u32 = 5;

impl Step<'_> {
    /// An answer is complete: fetches its rows, or says that they are gone.
    pub(super) fn settle_rows(&mut self, key: TurnKey) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.answer.query.as_ref().is_none_or(|query| query.attachment.is_none()) {
            turn.rows = Rows::None;
        } else if turn.state == TurnState::Expired {
            turn.rows = Rows::Failed(Failure::new(Code::Expired));
        } else {
            self.fetch_rows(key, 1);
        }
    }

    /// Fetches the rows; `tries` counts this one.
    pub(super) fn fetch_rows(&mut self, key: TurnKey, tries: u32) {
        self.about_query(key, tries, endpoint::query_result);
    }

    fn about_query(&mut self, key: TurnKey, tries: u32, request: fn(AboutQuery<'_>) -> Request) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        let attachment = turn.answer.query.as_ref().and_then(|query| query.attachment.clone());
        let (Some(message), Some(attachment)) = (turn.message.clone(), attachment) else { return };
        turn.rows = Rows::Loading;
        let Some((space, conversation)) = self.model.open_place() else { return };
        let request = request(AboutQuery { space, conversation, message: &message, attachment: &attachment });
        self.send(Purpose::Rows(key, tries), request);
    }

    /// The rows, or the state of their statement, have come.
    pub(super) fn rows_told(&mut self, key: TurnKey, tries: u32, outcome: Outcome) {
        let rows = match decode::statement(outcome) {
            Ok(Statement::Running) => return self.wait(Alarm::Rows(key, 1), backoff::poll_delay_ms(0)),
            Ok(Statement::Rows(table)) => Rows::Ready(table),
            Ok(Statement::Failed(failure)) => Rows::Failed(failure),
            Ok(Statement::Expired) => Rows::Failed(Failure::new(Code::Expired)),
            Err(error) if error.is_passing() && tries < MAX_TRIES => {
                let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(tries, self.random));
                return self.wait(Alarm::Rows(key, tries + 1), wait);
            }
            Err(error) => Rows::Failed(error.into_failure()),
        };
        if let Rows::Failed(failure) = &rows {
            self.report(failure.clone());
        }
        let Some(turn) = self.model.turn_mut(key) else { return };
        if matches!(rows, Rows::Ready(_)) {
            turn.state = TurnState::Done;
        }
        turn.rows = rows;
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
