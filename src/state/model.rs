//! The whole state of one widget.

use std::sync::Arc;

use super::effect::{RequestId, TimerId};
use crate::api::endpoint::Request;
use crate::api::message::Told;
use crate::config::{Config, ConfigError};
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, MessageId, Millis, SpaceId, TurnKey};
use crate::domain::turn::{Turn, TurnState};

/// Opening a stored conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Opening {
    /// Nothing to open, or it is open.
    #[default]
    Idle,
    /// Its messages are being fetched.
    Loading,
    /// They could not be fetched.
    Failed(Failure),
}

/// What a request is for. A request without a purpose here has none any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// What the relay is.
    Info,
    /// The space's title.
    Space,
    /// Send a turn's question.
    Post(TurnKey),
    /// See how a turn's message is getting on.
    Poll(TurnKey),
    /// Look for a turn's message among those of the conversation.
    Look(TurnKey),
    /// See whether suggestions have come after the answer; the number counts looks.
    Late(TurnKey, u32),
    /// Fetch a turn's rows; the number counts tries.
    Rows(TurnKey, u32),
    /// Fetch a page of the conversation.
    Messages(Pages),
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
}

/// Pages of a conversation fetched so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pages {
    /// Messages, newest first.
    pub told: Vec<Told>,
    /// Token of the page asked for.
    pub token: Option<String>,
    /// Questions whose fate was unknown when the page was left.
    pub unsure: Vec<String>,
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
    /// Fetch a turn's rows; the number counts tries.
    Rows(TurnKey, u32),
    /// Fetch a page of the conversation again.
    Messages(Pages),
}

/// The state. Views read it through `select`; only `update` changes it.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The settings; none until the element has valid ones.
    pub config: Option<Config>,
    /// What is wrong with the element's attributes.
    pub problem: Option<ConfigError>,
    /// The space's own title, once known.
    pub space_title: Option<String>,
    /// True where the relay says that its answers are made up.
    pub demo: bool,
    /// True where the relay is ours, and not a plain proxy that may refuse a header it does not know.
    pub(super) relay_known: bool,
    /// The open conversation; none before its first question has arrived.
    pub conversation: Option<ConversationId>,
    /// Its turns, oldest first.
    pub turns: Vec<Arc<Turn>>,
    /// The state of opening it.
    pub opening: Opening,
    /// True while the page cannot be seen.
    pub hidden: bool,
    /// True while the browser has no connection.
    pub offline: bool,
    /// Message ids that storage knew and no turn shows yet.
    pub(super) known: Vec<MessageId>,
    pub(super) requests: Vec<Pending>,
    pub(super) timers: Vec<(TimerId, Alarm)>,
    /// Alarms that rang while they could not be heeded.
    pub(super) parked: Vec<Alarm>,
    /// Messages whose lock was asked for.
    pub(super) wanted: Vec<MessageId>,
    /// Messages that this tab alone may poll now.
    pub(super) held: Vec<MessageId>,
    /// Since when nothing is polled, because the page is hidden or offline.
    pub(super) paused_since: Option<Millis>,
    /// What was stored last, for all tabs and for this one.
    pub(super) saved: (String, String),
    next: u32,
}

impl Model {
    /// Where requests about the open conversation go.
    pub(super) fn open_place(&self) -> Option<(&SpaceId, &ConversationId)> {
        Some((&self.config.as_ref()?.space, self.conversation.as_ref()?))
    }

    /// The turn of that name.
    pub fn turn(&self, key: TurnKey) -> Option<&Arc<Turn>> {
        self.turns.iter().find(|turn| turn.key == key)
    }

    pub(super) fn turn_mut(&mut self, key: TurnKey) -> Option<&mut Turn> {
        self.turns.iter_mut().find(|turn| turn.key == key).map(Arc::make_mut)
    }

    /// True while a question is on its way or being answered.
    pub fn is_busy(&self) -> bool {
        let on_its_way = |pending: &Pending| matches!(pending.purpose, Purpose::Post(_));
        self.turns.iter().any(|turn| turn.state.is_active()) || self.requests.iter().any(on_its_way)
    }

    /// True while the POST of that turn is on its way.
    pub(super) fn is_posting(&self, key: TurnKey) -> bool {
        self.requests.iter().any(|pending| pending.purpose == Purpose::Post(key))
    }

    /// True while nothing is polled.
    pub(super) fn is_paused(&self) -> bool {
        self.hidden || self.offline
    }

    /// The first question that waits for its turn.
    pub(super) fn first_queued(&self) -> Option<TurnKey> {
        self.turns.iter().find(|turn| turn.state == TurnState::Queued).map(|turn| turn.key)
    }

    /// The turns whose messages are polled.
    pub(super) fn waiting(&self) -> Vec<TurnKey> {
        let waiting = self.turns.iter().filter(|turn| turn.state == TurnState::Waiting);
        waiting.map(|turn| turn.key).collect()
    }

    /// True where that message was known before, here or in the storage.
    pub(super) fn knows(&self, message: &MessageId) -> bool {
        self.known.contains(message) || self.turns.iter().any(|turn| turn.message.as_ref() == Some(message))
    }

    /// A number that was not used before, for requests, timers and turns.
    pub(super) fn fresh(&mut self) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.next
    }
}
