//! What comes in: names in the path, pages, the question in the body. Every
//! refusal has the service's form.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::space::Space;
use super::ids::is_id;
use super::store::Place;
use super::wire::Feedback;
use crate::api_error::ApiError;
use crate::call::X_GENIE_SESSION;
use crate::endpoint::MAX_QUESTION_CHARS;
use crate::request_id::harmless;

/// How many items a page has when the request does not say.
const PAGE_SIZE: usize = 20;

const MAX_PAGE_SIZE: usize = 100;

/// The names in a path; those that a path does not have stay empty.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Names {
    space: String,
    conversation: String,
    message: String,
    attachment: String,
    download: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Place {
    type Rejection = ApiError;

    /// Who asks is told by `x-genie-session`; all who send none are one caller.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let names = Path::<Names>::from_request_parts(parts, state).await;
        let Path(names) = names.map_err(|error| invalid(error.body_text()))?;
        let Some(space) = Space::by_id(&names.space) else {
            return Err(ApiError::missing(format!("Genie space {} does not exist.", names.space)));
        };
        Ok(Self {
            caller: harmless(&parts.headers, X_GENIE_SESSION).unwrap_or_default(),
            space,
            conversation: names.conversation,
            message: names.message,
            attachment: names.attachment,
            download: names.download,
        })
    }
}

/// 400 for a value that cannot be.
pub(crate) fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::bad_request("INVALID_PARAMETER_VALUE", message)
}

/// The query of a list.
#[derive(Deserialize)]
pub(crate) struct Paging {
    page_size: Option<String>,
    page_token: Option<String>,
    include_all: Option<String>,
}

/// What a list's query says, if it can be read.
pub(crate) type PagingQuery = Result<Query<Paging>, QueryRejection>;

impl Paging {
    /// Reads the query.
    pub(crate) fn of(query: PagingQuery) -> Result<Self, ApiError> {
        let Query(paging) = query.map_err(|error| invalid(error.body_text()))?;
        Ok(paging)
    }

    /// Refuses a list of everybody's conversations to a caller who is told apart:
    /// the service gives it only to those who can manage the space. Those who
    /// send no session are one caller, for whom theirs are all.
    pub(crate) fn own_only(&self, caller: &str) -> Result<(), ApiError> {
        match self.include_all.as_deref() {
            None | Some("" | "false") => Ok(()),
            Some("true") if caller.is_empty() => Ok(()),
            Some("true") => Err(ApiError::new(
                StatusCode::FORBIDDEN,
                "PERMISSION_DENIED",
                "include_all needs CAN MANAGE on the space: leave it out to list your own conversations.",
            )),
            Some(_) => Err(invalid("include_all must be true or false.")),
        }
    }

    /// Cuts one page out of `items`, the newest first. The token of a page is the
    /// id of the item before it, which stays right when newer items are added in
    /// front, and when that item is deleted.
    pub(crate) fn cut<T>(
        &self,
        items: Vec<T>,
        id: impl Fn(&T) -> &str,
    ) -> Result<(Vec<T>, Option<String>), ApiError> {
        let size = match self.page_size.as_deref() {
            None | Some("" | "0") => PAGE_SIZE,
            Some(size) => size.parse().map_err(|_| invalid("page_size must be a number from 0 to 100."))?,
        };
        let size = size.min(MAX_PAGE_SIZE);
        let start = match self.page_token.as_deref() {
            None | Some("") => 0,
            Some(token) => {
                let at = items.iter().position(|item| id(item) == token).map(|at| at + 1);
                let older = || items.iter().position(|item| id(item) < token).unwrap_or(items.len());
                at.or_else(|| is_id(token).then(older)).ok_or_else(|| invalid("page_token is not valid."))?
            }
        };
        let more = items.len() > start + size;
        let page: Vec<T> = items.into_iter().skip(start).take(size).collect();
        let next = page.last().filter(|_| more).map(|item| id(item).to_owned());
        Ok((page, next))
    }
}

/// How much of a space is wanted.
#[derive(Deserialize)]
pub(crate) struct View {
    view: Option<String>,
}

impl View {
    /// Whether all of it is.
    pub(crate) fn is_full(query: Result<Query<Self>, QueryRejection>) -> Result<bool, ApiError> {
        let Query(Self { view }) = query.map_err(|error| invalid(error.body_text()))?;
        match view.as_deref() {
            None | Some("" | "GENIE_AGENT_VIEW_UNSPECIFIED" | "GENIE_AGENT_VIEW_BASIC") => Ok(false),
            Some("GENIE_AGENT_VIEW_FULL") => Ok(true),
            Some(_) => Err(invalid("view must be GENIE_AGENT_VIEW_BASIC or GENIE_AGENT_VIEW_FULL.")),
        }
    }
}

/// The JSON object in the body of a request.
fn object(body: Result<Bytes, BytesRejection>) -> Result<Map<String, Value>, ApiError> {
    let body = body.map_err(|error| ApiError::new(error.status(), "MALFORMED_REQUEST", error.body_text()))?;
    match serde_json::from_slice(&body) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(ApiError::bad_request("MALFORMED_REQUEST", "The body is not a JSON object.")),
    }
}

/// The rating in the body of a request; `None` when it takes an earlier one back.
pub(crate) fn feedback(body: Result<Bytes, BytesRejection>) -> Result<Option<Feedback>, ApiError> {
    let body = object(body)?;
    let comment = match body.get("comment") {
        None | Some(Value::Null) => None,
        Some(Value::String(comment)) => Some(checked("comment", comment)?),
        Some(_) => return Err(invalid("comment must be a string.")),
    };
    match body.get("rating").and_then(Value::as_str) {
        Some("POSITIVE") => Ok(Some(Feedback { rating: "POSITIVE", comment })),
        Some("NEGATIVE") => Ok(Some(Feedback { rating: "NEGATIVE", comment })),
        Some("NONE") => Ok(None),
        _ => Err(invalid("rating must be POSITIVE, NEGATIVE or NONE.")),
    }
}

/// The text of a field, if it is no longer than a question may be.
fn checked(field: &str, text: &str) -> Result<String, ApiError> {
    match text.chars().count() {
        0..=MAX_QUESTION_CHARS => Ok(text.to_owned()),
        count => Err(invalid(format!(
            "{field} has {count} characters: shorten it to {MAX_QUESTION_CHARS} at most."
        ))),
    }
}

/// The question in the body of a request, and whether its answer may hold a picture.
pub(crate) fn question(body: Result<Bytes, BytesRejection>) -> Result<(String, bool), ApiError> {
    let body = object(body)?;
    let pictures = match body.get("enable_visualization") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(pictures)) => *pictures,
        Some(_) => return Err(invalid("enable_visualization must be a boolean.")),
    };
    Ok((content_of(&body)?, pictures))
}

/// The comment in the body of a request.
pub(crate) fn comment(body: Result<Bytes, BytesRejection>) -> Result<String, ApiError> {
    content_of(&object(body)?)
}

fn content_of(body: &Map<String, Value>) -> Result<String, ApiError> {
    match body.get("content") {
        Some(Value::String(content)) if content.trim().is_empty() => {
            Err(invalid("content must not be empty."))
        }
        Some(Value::String(content)) => checked("content", content),
        None | Some(Value::Null) => Err(invalid("content is required.")),
        Some(_) => Err(invalid("content must be a string.")),
    }
}
