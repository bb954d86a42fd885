//! The work behind the endpoints: finding what a path names, and questions to
//! SQLite, which run away from the threads that serve requests.

use std::sync::{Arc, MutexGuard, PoisonError};

use axum::Json;
use axum::http::StatusCode;
use serde_json::Value;

use super::super::semantics::converse::Context;
use super::super::space::Space;
use super::super::turn::{Counted, Turn};
use super::super::{Demo, food, picture, showcase};
use super::reply::Readable;
use super::store::{Conversation, Message, Place, Store};
use super::{Answer, reply, statement};
use crate::api_error::ApiError;

/// 500: what cannot happen as long as the demo is sound.
pub(super) fn internal() -> ApiError {
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "The demo could not finish its work.")
}

impl Place {
    pub(super) fn no_conversation(&self) -> ApiError {
        ApiError::missing(format!("Conversation {} does not exist.", self.conversation))
    }

    pub(super) fn no_message(&self) -> ApiError {
        ApiError::missing(format!("Message {} does not exist.", self.message))
    }

    pub(super) fn conversation<'a>(&self, store: &'a Store) -> Result<&'a Conversation, ApiError> {
        store.conversation(self).ok_or_else(|| self.no_conversation())
    }

    pub(super) fn message<'a>(&self, store: &'a Store) -> Result<&'a Message, ApiError> {
        self.conversation(store)?.message(&self.message).ok_or_else(|| self.no_message())
    }

    pub(super) fn message_mut<'a>(&self, store: &'a mut Store) -> Result<&'a mut Message, ApiError> {
        let conversation = store.conversation_mut(self).ok_or_else(|| self.no_conversation())?;
        conversation.message_mut(&self.message).ok_or_else(|| self.no_message())
    }

    /// Which query of the message the attachment is.
    pub(super) fn query(&self, message: &Message) -> Result<usize, ApiError> {
        let id = &self.attachment;
        if let Some(at) = message.queries.iter().position(|ids| ids.attachment == *id) {
            return Ok(at);
        }
        Err(self.other_attachment(message, "query"))
    }

    /// What is wrong with an attachment that is not of this kind.
    pub(super) fn other_attachment(&self, message: &Message, kind: &str) -> ApiError {
        let id = &self.attachment;
        let is_query = message.queries.iter().any(|ids| ids.attachment == *id);
        let is_picture = message.picture.as_ref() == Some(id);
        if is_query || is_picture || message.texts.contains(id) || message.suggestions == *id {
            let message = format!("Attachment with ID {id} is not a valid {kind} attachment.");
            return ApiError::bad_request("BAD_REQUEST", message);
        }
        ApiError::missing(format!("Attachment {id} does not exist."))
    }

    pub(super) fn not_executed(&self) -> ApiError {
        let message = format!("The query of attachment {} has not been executed yet.", self.attachment);
        ApiError::bad_request("INVALID_STATE", message)
    }
}

/// What is known of a query's rows without reading them.
enum Found {
    /// They can be read, under this statement id.
    Rows(String, Counted),
    /// The reply without rows.
    Reply(Value),
}

