//! From a reply to what it was asked for, or to an error that keeps what came instead.

use super::error::{ApiError, Lost, Reply};
use super::json::Json;
use super::message::{self, Told};
use super::page;
use super::result::{self, Statement};
use crate::domain::failure::Advice;
use crate::domain::ids::ConversationId;

/// What a request came to: a reply, whatever its status, or none.
pub type Outcome = Result<Reply, Lost>;

/// A page of a conversation's messages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Newest first.
    pub messages: Vec<Told>,
    /// Token of the next, older page.
    pub next: Option<String>,
}

fn body(outcome: Outcome) -> Result<Reply, ApiError> {
    let reply = outcome.map_err(ApiError::Lost)?;
    if (200..300).contains(&reply.status) { Ok(reply) } else { Err(ApiError::refused(&reply)) }
}

pub(super) fn json(outcome: Outcome) -> Result<(Json, Reply), ApiError> {
    let reply = body(outcome)?;
    match Json::parse(&reply.body) {
        Ok((json, _)) => Ok((json, reply)),
        Err(why) => Err(ApiError::malformed(&reply, &why)),
    }
}

/// Reads a list of that name. If nothing is in it, it may be left out; but an object with other members is another
/// service's.
pub(super) fn list(outcome: Outcome, name: &str) -> Result<Json, ApiError> {
    let (list, reply) = json(outcome)?;
    let ours = reply.ours && list.is_object();
    if ours || list.get(name).is_list() || list.has_only(&[name, "next_page_token"]) {
        return Ok(list);
    }
    Err(ApiError::malformed(&reply, &["the list of ", name, " is missing"].concat()))
}

/// True if a web page came: somebody on the way has answered, and not the relay.
pub fn is_page(reply: &Reply) -> bool {
    page::is_page(&reply.body)
}

/// True if this is no reply of the service at this address: somebody on the way has answered, with a page or because
/// there was nowhere to send the request to, or a relay that has no such path.
pub fn is_of_another(reply: &Reply) -> bool {
    let error = ApiError::refused(reply);
    is_page(reply) || error.is_plain() || error.into_failure().advice == Advice::Endpoint
}

/// True if the service itself has answered, with an object or with a refusal that names a code.
pub fn is_of_service(reply: &Reply) -> bool {
    let told = |json: &Json| match reply.status {
        200..300 => json.is_object(),
        _ => json.string("error_code").is_some(),
    };
    Json::parse(&reply.body).is_ok_and(|(json, _)| told(&json))
}

/// Reads start-conversation: the conversation and its first message. Old services nest the ids
/// only in the two objects.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] where an id is missing.
pub fn started(outcome: Outcome) -> Result<(ConversationId, Told), ApiError> {
    let (start, reply) = json(outcome)?;
    let nested = start.get("conversation");
    let message = start.get("message");
    let id = message::id(&start, "conversation_id")
        .or_else(|| message::id(nested, "conversation_id"))
        .or_else(|| message::id(message, "conversation_id"))
        .or_else(|| message::id(nested, "id"));
    match (id, message::read(message, message::id(&start, "message_id"))) {
        (Some(id), Some(told)) => Ok((id.into(), told)),
        _ => Err(ApiError::malformed(&reply, "an id is missing")),
    }
}

/// Reads one message.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] where the id is missing.
pub fn told(outcome: Outcome) -> Result<Told, ApiError> {
    let (message, reply) = json(outcome)?;
    one(&message, None, &reply)
}

/// A message; its id may stand beside it.
fn one(message: &Json, id: Option<String>, reply: &Reply) -> Result<Told, ApiError> {
    message::read(message, id).ok_or_else(|| ApiError::malformed(reply, "message_id is missing"))
}

/// Reads create-message: the message of a question that was posted to `conversation`.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] if the id is missing, or the message is another conversation's.
pub fn created(outcome: Outcome, conversation: &ConversationId) -> Result<Told, ApiError> {
    let (message, reply) = json(outcome)?;
    let place = message::id(&message, "conversation_id");
    if place.is_some_and(|place| place != conversation.as_str()) {
        return Err(ApiError::malformed(&reply, "it is a message of another conversation"));
    }
    one(&message, None, &reply)
}

/// Reads a message that another tab passes on: as it came alone, or within the reply to a first question.
///
/// # Errors
/// [`ApiError::Malformed`] if the id is missing.
pub fn passed_on(body: String) -> Result<Told, ApiError> {
    let (json, reply) = json(Ok(Reply { status: 200, body, ..Reply::default() }))?;
    let inner = json.get("message");
    let message = if inner.is_object() { inner } else { &json };
    one(message, message::id(&json, "message_id"), &reply)
}

