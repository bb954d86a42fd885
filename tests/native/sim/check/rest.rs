//! What holds when a step is over, and when everything is.

use genie_chat::domain::turn::{Rows, TurnState};
use genie_chat::state::model::Opening;
use genie_chat::state::stored::parse_queue;

use super::super::route::number;
use super::super::world::World;

/// `max-wait`, with the time that the last poll may take and a late timer.
const MAX_WAIT_MS: u64 = 600_000 + 30_000 + 3_100;

impl World<'_> {
    /// Counts how long the turns of a page have been waiting while it could poll them.
    pub fn settle_waits(&mut self, tab: usize) {
        let (now, page) = (self.now, self.tabs[tab].page(tab));
        let it = &mut self.tabs[tab];
        let passed = now - std::mem::replace(&mut it.waits_at, now);
        if it.hidden || it.offline || passed == 0 {
            return;
        }
        for (key, waited) in &mut it.waits {
            let Some(turn) = it.model.turn(*key).filter(|turn| turn.state == TurnState::Waiting) else {
                continue;
            };
            let message = turn.message.as_ref().map(|id| number(id.as_str()));
            if message.is_some_and(|message| self.browser.holds(page, message, None)) {
                *waited += passed;
                assert!(*waited <= MAX_WAIT_MS, "waited {waited} ms for one answer");
            }
        }
    }

    /// What is stored is what the page knows.
    pub fn check_rest(&mut self, tab: usize) {
        let it = &self.tabs[tab];
        let model = &it.model;
        self.check_line(tab);
        assert!(it.timers.len() <= 4 + 2 * model.turns.len(), "{} timers", it.timers.len());
        if model.config.is_none() {
            return;
        }
        if !self.forgets() {
            let ahead = model.turns.iter().filter(|turn| match turn.state {
                TurnState::Queued => true,
                TurnState::Sending => !turn.claimed,
                _ => false,
            });
            let stored = parse_queue(it.session.as_deref());
            let ahead: Vec<_> = ahead.map(|turn| (turn.intent.clone(), turn.question.clone())).collect();
            assert_eq!(stored, ahead, "what was typed ahead is not what is stored");
        }
        if model.opening == Opening::Loading {
            return;
        }
        assert!(
            it.saved.len() <= 200 + 40 * (self.service.messages.len() + self.asks.len() * 4),
            "{}",
            it.saved
        );
        let holds = |id: &str| it.saved.contains(&format!("\"{id}\""));
        if let Some(conversation) = &model.conversation {
            assert!(holds(conversation.as_str()), "the conversation is not stored");
            for message in model.turns.iter().filter_map(|turn| turn.message.as_ref()) {
                assert!(holds(message.as_str()), "a message is not stored");
            }
        }
        let mut unknown: Vec<&str> = Vec::new();
        for turn in &model.turns {
            let posted = self.posts.get(&turn.intent) == Some(&false);
            let left = posted && turn.state == TurnState::Sending && turn.claimed;
            if turn.message.is_none() && (left || Self::is_unknown(turn.state, false)) {
                unknown.push(&turn.question);
            }
        }
        for text in &unknown {
            let stored = it.saved.matches(&format!("\"{text}\"")).count();
            let left = unknown.iter().filter(|other| *other == text).count();
            assert!(stored >= left, "a question of unknown fate is not stored");
        }
    }

    /// A page that can be seen and is online is in line for every message that it waits for, and any other for none.
    fn check_line(&self, tab: usize) {
        let (it, page) = (&self.tabs[tab], self.tabs[tab].page(tab));
        assert!(!it.hidden || !self.browser.waits(page, None), "a hidden page keeps a lock");
        for turn in
            it.model.turns.iter().filter(|turn| turn.state == TurnState::Waiting && !it.hidden && !it.offline)
        {
            let message = turn.message.as_ref().map(|id| number(id.as_str()));
            assert!(self.browser.waits(page, message), "nobody asks for the lock of {message:?}");
        }
    }

    /// Nothing goes wrong any more, and there was time enough: everything has come to an end.
    pub fn check_end(&mut self) {
        for tab in 0..self.tabs.len() {
            let it = &self.tabs[tab];
            if !it.alive {
                continue;
            }
            assert_ne!(it.model.opening, Opening::Loading, "a conversation is opened for ever");
            for turn in &it.model.turns {
                let ended = !turn.state.is_active() && turn.state != TurnState::Queued;
                assert!(ended, "a turn stays {:?} for ever", turn.state);
                assert_ne!(turn.rows, Rows::Loading, "rows are loaded for ever");
            }
            assert!(it.timers.is_empty(), "a timer was forgotten");
            if let (Some(conversation), Opening::Idle) = (&it.model.conversation, &it.model.opening) {
                let conversation = number(conversation.as_str());
                for message in it.known.iter().filter(|id| self.service.holds(conversation, **id)) {
                    let name = format!("m{message}");
                    let shown = it
                        .model
                        .turns
                        .iter()
                        .any(|turn| turn.message.as_ref().is_some_and(|id| id.as_str() == name));
                    assert!(shown, "{name} was known and is not shown");
                }
            }
        }
        let locked = self.browser.locked();
        assert!(locked.is_empty(), "the locks of {locked:?} were never given back");
    }
}
