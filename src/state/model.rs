//! The whole state of one widget.

use std::sync::Arc;

use super::effect::{RequestId, TimerId};
use crate::api::message::Told;
use crate::config::{Config, ConfigError};
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, SpaceId, TurnKey};
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
    /// Fetch a turn's rows; the number counts tries.
    Rows(TurnKey, u32),
    /// Fetch a page of the conversation.
    Messages(Pages),
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
    /// Message ids that were known then.
    pub known: Vec<String>,
    /// Tries for this page.
    pub tries: u32,
}

/// What a timer is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Alarm {
    /// Poll a turn's message.
    Poll(TurnKey),
    /// Look for a turn's message again.
    Look(TurnKey),
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
    /// The open conversation; none before its first question has arrived.
    pub conversation: Option<ConversationId>,
    /// Its turns, oldest first.
    pub turns: Vec<Arc<Turn>>,
    /// The state of opening it.
    pub opening: Opening,
    pub(super) requests: Vec<(RequestId, Purpose)>,
    pub(super) timers: Vec<(TimerId, Alarm)>,
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
        let on_its_way = |(_, purpose): &(RequestId, Purpose)| matches!(purpose, Purpose::Post(_));
        self.turns.iter().any(|turn| turn.state.is_active()) || self.requests.iter().any(on_its_way)
    }

    /// The first question that waits for its turn.
    pub(super) fn first_queued(&self) -> Option<TurnKey> {
        self.turns.iter().find(|turn| turn.state == TurnState::Queued).map(|turn| turn.key)
    }

    /// A number that was not used before, for requests, timers and turns.
    pub(super) fn fresh(&mut self) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.next
    }
}
