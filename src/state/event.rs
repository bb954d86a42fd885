//! Everything that can happen to the widget.

use super::effect::{RequestId, TimerId};
use crate::api::decode::Outcome;
use crate::config::{Config, ConfigError};
use crate::domain::ids::{MessageId, Millis, TurnKey};

/// One happening, with the time and the chance that go with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in ms since the epoch.
    pub now: Millis,
    /// A random number, evenly spread.
    pub random: u32,
    /// What.
    pub kind: Kind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The element has (other) settings; `stored` is what the storage held for them.
    Configured {
        /// The settings.
        config: Config,
        /// What was stored for all tabs, as it was read.
        stored: Option<String>,
        /// What was stored for this tab.
        tab: Option<String>,
    },
    /// The element's attributes cannot be used.
    Misconfigured(ConfigError),
    /// The reader sends a question.
    Submitted(String),
    /// The reader takes up a suggested question.
    Suggested(String),
    /// The reader does not want to wait for this turn, or takes a queued one out.
    Stopped(TurnKey),
    /// The reader wants to know what became of a question: looks, never asks.
    CheckedAgain(TurnKey),
    /// The reader wants the question to be sent again.
    AskedAgain(TurnKey),
    /// The reader wants the rows to be fetched again, or the query to be run again where they expired.
    RowsWanted(TurnKey),
    /// The reader starts another conversation.
    NewConversation,
    /// The reader wants to open the conversation again after a failure.
    OpenedAgain,
    /// A request came to something.
    Replied {
        /// Which.
        request: RequestId,
        /// A reply or none.
        outcome: Outcome,
    },
    /// A timer ran out.
    Fired(TimerId),
    /// Whether this tab may post that turn's question, or another has done so.
    Claimed {
        /// Which turn.
        turn: TurnKey,
        /// Which intent: the reader may have stopped the turn and asked again meanwhile.
        intent: String,
        /// True where no tab has posted it.
        granted: bool,
    },
    /// This tab alone may poll that message now.
    Locked(MessageId),
    /// The page can be seen no more, or again.
    Hidden(bool),
    /// The browser lost its connection, or has it again.
    Offline(bool),
}
