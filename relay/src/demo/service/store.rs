//! The conversations, in memory and bounded: when the demo has run for long,
//! the oldest conversation makes room. Each belongs to the caller who began it.

use std::collections::VecDeque;

use super::super::space::Space;
use super::super::turn::Turn;
use super::ids::Ids;
use super::wire::{Comment, Feedback};

/// The most messages kept, over all conversations.
const MAX_MESSAGES: usize = 2000;

/// The most messages kept of one conversation.
const MAX_MESSAGES_OF_ONE: usize = 500;

/// The most comments kept of one message.
const MAX_COMMENTS: usize = 100;

/// Where a request points to; the names that its path does not have are empty.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Who asks.
    pub(crate) caller: String,
    pub(crate) space: Space,
    pub(crate) conversation: String,
    pub(crate) message: String,
    pub(crate) attachment: String,
    pub(crate) download: String,
}

/// Every conversation, the oldest first.
pub(crate) struct Store {
    pub(crate) ids: Ids,
    conversations: VecDeque<Conversation>,
}

/// One conversation in one space.
#[derive(Debug, Clone)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) space: Space,
    pub(crate) owner: String,
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
    pub(crate) space: Space,
    pub(crate) question: String,
    pub(crate) created: i64,
    pub(crate) turn: Turn,
    /// One for each query.
    pub(crate) queries: Vec<QueryIds>,
    /// The attachment of each text; a text need not show it.
    pub(crate) texts: Vec<String>,
    pub(crate) suggestions: String,
    /// The attachment of the picture, where there is one.
    pub(crate) picture: Option<String>,
    pub(crate) feedback: Option<Feedback>,
    /// The oldest first.
    pub(crate) comments: VecDeque<Comment>,
}

/// The ids of one query, and when it was last executed again.
#[derive(Debug, Clone)]
pub(crate) struct QueryIds {
    pub(crate) attachment: String,
    pub(crate) statement: String,
    pub(crate) executed_again: Option<i64>,
}

impl Store {
    /// An empty store.
    pub(crate) fn new() -> Self {
        Self { ids: Ids::new(), conversations: VecDeque::new() }
    }

    /// Opens a conversation named after its first question.
    pub(crate) fn start(&mut self, place: &Place, question: &str, turn: Turn, now: i64) -> Conversation {
        let id = self.ids.next(now);
        let first = self.prepare(place.space, &id, question, turn, now);
        let conversation = Conversation {
            id,
            space: place.space,
            owner: place.caller.clone(),
            title: question.to_owned(),
            created: now,
            messages: VecDeque::from([first]),
        };
        self.conversations.push_back(conversation.clone());
        self.make_room();
        conversation
    }

    /// Adds a question to a conversation; `None` when that is gone.
    pub(crate) fn add(&mut self, place: &Place, question: &str, turn: Turn, now: i64) -> Option<Message> {
        let message = self.prepare(place.space, &place.conversation, question, turn, now);
        let conversation = self.conversation_mut(place)?;
        conversation.messages.push_back(message.clone());
        if conversation.messages.len() > MAX_MESSAGES_OF_ONE {
            conversation.messages.pop_front();
        }
        self.make_room();
        Some(message)
    }

    /// Forgets a conversation; tells whether it was there.
    pub(crate) fn remove(&mut self, place: &Place) -> bool {
        let before = self.conversations.len();
        self.conversations.retain(|conversation| !conversation.is_at(place));
        self.conversations.len() < before
    }

    /// The conversation of that id, if it belongs to the space and the caller.
    pub(crate) fn conversation(&self, place: &Place) -> Option<&Conversation> {
        self.conversations.iter().find(|conversation| conversation.is_at(place))
    }

    /// The same, to be changed.
    pub(crate) fn conversation_mut(&mut self, place: &Place) -> Option<&mut Conversation> {
        self.conversations.iter_mut().find(|conversation| conversation.is_at(place))
    }

    /// The caller's conversations in a space, the newest first.
    pub(crate) fn newest_first(&self, place: &Place) -> impl Iterator<Item = &Conversation> {
        let wanted = move |conversation: &&Conversation| {
            conversation.space == place.space && conversation.owner == place.caller
        };
        self.conversations.iter().rev().filter(wanted)
    }

