//! The conversations, in memory and bounded: when the demo has run for long,
//! the oldest conversation makes room.

use std::collections::VecDeque;

use super::super::semantics::intent::Intent;
use super::ids::Ids;
use super::turn::Turn;
use super::wire::Feedback;

/// The most messages kept, over all conversations.
const MAX_MESSAGES: usize = 2000;

/// The most messages kept of one conversation.
const MAX_MESSAGES_OF_ONE: usize = 500;

/// Every conversation, the oldest first.
pub(crate) struct Store {
    ids: Ids,
    conversations: VecDeque<Conversation>,
}

/// One conversation in one space.
#[derive(Debug, Clone)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) space: &'static str,
    pub(crate) title: String,
    pub(crate) created: i64,
    /// The oldest first.
    pub(crate) messages: VecDeque<Message>,
}

/// One question and its answer.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) conversation: String,
    pub(crate) space: &'static str,
    pub(crate) question: String,
    pub(crate) created: i64,
    pub(crate) turn: Turn,
    /// The attachment with the query, or with the text of a text-only turn.
    pub(crate) main_attachment: String,
    pub(crate) suggestions_attachment: String,
    pub(crate) statement_id: String,
    pub(crate) feedback: Option<Feedback>,
}

impl Store {
    /// An empty store.
    pub(crate) fn new() -> Self {
        Self { ids: Ids::new(), conversations: VecDeque::new() }
    }

    /// Opens a conversation named after its first question.
    pub(crate) fn start(
        &mut self,
        space: &'static str,
        question: &str,
        turn: Turn,
        now: i64,
    ) -> Conversation {
        let id = self.ids.next(now);
        let first = self.message(space, &id, question, turn, now);
        let title = question.to_owned();
        let conversation = Conversation { id, space, title, created: now, messages: VecDeque::from([first]) };
        self.conversations.push_back(conversation.clone());
        self.make_room();
        conversation
    }

    /// Adds a question to a conversation; `None` when that is gone.
    pub(crate) fn add(
        &mut self,
        space: &'static str,
        conversation: &str,
        question: &str,
        turn: Turn,
        now: i64,
    ) -> Option<Message> {
        let message = self.message(space, conversation, question, turn, now);
        let conversation =
            self.conversations.iter_mut().find(|open| open.id == conversation && open.space == space)?;
        conversation.messages.push_back(message.clone());
        if conversation.messages.len() > MAX_MESSAGES_OF_ONE {
            conversation.messages.pop_front();
        }
        self.make_room();
        Some(message)
    }

    /// Forgets a conversation.
    pub(crate) fn remove(&mut self, space: &str, id: &str) {
        self.conversations.retain(|conversation| conversation.id != id || conversation.space != space);
    }

    /// Replaces the feedback on a message.
    pub(crate) fn rate(&mut self, space: &str, conversation: &str, id: &str, feedback: Option<Feedback>) {
        let mut open = self.conversations.iter_mut();
        let open = open.find(|open| open.id == conversation && open.space == space);
        let message = open.and_then(|open| open.messages.iter_mut().find(|message| message.id == id));
        if let Some(message) = message {
            message.feedback = feedback;
        }
    }

    /// The conversation of that id, if it belongs to the space.
    pub(crate) fn conversation(&self, space: &str, id: &str) -> Option<&Conversation> {
        self.conversations.iter().find(|conversation| conversation.id == id && conversation.space == space)
    }

    /// The conversations of a space, the newest first.
    pub(crate) fn newest_first(&self, space: &str) -> impl Iterator<Item = &Conversation> {
        self.conversations.iter().rev().filter(move |conversation| conversation.space == space)
    }

    /// The message that carries a statement.
    pub(crate) fn by_statement(&self, statement_id: &str) -> Option<&Message> {
        let messages = self.conversations.iter().flat_map(|conversation| &conversation.messages);
        messages.into_iter().find(|message| message.statement_id == statement_id)
    }

    fn message(
        &mut self,
        space: &'static str,
        conversation: &str,
        question: &str,
        turn: Turn,
        now: i64,
    ) -> Message {
        Message {
            id: self.ids.next(now),
            conversation: conversation.to_owned(),
            space,
            question: question.to_owned(),
            created: now,
            turn,
            main_attachment: self.ids.next(now),
            suggestions_attachment: self.ids.next(now),
            statement_id: self.ids.statement(now),
            feedback: None,
        }
    }

    /// Drops the oldest conversations until the rest fits.
    fn make_room(&mut self) {
        let mut kept: usize = self.conversations.iter().map(|conversation| conversation.messages.len()).sum();
        while kept > MAX_MESSAGES {
            kept -= self.conversations.pop_front().map_or(kept, |oldest| oldest.messages.len());
        }
    }
}

impl Conversation {
    /// What the last question that could be answered asked for.
    pub(crate) fn last_intent(&self) -> Option<&Intent> {
        self.messages.iter().rev().find_map(|message| match &message.turn {
            Turn::Query(query) => Some(&query.intent),
            Turn::Text { .. } => None,
        })
    }

    /// The message of that id.
    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{MAX_MESSAGES, MAX_MESSAGES_OF_ONE, Store, Turn};

    fn turn() -> Turn {
        Turn::Text { text: String::new(), suggestions: Vec::new() }
    }

    #[test]
    fn the_oldest_conversation_makes_room() {
        let mut store = Store::new();
        let first = store.start("s", "q", turn(), 0).id;
        for _ in 1..MAX_MESSAGES {
            store.start("s", "q", turn(), 0);
        }
        assert!(store.conversation("s", &first).is_some());
        let newest = store.start("s", "q", turn(), 0).id;
        assert!(store.conversation("s", &first).is_none());
        assert_eq!(store.newest_first("s").next().unwrap().id, newest);
        assert_eq!(store.newest_first("s").count(), MAX_MESSAGES);
    }

    #[test]
    fn a_long_conversation_loses_its_oldest_messages() {
        let mut store = Store::new();
        let id = store.start("s", "first", turn(), 0).id;
        for _ in 0..MAX_MESSAGES_OF_ONE {
            store.add("s", &id, "later", turn(), 0).unwrap();
        }
        let messages = &store.conversation("s", &id).unwrap().messages;
        assert_eq!((messages.len(), messages[0].question.as_str()), (MAX_MESSAGES_OF_ONE, "later"));
    }

    #[test]
    fn a_conversation_belongs_to_its_space() {
        let mut store = Store::new();
        let id = store.start("s", "q", turn(), 0).id;
        assert!(store.conversation("other", &id).is_none());
        assert!(store.add("other", &id, "q", turn(), 0).is_none());
    }
}
