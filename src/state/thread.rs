//! One conversation in memory.

use std::sync::Arc;

use super::stored::Known;
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, MessageId, Millis, TurnKey};
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

/// Older messages than those shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Older {
    /// There are none.
    #[default]
    None,
    /// There are some, behind this page token.
    Behind(String),
    /// They are being fetched.
    Loading,
    /// They could not be fetched; the token to try again with.
    Failed(String),
}

/// The conversation that is shown, or one that was left with something under way.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// Its id; none before its first question has arrived.
    pub conversation: Option<ConversationId>,
    /// Names the conversation as long as it does not exist: its first question's intent; empty before one is
    /// typed.
    pub draft: String,
    /// Its first question.
    pub title: Option<String>,
    /// When it was used last.
    pub used_at: Millis,
    /// Its turns, oldest first.
    pub turns: Vec<Arc<Turn>>,
    /// The state of opening it.
    pub opening: Opening,
    /// Whether there are older messages.
    pub older: Older,
    /// True where it speaks another protocol than chat: it is shown, and not gone on with.
    pub read_only: bool,
    /// Messages that storage knew and no turn shows yet.
    pub(super) known: Vec<Known>,
}

impl Thread {
    /// Where it is, for as long as something is stored of it: a conversation's id, or `~` and the name of one
    /// that does not exist yet. `~` alone is an empty thread.
    pub fn spot(&self) -> String {
        match &self.conversation {
            Some(id) => id.as_str().to_owned(),
            None => ["~", &self.draft].concat(),
        }
    }

    /// The turn of that name.
    pub fn turn(&self, key: TurnKey) -> Option<&Arc<Turn>> {
        self.turns.iter().find(|turn| turn.key == key)
    }

    /// The first question that waits for its turn.
    pub(super) fn first_queued(&self) -> Option<TurnKey> {
        self.turns.iter().find(|turn| turn.state == TurnState::Queued).map(|turn| turn.key)
    }

    /// The messages that are known to belong to it.
    pub(super) fn messages(&self) -> Vec<String> {
        let known = self.known.iter().map(|known| &known.message);
        let all = known.chain(self.turns.iter().filter_map(|turn| turn.message.as_ref()));
        all.map(|id| id.as_str().to_owned()).collect()
    }

    /// Its conversation is gone: what was asked there cannot be looked for any more.
    pub(super) fn lose_conversation(&mut self) {
        self.conversation = None;
        // By the name of one that has arrived it would be taken for what is gone.
        let first = self.turns.iter().find(|turn| turn.message.is_none());
        self.draft = first.map(|turn| turn.intent.clone()).unwrap_or_default();
        for turn in self.turns.iter_mut().filter(|turn| turn.asked_in.is_some()) {
            let turn = Arc::make_mut(turn);
            (turn.asked_in, turn.before, turn.look_first) = (None, None, false);
        }
    }

    /// True where a turn shows that message.
    pub(super) fn shows(&self, message: &MessageId) -> bool {
        self.turns.iter().any(|turn| turn.message.as_ref() == Some(message))
    }
}
