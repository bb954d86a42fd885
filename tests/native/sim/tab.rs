//! One tab: its page's model and everything that the page has asked the browser for.

use std::collections::BTreeSet;

use genie_chat::domain::ids::TurnKey;
use genie_chat::state::effect::TimerId;
use genie_chat::state::model::Model;

use super::browser::Page;

#[derive(Default)]
pub struct Tab {
    pub life: u32,
    /// False between the end of a page and the beginning of the next, and once the tab is closed.
    pub alive: bool,
    pub model: Model,
    pub hidden: bool,
    pub offline: bool,
    /// What `SaveTab` stored.
    pub session: Option<String>,
    /// What `Save` stored where it is kept for this tab only.
    pub own: Option<String>,
    /// The last text that this page stored for all tabs, or read.
    pub saved: String,
    pub timers: Vec<TimerId>,
    /// Messages that this page has heard of.
    pub known: BTreeSet<usize>,
    /// Texts of the questions whose fate was unknown when the conversation began to be opened.
    pub unsure: Vec<String>,
    /// Messages that were listed while the conversation was being opened.
    pub listed: BTreeSet<usize>,
    /// What the checks remember of each message that is polled.
    pub polls: Vec<Poll>,
    /// How long each turn has been waiting while it could be polled.
    pub waits: Vec<(TurnKey, u64)>,
    /// When `waits` was last brought up to date.
    pub waits_at: u64,
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
