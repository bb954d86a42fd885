//! Everything that can happen to the widget.

use std::sync::Arc;

use super::effect::{RequestId, TimerId};
use super::model::StorageTrouble;
use super::note::Note;
use super::stored::Kept;
use crate::api::decode::Outcome;
use crate::config::{Config, ConfigError};
use crate::domain::answer::Which;
use crate::domain::conversation::Rating;
use crate::domain::ids::{ConversationId, MessageId, Millis, TurnKey};
use crate::domain::table::Table;

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
    /// The element has (other) settings; `kept` is what the storage held for them.
    Configured {
        /// The settings.
        config: Config,
        /// What was stored: the open conversation, questions, and the record of `conversation`.
        kept: Kept,
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
    /// The reader wants the rows of a query: for the first time where it was replaced, else again, by
    /// running it where they expired.
    RowsWanted(TurnKey, Which),
    /// A turn has come into view: its rows are needed now.
    Seen(TurnKey),
    /// The reader says whether an answer helped, says more about it, or takes that back.
    Rated {
        /// Which turn.
        turn: TurnKey,
        /// The rating; none takes it back.
        rating: Option<Rating>,
        /// Words that go with it; none keeps those that were there.
        comment: Option<String>,
    },
    /// The page offers these questions to begin with.
    Starters(Vec<String>),
    /// The reader starts another conversation.
    NewConversation,
    /// The reader opens a conversation.
    Opened {
        /// Which.
        conversation: ConversationId,
        /// What was stored of it, and the questions of unknown fate.
        kept: Kept,
    },
    /// The reader has scrolled up to the oldest message that is here.
    OlderWanted,
    /// The reader looks at past conversations; `kept` is what the browser knows of them.
    HistoryWanted(Kept),
    /// The reader has come to the end of their list.
    MoreHistoryWanted,
    /// The reader gives a conversation a name of his own.
    Renamed {
        /// Which.
        conversation: ConversationId,
        /// The name; empty for the service's title.
        name: String,
    },
    /// The reader deletes a conversation.
    Deleted(ConversationId),
    /// The reader takes that back.
    Undeleted(ConversationId),
    /// The page deletes a conversation, which cannot be taken back.
    DeletedAtOnce(ConversationId),
    /// The page is being left: what waits to be deleted is deleted now.
    Leaving,
    /// Everything that is kept for this place was removed: nothing of it is shown any more.
    Forgotten,
    /// The storage does not do what it should.
    StorageFailed(StorageTrouble),
    /// The reader has been told.
    StorageNoticed,
    /// Another tab has told something.
    Heard(Note),
    /// The reader wants to open the conversation again after a failure.
    OpenedAgain,
    /// The first rows of a reply are here, or more of them, while the others are on their way.
    RowsCame {
        /// Of which request.
        request: RequestId,
        /// All that are here so far.
        table: Arc<Table>,
    },
    /// The page's hook has answered: the request leaves now.
    Left(RequestId),
    /// A piece of a long reply came.
    Progress(RequestId),
    /// The time that `Watch` gave to a request is over.
    Due(RequestId),
    /// True if anything answers at the relay's address, though this page may not read it.
    Probed(bool),
    /// The page's policy forbids to go where a request to the relay is led.
    Redirected,
    /// The reader wants the relay to be tried again.
    ReachAgain,
    /// The reader is done with a question that Genie does not have.
    Dismissed(TurnKey),
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
    /// The stored records, read again: another tab has posted a question of which this one has a copy, or the reader
    /// opens a conversation.
    Learned(Kept),
    /// This tab alone may poll that message now.
    Locked(MessageId),
    /// Another tab has taken the lock of that message: this page was frozen for too long.
    LockLost(MessageId),
    /// The page can be seen no more, or again.
    Hidden(bool),
    /// The browser lost its connection, or has it again.
    Offline(bool),
}
