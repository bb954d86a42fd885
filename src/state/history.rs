//! Past conversations: the service's list, and what this browser knows.

use super::stored::{Conversation as Stored, Intent, Kept, Record};
use crate::domain::conversation::{Conversation, ConversationKind};
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, Millis};

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The conversation.
    pub id: ConversationId,
    /// What it is called: the reader's name for it, or the service's title, or its first question.
    pub title: String,
    /// When it was used last, as far as anybody knows; zero where nobody does.
    pub used_at: Millis,
    /// Which protocol it speaks.
    pub kind: ConversationKind,
}

/// Where the service's list stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Fetched {
    /// Not asked for.
    #[default]
    No,
    /// On its way.
    Loading,
    /// Here, as far as the reader has scrolled; the token of the next page, where there is one.
    Yes(Option<String>),
    /// The relay does not list conversations: only what this browser knows is shown.
    Unlisted,
    /// It could not be fetched.
    Failed(Failure),
}

/// The list of past conversations.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// What is shown, the one used last first.
    pub entries: Vec<Entry>,
    /// The state of the service's list.
    pub fetched: Fetched,
    /// Conversations that are about to be deleted, and when.
    pub deleting: Vec<(ConversationId, Millis)>,
    /// The conversation that could not be deleted, and why.
    pub undeleted: Option<(ConversationId, Failure)>,
    /// What the browser knows.
    pub(super) local: Vec<(ConversationId, Stored)>,
    /// Questions that are stored and that Genie is not known to have: the spot of each, and its name.
    pub(super) questions: Vec<(String, String)>,
    /// What the service told.
    pub(super) server: Vec<Conversation>,
}

impl History {
    /// Takes in what the browser knows.
    pub(super) fn know(&mut self, kept: &Kept) {
        let read = |(record, text): &(Record, String)| match record {
            Record::Conversation(id) => Some((id.clone(), Stored::parse(text))),
            _ => None,
        };
        self.local = kept.iter().filter_map(read).collect();
        let questions = Intent::all(kept);
        for intent in &questions {
            // One that is to begin a conversation stands for it.
            if intent.spot.starts_with('~') && self.local.iter().all(|(id, _)| id.as_str() != intent.spot) {
                let record =
                    Stored { title: Some(intent.question.clone()), used_at: intent.at, ..Stored::default() };
                self.local.push((intent.spot.as_str().into(), record));
            }
        }
        self.questions = questions.into_iter().map(|intent| (intent.spot, intent.name)).collect();
        self.merge();
    }

    /// Takes in a page of the service's list; a conversation that has moved is told twice.
    pub(super) fn hear(&mut self, page: Vec<Conversation>) {
        for told in page {
            if self.server.iter().all(|known| known.id != told.id) {
                self.server.push(told);
            }
        }
        self.merge();
    }

    /// The ids of all conversations, where the service's newest are known.
    pub(super) fn known(&self) -> Option<Vec<String>> {
        let known = matches!(self.fetched, Fetched::Yes(_));
        let ids = self.entries.iter().map(|entry| entry.id.as_str().to_owned());
        known.then(|| ids.filter(|id| !id.starts_with('~')).collect())
    }

    /// A conversation that began here.
    pub(super) fn add(&mut self, id: ConversationId, title: Option<String>, now: Millis) {
        let kind = ConversationKind::Chat;
        self.server.insert(0, Conversation { id, title, created_at: Some(now), kind });
        self.merge();
    }

    /// True where a conversation is known to be one that cannot be gone on with here.
    pub(super) fn is_read_only(&self, conversation: &ConversationId) -> bool {
        let entry = self.entries.iter().find(|entry| entry.id == *conversation);
        entry.is_some_and(|entry| entry.kind != ConversationKind::Chat)
    }

    /// Forgets a conversation.
    pub(super) fn drop(&mut self, conversation: &ConversationId) {
        self.local.retain(|(id, _)| id != conversation);
        self.server.retain(|told| told.id != *conversation);
        self.merge();
    }

    /// Lays both lists over each other. The reader's name wins, then the service's title.
    pub(super) fn merge(&mut self) {
        let mut entries: Vec<Entry> = Vec::new();
        for told in &self.server {
            entries.push(Entry {
                id: told.id.clone(),
                title: told.title.clone().unwrap_or_default(),
                used_at: told.created_at.unwrap_or_default(),
                kind: told.kind,
            });
        }
        for (id, stored) in &self.local {
            let index = entries.iter().position(|entry| entry.id == *id).unwrap_or_else(|| {
                entries.push(Entry {
                    id: id.clone(),
                    title: String::new(),
                    used_at: 0,
                    kind: ConversationKind::Chat,
                });
                entries.len() - 1
            });
            let entry = &mut entries[index];
            entry.used_at = entry.used_at.max(stored.used_at);
            if stored.read_only {
                entry.kind = ConversationKind::Agent;
            }
            if let Some(name) = stored.name.as_ref().filter(|name| !name.is_empty()) {
                entry.title.clone_from(name);
            } else if entry.title.is_empty() {
                entry.title = stored.title.clone().unwrap_or_default();
            }
        }
        self.entries.clear();
        for entry in entries {
            // By halves: both lists come sorted, so most go to the end.
            let place = self.entries.partition_point(|other| other.used_at >= entry.used_at);
            self.entries.insert(place, entry);
        }
    }
}
