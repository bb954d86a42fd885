//! One turn: a question and everything that came of it.

use std::sync::Arc;

use super::answer::{Answer, Which};
use super::conversation::Rating;
use super::failure::{Code, Failure};
use super::ids::{AttachmentId, ConversationId, MessageId, Millis, StatementId, TurnKey};
use super::status::MessageStatus;
use super::table::Table;

/// Where a turn stands, as the reader sees it (`data-state`, part of the public contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnState {
    /// Typed ahead; it is sent when the turn before has ended.
    Queued,
    /// The POST is on its way; its fate is not known yet.
    Sending,
    /// Genie has the question; its message is polled.
    Waiting,
    /// The POST left and nothing tells whether it arrived; the reader decides.
    Unsure,
    /// Answered.
    Done,
    /// Ended with a failure.
    Failed,
    /// The reader stopped waiting; Genie may still finish.
    Stopped,
    /// Answered, but the rows are gone until the query is run again.
    Expired,
}

impl TurnState {
    /// The word in `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Waiting => "waiting",
            Self::Unsure => "unsure",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::Expired => "expired",
        }
    }

    /// True while something is on its way, so that the next question has to wait.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Sending | Self::Waiting)
    }
}

/// The rows of a turn's query.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Rows {
    /// Not asked for, or there is no query.
    #[default]
    None,
    /// On their way.
    Loading,
    /// The first of them are here, the others on their way.
    Coming(Arc<Table>),
    /// Here.
    Ready(Arc<Table>),
    /// They could not be fetched; text and SQL stand all the same.
    Failed(Failure),
}

impl Rows {
    /// True while there are some on their way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading | Self::Coming(_))
    }

    /// Those that are here.
    pub fn table(&self) -> Option<&Arc<Table>> {
        match self {
            Self::Coming(table) | Self::Ready(table) => Some(table),
            _ => None,
        }
    }
}

/// The rows of a query that Genie has put another one in place of, once the reader has asked for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// Which query: not its place, which Genie may change.
    pub attachment: AttachmentId,
    /// Its rows.
    pub rows: Rows,
    /// Since when they are being fetched.
    pub since: Millis,
}

/// What the reader says of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feedback {
    /// Whether it helped.
    pub rating: Option<Rating>,
    /// Words that go with the rating.
    pub comment: Option<String>,
    /// True while it is being sent.
    pub sending: bool,
    /// Why it could not be sent.
    pub failure: Option<Failure>,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Its name within this page.
    pub key: TurnKey,
    /// What the reader asked.
    pub question: String,
    /// Names the intent to ask over all tabs and reloads, so that only one of them posts it.
    pub intent: String,
    /// True once this tab alone may post it.
    pub claimed: bool,
    /// The conversation to which it was posted; none where it was to begin one.
    pub asked_in: Option<ConversationId>,
    /// Ids that were known before it left, none of which is this turn's: messages of the
    /// conversation, or conversations where it begins one. Without them it cannot be looked for.
    pub before: Option<Vec<String>>,
    /// Genie's id, once it is known; from then on the turn is resumed by polling.
    pub message: Option<MessageId>,
    /// Where it stands.
    pub state: TurnState,
    /// Genie's last word on its progress.
    pub status: Option<MessageStatus>,
    /// Since when that is its word, by the browser's clock.
    pub status_since: Millis,
    /// When it was asked: the server's time where it told one, otherwise the browser's.
    pub asked_at: Millis,
    /// When waiting began: `max-wait` and the poll schedule count from here.
    pub waiting_since: Millis,
    /// When its message is due to be polled.
    pub poll_at: Millis,
    /// Until when the service asks to wait; shown as a countdown.
    pub wait_until: Option<Millis>,
    /// The question's place in the relay's own queue meanwhile, where the relay told it.
    pub relay_place: Option<u64>,
    /// Since when it is being looked whether the question arrived: its POST brought no reply, or it is asked again, or it
    /// is waited for who says whose a message is.
    pub looking_since: Option<Millis>,
    /// Tries in a row that brought no reply; zero while the relay answers.
    pub misses: u32,
    /// What Genie answered so far.
    pub answer: Answer,
    /// The rows of its query.
    pub rows: Rows,
    /// The statement whose rows they are: Genie may correct its query and run another.
    pub rows_of: Option<StatementId>,
    /// Since when they are being fetched.
    pub rows_since: Millis,
    /// The rows of queries that were replaced, in the order in which the reader asked; none leaves its place.
    pub earlier: Vec<Earlier>,
    /// Why it failed, where it did.
    pub failure: Option<Failure>,
    /// True if its last POST brought no reply: nobody knows whether it has left.
    pub cut: bool,
    /// True if it may have arrived, though it was refused or could not be sent again.
    pub doubt: bool,
    /// True if its question may have arrived under another name: it is posted only if it is not found.
    pub look_first: bool,
    /// True if its attempts ask for pictures, one as the other, because a relay knows an attempt again by its body, too.
    /// None before the first.
    pub pictures: Option<bool>,
    /// True once the reader has asked something else although the fate of this question is unknown: it
    /// holds up nothing any more.
    pub passed: bool,
    /// What the reader says of the answer.
    pub feedback: Feedback,
    /// The id of the reply that brought the answer, for those who help.
    pub request_id: Option<String>,
}

