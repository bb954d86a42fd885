//! The whole state of one widget.

use std::sync::Arc;

pub(super) use super::pending::{Alarm, Begun, Page, Pending, Purpose, Wanted};
pub use super::thread::{Opening, Thread};

use super::effect::{RequestId, TimerId};
use super::history::{Fetched, History};
use super::stored::Kept;
use crate::config::{Config, ConfigError};
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, MessageId, Millis, SpaceId, TurnKey};
use crate::domain::turn::{Turn, TurnState};

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
    /// True if the service has answered, and nothing said that it was through a relay of ours.
    pub(super) unmarked: bool,
    /// True if what was asked what it is did not know the question.
    pub(super) looks_plain: bool,
    /// Why questions are not sent now: the relay cannot be reached, or does not let this page in.
    pub reach: Option<Failure>,
    /// How far the relay is known to answer.
    pub(super) reached: Reached,
    /// Requests in a row that brought no reply.
    pub(super) silent: u32,
    /// True as long as it is worth waiting for what the relay is.
    pub(super) starting: bool,
    /// True once that is known, or will not be.
    pub(super) informed: bool,
    /// True where the relay streams all rows of a query.
    pub download: bool,
    /// True where the relay has the further chunks of a result.
    pub chunks: bool,
    /// True where the relay passes the pictures that Genie draws.
    pub(super) visualization: bool,
    /// True where the relay says that each caller sees only conversations of its own.
    pub(super) owned: bool,
    /// Who asks, as the relay said last.
    pub(super) caller: Option<String>,
    /// What was stored for the caller of the last time, until the relay says whether it is the same.
    pub(super) unbegun: Option<Kept>,
    /// What is run with whose rights, as the relay says: `service`, `user`, `demo`.
    pub runs_as: Option<String>,
    /// The longest question that the relay takes, in characters.
    pub max_question_chars: Option<u64>,
    /// Questions to begin with, as the page offers them.
    pub starters: Vec<String>,
    /// The space's own; none as long as they were not asked for.
    pub(super) samples: Option<Vec<String>>,
    /// The conversation that is shown.
    pub open: Thread,
    /// Conversations that were left with something under way.
    pub(super) aside: Vec<Thread>,
    /// Past conversations.
    pub history: History,
    /// True while the page cannot be seen.
    pub hidden: bool,
    /// True while the browser has no connection.
    pub offline: bool,
    /// What is wrong with the storage, where the reader has not been told yet.
    pub storage: Option<StorageTrouble>,
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
    /// When anything happened last.
    pub(super) last_event: Millis,
    /// When the computer was last found to have slept; time before that is not counted again.
    pub(super) awake_since: Millis,
    /// Until when the service takes no more questions, as any tab was told.
    pub(super) quota_until: Option<Millis>,
    /// Turns whose rows are in memory, the one seen last at the end.
    pub(super) seen: Vec<TurnKey>,
    /// What was stored last.
    pub(super) saved: Kept,
    next: u32,
}

/// How far the relay is known to answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Reached {
    /// Not yet.
    #[default]
    Never,
    /// Not since the browser was offline: it knows of a connection before that can be used.
    Before,
    /// Nobody can tell: the page's hook keeps requests from leaving. A question fails by that, too, and says so.
    Unasked,
    /// It has.
    Now,
}

/// What can be wrong with the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageTrouble {
    /// It refuses: what should be kept lasts as long as the page.
    Refused,
    /// What it held could not be read and was set aside.
    Damaged,
}

impl Model {
    /// True once the relay has confirmed whose state this is, or cannot tell.
    pub fn knows_caller(&self) -> bool {
        let told = |config: &Config| self.informed || config.caller == self.caller;
        self.unbegun.is_none() && self.config.as_ref().is_some_and(told)
    }

    /// The threads in memory, the open one first.
    pub fn threads(&self) -> impl Iterator<Item = &Thread> {
        std::iter::once(&self.open).chain(&self.aside)
    }

    fn threads_mut(&mut self) -> impl Iterator<Item = &mut Thread> {
        std::iter::once(&mut self.open).chain(&mut self.aside)
    }

    /// The thread of a turn.
    pub(super) fn thread_of(&self, key: TurnKey) -> Option<&Thread> {
        self.threads().find(|thread| thread.turn(key).is_some())
    }

    pub(super) fn thread_of_mut(&mut self, key: TurnKey) -> Option<&mut Thread> {
        self.threads_mut().find(|thread| thread.turn(key).is_some())
    }

    /// The thread of a conversation.
    pub(super) fn thread_mut(&mut self, conversation: &ConversationId) -> Option<&mut Thread> {
        self.threads_mut().find(|thread| thread.conversation.as_ref() == Some(conversation))
    }

    /// Where requests about a turn go; none while its conversation has not begun, or is gone.
    pub(super) fn place_of(&self, key: TurnKey) -> Option<(&SpaceId, &ConversationId)> {
        Some((&self.config.as_ref()?.space, self.thread_of(key)?.conversation.as_ref()?))
    }

