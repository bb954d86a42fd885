//! The work behind the endpoints: finding what a path names, and questions to
//! SQLite, which run away from the threads that serve requests.

use std::sync::{Arc, MutexGuard, PoisonError};

use axum::Json;
use axum::http::StatusCode;
use serde_json::Value;

use super::super::Demo;
use super::super::semantics::intent::Intent;
use super::super::semantics::statement::Statement;
use super::request::Target;
use super::stage::Stage;
use super::store::{Conversation, Message, Store};
use super::turn::Turn;
use super::{Answer, reply, result, turn};
use crate::api_error::ApiError;

/// 500: what cannot happen as long as the demo is sound.
pub(super) fn internal() -> ApiError {
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "The demo could not finish its work.")
}

impl Target {
    pub(super) fn no_conversation(&self) -> ApiError {
        ApiError::missing(format!("Conversation {} does not exist.", self.conversation))
    }

    pub(super) fn conversation<'a>(&self, store: &'a Store) -> Result<&'a Conversation, ApiError> {
        store.conversation(self.space, &self.conversation).ok_or_else(|| self.no_conversation())
    }

    pub(super) fn message<'a>(&self, store: &'a Store) -> Result<&'a Message, ApiError> {
        let message = self.conversation(store)?.message(&self.message);
        message.ok_or_else(|| ApiError::missing(format!("Message {} does not exist.", self.message)))
    }
}

impl Demo {
    /// The conversations. Never held across an await.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works out an answer away from the threads that serve requests.
    pub(super) async fn answer(
        self: &Arc<Self>,
        question: String,
        previous: Option<Intent>,
    ) -> Result<(Turn, String), ApiError> {
        let demo = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            let turn = turn::answer(&question, previous.as_ref(), demo.options.today, &demo.database);
            (turn, question)
        });
        work.await.map_err(|_| internal())
    }

    /// The result of the query that `target` names, from the stage `earliest` on.
    pub(super) async fn result(self: &Arc<Self>, target: &Target, earliest: Stage) -> Answer<Value> {
        let (id, statement) = match self.executed(target, earliest)? {
            Executed::Ready(id, statement) => (id, statement),
            Executed::Not(reply) => return Ok(Json(reply)),
        };
        let demo = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || match demo.database.run(&statement) {
            Ok(rows) => result::succeeded(&id, &statement, &rows),
            Err(error) => result::failed(&id, &error.to_string()),
        });
        work.await.map(Json).map_err(|_| internal())
    }

    fn executed(&self, target: &Target, earliest: Stage) -> Result<Executed, ApiError> {
        let store = self.store();
        let message = target.message(&store)?;
        let stage = reply::progress_of(message, (self.clock)(), self.options.answer_ms).stage;
        let id = &target.attachment;
        let is_main = *id == message.main_attachment;
        let query = match &message.turn {
            Turn::Query(query) if is_main => query,
            _ if is_main || *id == message.suggestions_attachment => {
                let message = format!("Attachment with ID {id} is not a valid query attachment.");
                return Err(ApiError::bad_request("BAD_REQUEST", message));
            }
            _ => return Err(ApiError::missing(format!("Attachment {id} does not exist."))),
        };
        if stage < earliest {
            let message = format!("The query of attachment {id} has not been executed yet.");
            return Err(ApiError::bad_request("INVALID_STATE", message));
        }
        let statement_id = message.statement_id.clone();
        match &query.outcome {
            _ if stage < Stage::Done => Ok(Executed::Not(result::running(&statement_id))),
            Err(error) => Ok(Executed::Not(result::failed(&statement_id, error))),
            Ok(_) => Ok(Executed::Ready(statement_id, query.statement.clone())),
        }
    }
}

/// Whether the rows of a query can be read.
enum Executed {
    /// Yes, with this statement.
    Ready(String, Statement),
    /// No, and this is the reply.
    Not(Value),
}