impl Turn {
    /// A question that has not left yet.
    pub fn new(key: TurnKey, intent: String, question: String, now: Millis) -> Self {
        Self {
            key,
            question,
            intent,
            claimed: false,
            asked_in: None,
            before: None,
            message: None,
            state: TurnState::Queued,
            status: None,
            status_since: now,
            asked_at: now,
            waiting_since: now,
            poll_at: now,
            wait_until: None,
            relay_place: None,
            looking_since: None,
            misses: 0,
            answer: Answer::default(),
            rows: Rows::None,
            rows_of: None,
            rows_since: now,
            earlier: Vec::new(),
            failure: None,
            cut: false,
            doubt: false,
            look_first: false,
            pictures: None,
            passed: false,
            feedback: Feedback::default(),
            request_id: None,
        }
    }

    /// The rows of one of its queries.
    pub fn fetched(&self, which: Which) -> &Rows {
        let attachment = match which {
            Which::Last => return &self.rows,
            Which::Earlier(_) => self.answer.which(which).and_then(|query| query.attachment.as_ref()),
        };
        let known = self.earlier.iter().find(|known| Some(&known.attachment) == attachment);
        known.map_or(&Rows::None, |known| &known.rows)
    }

    /// True while Genie has the question and no answer has come, or the conversation was gone before one came.
    pub fn is_open(&self) -> bool {
        let gone = self.failure.as_ref().is_some_and(|failure| failure.code == Code::NotFound);
        self.state == TurnState::Waiting || (self.state == TurnState::Failed && gone)
    }

    /// True if Genie is not known to have the question, and the reader has not been answered: it is kept
    /// until it is answered, edited or dismissed.
    pub fn is_kept(&self) -> bool {
        self.message.is_none() && self.state != TurnState::Queued
    }

    /// True while the questions behind this one must wait for its fate. One that was stopped on its way is not known to
    /// have arrived before its reply comes.
    pub fn holds_up(&self) -> bool {
        let on_its_way = self.state == TurnState::Stopped && self.message.is_none();
        self.state.is_active() || on_its_way || (self.state == TurnState::Unsure && !self.passed)
    }

    /// True where it is done and has nothing to show for it.
    pub fn is_blank(&self) -> bool {
        self.state == TurnState::Done && !self.answer.answers()
    }

    /// True where Genie has answered.
    pub fn is_answered(&self) -> bool {
        matches!(self.state, TurnState::Done | TurnState::Expired) && !self.is_blank()
    }

    /// True where Genie has said something, be it only a part of an answer or beside it.
    pub fn has_words(&self) -> bool {
        self.answer.says()
    }

    /// How long the service still asks to wait before a failed question is asked again, in ms. It
    /// is advice: the reader may ask at once.
    pub fn ask_again_ms(&self, now: Millis) -> Option<u64> {
        let until = self.wait_until.filter(|until| self.state == TurnState::Failed && *until > now)?;
        Some(until - now)
    }
}