    /// True where it can be looked for a turn's question: among the messages of its conversation,
    /// or among the caller's conversations, where the relay says that they are only the caller's.
    pub(super) fn is_findable(&self, key: TurnKey) -> bool {
        let Some(turn) = self.turn(key).filter(|turn| turn.before.is_some()) else { return false };
        let begun = self.place_of(key).is_some();
        if turn.asked_in.is_some() { begun } else { self.owned && !begun }
    }

    /// The turn of that name.
    pub fn turn(&self, key: TurnKey) -> Option<&Arc<Turn>> {
        self.threads().find_map(|thread| thread.turn(key))
    }

    pub(super) fn turn_mut(&mut self, key: TurnKey) -> Option<&mut Turn> {
        let mut turns = self.threads_mut().flat_map(|thread| &mut thread.turns);
        turns.find(|turn| turn.key == key).map(Arc::make_mut)
    }

    /// The turns of that kind, those of the open thread first. One body for all kinds: each would bring its own.
    pub(super) fn turns(&self, is_it: &dyn Fn(&Turn) -> bool) -> Vec<&Arc<Turn>> {
        self.threads().flat_map(|thread| &thread.turns).filter(|turn| is_it(turn)).collect()
    }

    /// Their names.
    pub(super) fn keys(&self, is_it: &dyn Fn(&Turn) -> bool) -> Vec<TurnKey> {
        self.turns(is_it).into_iter().map(|turn| turn.key).collect()
    }

    /// The turn that shows a message.
    pub(super) fn turn_of(&self, message: &MessageId) -> Option<&Arc<Turn>> {
        self.turns(&|turn| turn.message.as_ref() == Some(message)).first().copied()
    }

    /// The turn of a question that Genie is not known to have.
    pub(super) fn asked(&self, intent: &str) -> Option<TurnKey> {
        self.keys(&|turn| turn.intent == intent && turn.message.is_none() && !intent.is_empty())
            .first()
            .copied()
    }

    /// True if a question is in memory.
    pub(super) fn has(&self, intent: &str) -> bool {
        !self.turns(&|turn| turn.intent == intent).is_empty()
    }

    /// True if the relay may be on another origin than the page, so that a browser does not say why a request failed.
    pub(super) fn is_foreign(&self) -> bool {
        // The page's own root is an empty text, any other path of its origin begins with a slash.
        self.config
            .as_ref()
            .is_some_and(|config| !matches!(config.relay_url.bytes().next(), None | Some(b'/')))
    }

    /// True while a question may leave: the relay has answered, what it is has come or is not waited for, and the reader
    /// has not deleted the conversation. A first question also waits for the list of conversations, without which nobody could
    /// tell which one it began.
    pub(super) fn may_send(&self, thread: &Thread) -> bool {
        let listing =
            self.owned && matches!(self.history.fetched, Fetched::Loading) && thread.conversation.is_none();
        let known = !self.starting || (self.informed && !listing);
        let reached = matches!(self.reached, Reached::Now | Reached::Unasked) && self.reach.is_none();
        !self.offline && reached && known && !self.is_deleting(thread)
    }

    /// True while the reader's deletion of that thread can be taken back, or is on its way.
    pub(super) fn is_deleting(&self, thread: &Thread) -> bool {
        let spot = thread.spot();
        self.history.deleting.iter().any(|(id, _)| id.as_str() == spot)
    }

    /// True while a question of that thread is on its way or being answered.
    pub(super) fn is_busy(&self, thread: &Thread) -> bool {
        thread.turns.iter().any(|turn| turn.state.is_active() || self.posting(turn.key).0)
    }

    /// True while the POST of that turn is on its way, and once it has left the page.
    pub(super) fn posting(&self, key: TurnKey) -> (bool, bool) {
        let mut posts = self.requests.iter().filter(|pending| pending.purpose == Purpose::Post(key));
        posts.next().map_or((false, false), |pending| (true, pending.left))
    }

    /// The turn whose question a request posts; none where it is over, or asks nothing.
    pub fn posted_by(&self, id: RequestId) -> Option<TurnKey> {
        let mut pending = self.requests.iter().filter(|pending| pending.id == id);
        pending.find_map(|pending| match pending.purpose {
            Purpose::Post(key) => Some(key),
            _ => None,
        })
    }

    /// True while nothing is polled.
    pub(super) fn is_paused(&self) -> bool {
        self.hidden || self.offline
    }

    /// The turns whose messages are polled.
    pub(super) fn waiting(&self) -> Vec<TurnKey> {
        self.keys(&|turn| turn.state == TurnState::Waiting)
    }

    /// Every turn in memory, to be changed.
    pub(super) fn turns_mut(&mut self) -> impl Iterator<Item = &mut Arc<Turn>> {
        self.threads_mut().flat_map(|thread| &mut thread.turns)
    }

    /// A number that was not used before, for requests, timers and turns.
    pub(super) fn fresh(&mut self) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.next
    }
}
