//! Everything that the state machine can want done.

use std::sync::Arc;

use super::note::Note;
use super::stored::Record;
use crate::api::endpoint::Request;
use crate::domain::conversation::Rating;
use crate::domain::failure::Failure;
use crate::domain::ids::{AttachmentId, ConversationId, MessageId, TurnKey};
use crate::domain::status::MessageStatus;
use crate::domain::table::Table;

/// Names a request. It is never used twice, so that a late reply to an old request finds nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u32);

/// Names a timer. Never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimerId(pub u32);

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send a request; `Left` comes back when the page's hook has answered, then its outcome as `Replied`.
    Send {
        /// Its name.
        id: RequestId,
        /// What to send.
        request: Request,
    },
    /// Let `Due` come back after so many ms, unless the request has ended before; in place of an earlier one.
    Watch {
        /// Which request.
        id: RequestId,
        /// How long, in ms.
        ms: u64,
    },
    /// Abort a request; nothing comes back.
    Abort(RequestId),
    /// Find out whether anything answers at this path, though this page may not read it: `Probed`.
    Probe(Request),
    /// Tell the page's developers, in the console, that the relay cannot be reached or does not let the page in.
    Complain,
    /// Wait; `Fired` comes back.
    Wait {
        /// Its name.
        id: TimerId,
        /// How long, in ms.
        ms: u64,
    },
    /// Forget a timer; nothing comes back.
    Unwait(TimerId),
    /// Store this; an empty text removes what is stored.
    Keep {
        /// Under which name.
        record: Record,
        /// What.
        text: String,
    },
    /// Remove the record of a question, unless it has gone to another spot.
    Forget {
        /// The intent's name.
        intent: String,
        /// The spot where this tab saw it.
        spot: String,
    },
    /// Tell the other tabs.
    Tell(Note),
    /// Find out whether any tab has posted this intent, and note that this one does: `Claimed`.
    Claim {
        /// Whose question.
        turn: TurnKey,
        /// The intent's name.
        intent: String,
        /// Under a lock of the browser; without it only by what is stored, because the lock does not come.
        locked: bool,
    },
    /// Ask for the lock of a message; `Locked` comes back when no other tab has it.
    Lock(MessageId),
    /// Give the lock back, or ask for it no longer.
    Unlock(MessageId),
    /// Keep apart what belongs to this caller, whom the relay has named: `Configured`.
    Caller(String),
    /// Put the focus somewhere sensible.
    Focus(Place),
    /// Tell the host page.
    Emit(HostEvent),
}

/// Where the focus can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The text box.
    Composer,
    /// The text box, unless the reader is busy elsewhere on the page.
    Reply,
    /// The conversation, whose newest turn is read next.
    Transcript,
}

/// What host pages are told, as DOM events. No credential, no raw body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostEvent {
    /// `genie-conversation`: another conversation is open, or none yet.
    Conversation(Option<ConversationId>),
    /// `genie-question`: the reader asked.
    Question(String),
    /// `genie-status`: Genie moved on.
    Status {
        /// The message.
        message: MessageId,
        /// Its status.
        status: MessageStatus,
    },
    /// `genie-answer`: an answer is complete.
    Answer {
        /// The conversation.
        conversation: ConversationId,
        /// The message.
        message: MessageId,
        /// What was asked.
        question: String,
        /// The text in Markdown; the question back where that is all.
        text: Option<String>,
        /// The question that Genie asks back, in Markdown.
        asked: Option<String>,
        /// What Genie said besides, in Markdown.
        others: Vec<String>,
        /// The SQL.
        sql: Option<String>,
        /// Suggested questions.
        suggestions: Vec<String>,
    },
    /// `genie-feedback`: the reader's rating has arrived.
    Feedback {
        /// The message.
        message: MessageId,
        /// The rating; none where it was taken back.
        rating: Option<Rating>,
    },
    /// `genie-result`: the rows of an answer's query are here.
    Result {
        /// The message.
        message: MessageId,
        /// Its query attachment, where it is known.
        attachment: Option<AttachmentId>,
        /// The SQL.
        sql: Option<String>,
        /// The rows.
        table: Arc<Table>,
    },
    /// `genie-error`: something failed.
    Error(Failure),
    /// `genie-log`: what was done and how long it took, without any text of question or answer.
    Log {
        /// What was done.
        event: &'static str,
        /// Names and values.
        fields: Vec<(&'static str, String)>,
    },
}
