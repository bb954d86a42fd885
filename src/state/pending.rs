//! Requests and timers that are under way, each with its purpose.

use super::effect::RequestId;
use super::stored::Intent;
use super::update::rate::Sent;
use crate::api::endpoint::Request;
use crate::domain::ids::{ConversationId, Millis, TurnKey};

/// What a request is for. A request without a purpose here has none any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// What the relay is; the number counts tries.
    Info(u32),
    /// The space's title, and whether the relay lets this page in; the number counts tries.
    Space(u32),
    /// The space's sample questions.
    Samples,
    /// Send a turn's question.
    Post(TurnKey),
    /// See how a turn's message is getting on.
    Poll(TurnKey),
    /// Look for a turn's message among those of the conversation, or for its conversation.
    Look(TurnKey),
    /// Look whether a conversation begins with a turn's question.
    Begun(Begun),
    /// See whether suggestions have come after the answer; the number counts looks.
    Late(TurnKey, u32),
    /// Fetch the rows of a query.
    Rows(Wanted),
    /// Fetch a page of a conversation.
    Messages(Page),
    /// Fetch a page of the list of conversations.
    History(Option<String>),
    /// Delete a conversation.
    Delete(ConversationId),
    /// Send a rating.
    Feedback(TurnKey, Sent),
}

/// New conversations, one of which may begin with a turn's question, looked at one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    /// Whose question.
    pub turn: TurnKey,
    /// The one that is looked at.
    pub conversation: ConversationId,
    /// Those to be looked at after it.
    pub rest: Vec<ConversationId>,
    /// The one that begins with the question's words; there may be another.
    pub alike: Option<ConversationId>,
}

/// A request that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pending {
    pub id: RequestId,
    pub purpose: Purpose,
    /// Kept to send it once more where the token was refused.
    pub request: Request,
    pub sent_at: Millis,
    /// True for the second time with a fresh token.
    pub again: bool,
    /// True once the page's `headers` hook has answered: from here on it may arrive.
    pub left: bool,
}

/// Rows that are being fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Whose.
    pub turn: TurnKey,
    /// Their place among the turn's rows of queries that were replaced; none for the query that counts.
    pub earlier: Option<usize>,
    /// Tries, this one included.
    pub tries: u32,
}

/// A page of a conversation's messages that is being fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// Whose messages.
    pub conversation: ConversationId,
    /// Token of an older page; none for the newest messages.
    pub token: Option<String>,
    /// Questions whose fate was unknown when the page was left.
    pub unsure: Vec<Intent>,
    /// Tries for this page.
    pub tries: u32,
}

/// What a timer is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Alarm {
    /// Poll a turn's message.
    Poll(TurnKey),
    /// Send a refused question again, when the quota allows.
    Repost(TurnKey),
    /// Look for a turn's message again.
    Look(TurnKey),
    /// Look for suggestions; the number counts looks.
    Late(TurnKey, u32),
    /// Fetch the rows of a query.
    Rows(Wanted),
    /// Fetch a page of a conversation again.
    Messages(Page),
    /// Delete a conversation: the time to undo it is over.
    Delete(ConversationId),
    /// Ask again what the relay is.
    Info(u32),
    /// Ask again for the space.
    Space(u32),
    /// Nothing waits any longer for what the relay is.
    Start,
    /// The browser has not said whether this tab may post a turn's question, or no other tab what becomes of it.
    Claim(TurnKey),
    /// `max-wait` of a turn is over.
    Over(TurnKey),
}