impl Demo {
    /// The conversations. Never held across an await.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works out an answer away from the threads that serve requests.
    pub(super) async fn answer(
        self: &Arc<Self>,
        space: Space,
        (question, pictures): (String, bool),
        context: Context,
    ) -> Result<(Turn, String), ApiError> {
        let demo = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            let mut turn = match space {
                Space::FoodSales => food::turn(&question, context, demo.options.today, &demo.database),
                Space::Showcase => showcase::turn(&question),
            };
            turn.picture = turn.picture.filter(|_| pictures);
            (turn, question)
        });
        work.await.map_err(|_| internal())
    }

    /// The result of the query that `place` names.
    pub(super) async fn result(self: &Arc<Self>, place: &Place) -> Answer<Value> {
        let (id, counted) = match self.find_rows(place)? {
            Found::Rows(id, counted) => (id, counted),
            Found::Reply(reply) => return Ok(Json(reply)),
        };
        let demo = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || match counted.table.page(&demo.database, 0) {
            Ok(rows) => statement::succeeded(&id, &counted, &rows),
            Err(error) => statement::failed(&id, &error.to_string()),
        });
        work.await.map(Json).map_err(|_| internal())
    }

    fn find_rows(&self, place: &Place) -> Result<Found, ApiError> {
        let store = self.store();
        let message = place.message(&store)?;
        let at = place.query(message)?;
        let id = message.queries.get(at).map(|ids| ids.statement.clone()).ok_or_else(internal)?;
        Ok(match reply::readable(message, at, (self.clock)(), &self.options) {
            Readable::NotExecuted => return Err(place.not_executed()),
            Readable::Running => Found::Reply(statement::without_rows(&id, "RUNNING")),
            Readable::Expired => Found::Reply(statement::without_rows(&id, "CLOSED")),
            Readable::Yes => match message.turn.queries.get(at).map(|query| &query.result) {
                Some(Ok(counted)) => Found::Rows(id, counted.clone()),
                Some(Err(error)) => Found::Reply(statement::failed(&id, error)),
                None => return Err(internal()),
            },
        })
    }

    /// One chunk of the rows of a statement.
    pub(super) async fn chunk(self: &Arc<Self>, statement: &str, at: usize) -> Answer<Value> {
        let counted = self.find_statement(statement)?;
        let demo = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            let rows = counted.table.page(&demo.database, 0);
            rows.map(|rows| statement::chunk(&rows, counted.chunk_rows, at))
        });
        let found = work.await.map_err(|_| internal())?.map_err(|_| internal())?;
        let missing = || ApiError::missing(format!("Statement {statement} has no chunk {at}."));
        found.map(Json).ok_or_else(missing)
    }

    fn find_statement(&self, statement: &str) -> Result<Counted, ApiError> {
        let store = self.store();
        let found = store.by_statement(statement).filter(|(message, at)| {
            reply::readable(message, *at, (self.clock)(), &self.options) == Readable::Yes
        });
        let query = found.and_then(|(message, at)| message.turn.queries.get(at));
        let counted = query.and_then(|query| query.result.as_ref().ok()).cloned();
        counted.ok_or_else(|| {
            ApiError::missing(format!("Statement {statement} does not exist, or its rows are gone."))
        })
    }

    /// The PNG that `place` names.
    pub(super) async fn picture(self: &Arc<Self>, place: &Place) -> Result<Vec<u8>, ApiError> {
        let (title, counted) = self.find_picture(place)?;
        let demo = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            let rows = counted.table.page(&demo.database, 0).ok()?;
            picture::draw(title, &rows)
        });
        work.await.ok().flatten().ok_or_else(internal)
    }

    fn find_picture(&self, place: &Place) -> Result<(&'static str, Counted), ApiError> {
        let store = self.store();
        let message = place.message(&store)?;
        if message.picture.as_ref() != Some(&place.attachment) {
            return Err(place.other_attachment(message, "visualization"));
        }
        if reply::message(message, (self.clock)(), &self.options).status != "COMPLETED" {
            let message = format!("Message {} is not completed.", place.message);
            return Err(ApiError::bad_request("BAD_REQUEST", message));
        }
        let query = message.turn.queries.last();
        let counted = query.and_then(|query| query.result.as_ref().ok()).cloned();
        message.turn.picture.zip(counted).ok_or_else(internal)
    }

    /// Executes the query that `place` names once more, under a new statement id.
    pub(super) fn execute(&self, place: &Place) -> Result<(), ApiError> {
        let now = (self.clock)();
        let mut store = self.store();
        let statement = store.ids.statement(now);
        let message = place.message_mut(&mut store)?;
        let at = place.query(message)?;
        if !reply::progress_of(message, now, &self.options).is_done() {
            return Err(place.not_executed());
        }
        let ids = message.queries.get_mut(at).ok_or_else(internal)?;
        ids.statement = statement;
        ids.executed_again = Some(now);
        Ok(())
    }
}