    /// The message that carries a statement, and which of its queries does.
    pub(crate) fn by_statement(&self, statement: &str) -> Option<(&Message, usize)> {
        let mut messages = self.conversations.iter().flat_map(|conversation| &conversation.messages);
        messages.find_map(|message| {
            let at = message.queries.iter().position(|ids| ids.statement == statement)?;
            Some((message, at))
        })
    }

    fn prepare(&mut self, space: Space, conversation: &str, question: &str, turn: Turn, now: i64) -> Message {
        let query = |ids: &mut Ids| QueryIds {
            attachment: ids.next(now),
            statement: ids.statement(now),
            executed_again: None,
        };
        Message {
            id: self.ids.next(now),
            conversation: conversation.to_owned(),
            space,
            question: question.to_owned(),
            created: now,
            queries: turn.queries.iter().map(|_| query(&mut self.ids)).collect(),
            texts: turn.texts.iter().map(|_| self.ids.next(now)).collect(),
            suggestions: self.ids.next(now),
            picture: turn.picture.map(|_| self.ids.next(now)),
            turn,
            feedback: None,
            comments: VecDeque::new(),
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
    fn is_at(&self, place: &Place) -> bool {
        self.id == place.conversation && self.space == place.space && self.owner == place.caller
    }

    /// The message of that id.
    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    /// The same, to be changed.
    pub(crate) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.id == id)
    }

    /// Forgets a message; tells whether it was there.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let before = self.messages.len();
        self.messages.retain(|message| message.id != id);
        self.messages.len() < before
    }
}

impl Message {
    /// Adds a comment; of very many, the oldest goes.
    pub(crate) fn comment(&mut self, comment: Comment) {
        self.comments.push_back(comment);
        if self.comments.len() > MAX_COMMENTS {
            self.comments.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::super::turn::Text;
    use super::{MAX_MESSAGES, MAX_MESSAGES_OF_ONE, Place, Space, Store, Turn};

    fn turn() -> Turn {
        Turn::words(Text::question(""))
    }

    fn place(caller: &str, space: Space, conversation: &str) -> Place {
        let (caller, conversation) = (caller.to_owned(), conversation.to_owned());
        let [message, attachment, download] = [const { String::new() }; 3];
        Place { caller, space, conversation, message, attachment, download }
    }

    #[test]
    fn the_oldest_conversation_makes_room() {
        let mut store = Store::new();
        let home = place("", Space::FoodSales, "");
        let first = place("", Space::FoodSales, &store.start(&home, "q", turn(), 0).id);
        for _ in 1..MAX_MESSAGES {
            store.start(&home, "q", turn(), 0);
        }
        assert!(store.conversation(&first).is_some());
        let newest = store.start(&home, "q", turn(), 0).id;
        assert!(store.conversation(&first).is_none());
        assert_eq!(store.newest_first(&home).next().unwrap().id, newest);
        assert_eq!(store.newest_first(&home).count(), MAX_MESSAGES);
    }

    #[test]
    fn a_long_conversation_loses_its_oldest_messages() {
        let mut store = Store::new();
        let id = store.start(&place("", Space::FoodSales, ""), "first", turn(), 0).id;
        let place = place("", Space::FoodSales, &id);
        for _ in 0..MAX_MESSAGES_OF_ONE {
            store.add(&place, "later", turn(), 0).unwrap();
        }
        let messages = &store.conversation(&place).unwrap().messages;
        assert_eq!((messages.len(), messages[0].question.as_str()), (MAX_MESSAGES_OF_ONE, "later"));
    }

    #[test]
    fn a_conversation_belongs_to_its_space_and_its_caller() {
        let mut store = Store::new();
        let id = store.start(&place("anna", Space::FoodSales, ""), "q", turn(), 0).id;
        assert!(store.conversation(&place("anna", Space::FoodSales, &id)).is_some());
        for other in [place("anna", Space::Showcase, &id), place("", Space::FoodSales, &id)] {
            assert!(store.conversation(&other).is_none());
            assert!(store.add(&other, "q", turn(), 0).is_none());
            assert!(!store.remove(&other));
            assert_eq!(store.newest_first(&other).count(), 0);
        }
        assert_eq!(store.newest_first(&place("anna", Space::FoodSales, "")).count(), 1);
    }
}
