//! One tab: its page's model and everything that the page has asked the browser for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use genie_chat::domain::ids::{ConversationId, TurnKey};
use genie_chat::state::effect::{RequestId, TimerId};
use genie_chat::state::keep::Keep;
use genie_chat::state::model::Model;
use genie_chat::state::stored::{Intent, Kept, Record};

use super::browser::Page;
use super::storage::{Area, Shelf};

#[derive(Default)]
pub struct Tab {
    pub life: u32,
    /// False between the end of a page and the beginning of the next, and once the tab is closed.
    pub alive: bool,
    pub model: Model,
    pub hidden: bool,
    pub offline: bool,
    /// What is stored for this tab.
    pub session: Rc<RefCell<Area>>,
    /// What the page keeps its state with; none without settings.
    pub keep: Option<Keep<Shelf>>,
    /// True once the page was told that the storage refuses.
    pub refused: bool,
    /// Until when the page gets no events.
    pub frozen_until: u64,
    /// What the page before showed, as long as it is not compared with what this one shows.
    pub left: Option<Left>,
    /// What this page has read and stored, also where the storage refuses.
    pub mirror: Kept,
    pub timers: Vec<TimerId>,
    /// The requests whose time runs, and which of their times that is.
    pub watches: Vec<(RequestId, u32)>,
    /// When the page began with its present settings.
    pub begun_at: u64,
    /// True once a reply of the relay has come, from which the page knows that it is ours.
    pub knows_relay: bool,
    /// True once anything was replied to this page since it began, or came online.
    pub answered: bool,
    /// Messages of whose lock the page has not heard yet that it is another's.
    pub losing: Vec<usize>,
    /// Messages that this page has heard of.
    pub known: BTreeSet<usize>,
    /// The questions whose fate was unknown when the conversation began to be opened.
    pub unsure: Vec<Intent>,
    /// Messages that were listed while the conversation was being opened.
    pub listed: BTreeSet<usize>,
    /// What the checks remember of each message that is polled.
    pub polls: Vec<Poll>,
    /// How long each turn has been waiting while it could be polled, and in all.
    pub waits: Vec<(TurnKey, u64, u64)>,
    /// When `waits` was last brought up to date.
    pub waits_at: u64,
}

/// What a page showed when it was left.
pub struct Left {
    pub conversation: Option<ConversationId>,
    /// True if there was nothing at all.
    pub empty: bool,
    /// Questions without a message: their intents and texts.
    pub questions: Vec<(String, String)>,
}

/// What is remembered of the polls of one message.
#[derive(Debug, Clone, Copy)]
pub struct Poll {
    pub message: usize,
    /// When the last reply came, or when the page began to wait.
    pub since: u64,
    /// True where the next may leave at once: the reader or the page has come back, or the lock has.
    pub at_once: bool,
    /// When the next may leave at the earliest, where the service said so.
    pub not_before: u64,
    /// Replies in a row that brought no message.
    pub misses: u32,
    /// True where the last reply said that a statement runs.
    pub running: bool,
}

impl Tab {
    /// True if this page has stored a question that left, or one that is typed ahead.
    pub fn stores(&self, intent: &str, ahead: bool) -> bool {
        self.mirror.iter().any(|(record, _)| match record {
            Record::Intent(name) => name == intent,
            Record::Ahead(name) | Record::Typed(name) => ahead && name == intent,
            _ => false,
        })
    }

    pub fn page(&self, tab: usize) -> Page {
        Page { tab, life: self.life }
    }

    pub fn poll(&mut self, message: usize, now: u64) -> &mut Poll {
        let index = self.polls.iter().position(|poll| poll.message == message).unwrap_or_else(|| {
            self.polls.push(Poll {
                message,
                since: now,
                at_once: true,
                not_before: 0,
                misses: 0,
                running: false,
            });
            self.polls.len() - 1
        });
        &mut self.polls[index]
    }

    /// Every message may be asked for at once, because something has come back.
    pub fn all_at_once(&mut self, now: u64) {
        for poll in &mut self.polls {
            (poll.at_once, poll.since) = (true, now);
        }
    }
}