/// Reads a page of messages (`GenieListConversationMessagesResponse`).
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn page(outcome: Outcome) -> Result<Page, ApiError> {
    let list = list(outcome, "messages")?;
    Ok(Page {
        messages: list.get("messages").items().iter().filter_map(|told| message::read(told, None)).collect(),
        next: message::id(&list, "next_page_token"),
    })
}

/// Reads a query result.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn statement(outcome: Outcome) -> Result<Statement, ApiError> {
    let mut reply = body(outcome)?;
    let told = reply.rows.take().unwrap_or_else(|| result::read(&reply.body));
    told.map_err(|why| ApiError::malformed(&reply, &why))
}

/// Reads the title of a space.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`], with [`Advice::Endpoint`] if it is no space: another service answers.
pub fn space_title(outcome: Outcome) -> Result<Option<String>, ApiError> {
    let (space, reply) = json(outcome)?;
    let title = space.string("title");
    if title.is_none() && space.string("space_id").is_none() {
        let mut error = ApiError::malformed(&reply, "space_id is missing");
        if let ApiError::Malformed { advice, .. } = &mut error {
            *advice = Advice::Endpoint;
        }
        return Err(error);
    }
    Ok(title.filter(|title| !title.is_empty()))
}

/// Sample questions of a space that are offered at most.
const MOST_SAMPLES: usize = 6;

/// Reads the first sample questions of a space (`GenieAgent`, full view), each once.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`].
pub fn sample_questions(outcome: Outcome) -> Result<Vec<String>, ApiError> {
    let (agent, _) = json(outcome)?;
    let mut questions = Vec::new();
    for sample in agent.get("definition").get("config").get("sample_questions").items() {
        message::offer(sample.get("question"), &mut questions);
    }
    questions.truncate(MOST_SAMPLES);
    Ok(questions)
}

/// Reads what has nothing to say: deleting, rating. No body and `{}` are both fine.
///
/// # Errors
/// The refusal, or [`ApiError::Malformed`] if a page came, or what another service says: then nothing was done.
pub fn done(outcome: Outcome) -> Result<(), ApiError> {
    let reply = body(outcome)?;
    if reply.body.trim().is_empty() {
        return Ok(());
    }
    let (json, _) = Json::parse(&reply.body).map_err(|why| ApiError::malformed(&reply, &why))?;
    if !reply.ours && json != Json::Null && !json.has_only(&[]) {
        return Err(ApiError::malformed(&reply, "it is not empty"));
    }
    Ok(())
}

/// What the relay says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelayInfo {
    /// True where its answers are made up.
    pub demo: bool,
    /// True where each caller sees only conversations of its own.
    pub ownership: bool,
    /// Who asks, as the relay names them: opaque, and always the same for the same person.
    pub caller: Option<String>,
    /// With whose rights queries run: `service`, `user`, `demo`.
    pub runs_as: Option<String>,
    /// The longest question that it takes, in characters.
    pub max_question_chars: Option<u64>,
    /// True where it streams all rows of a query.
    pub download: bool,
    /// True where it has the further chunks of a result.
    pub chunks: bool,
    /// True where it passes the pictures that Genie draws.
    pub visualization: bool,
}

/// Reads the relay's own description of itself.
///
/// # Errors
/// The refusal (404 from a plain proxy), or [`ApiError::Malformed`], also if another service answers.
pub fn relay_info(outcome: Outcome) -> Result<RelayInfo, ApiError> {
    let (info, reply) = json(outcome)?;
    let known = ["version", "demo", "caller", "ownership", "max_question_chars"];
    let told = known.iter().any(|name| *info.get(name) != Json::Null);
    if !reply.ours && !told {
        return Err(ApiError::malformed(&reply, "it is no genie-relay"));
    }
    let is = |name| info.get(name).is_true();
    Ok(RelayInfo {
        demo: is("demo"),
        ownership: is("ownership"),
        download: is("download"),
        chunks: is("chunks"),
        visualization: is("visualization"),
        caller: info.string("caller").filter(|caller| !caller.is_empty()),
        runs_as: info.string("runs_as"),
        max_question_chars: info.get("max_question_chars").number().and_then(|most| u64::try_from(most).ok()),
    })
}
