//! What holds when a step is over, and when everything is.

use std::sync::Arc;

use genie_chat::domain::turn::{Rows, Turn, TurnState};
use genie_chat::state::model::Opening;
use genie_chat::state::stored::{Intent, Record, text_of};
use genie_chat::state::thread::Older;

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
        let mut longest = 0;
        for (key, waited, in_all) in &mut it.waits {
            let Some(turn) = it.model.turn(*key).filter(|turn| turn.state == TurnState::Waiting) else {
                continue;
            };
            let message = turn.message.as_ref().map(|id| number(id.as_str()));
            *in_all += passed;
            longest = longest.max(*in_all);
            if message.is_some_and(|message| self.browser.holds(page, message, None)) {
                *waited += passed;
                assert!(*waited <= MAX_WAIT_MS, "waited {waited} ms for one answer");
            }
        }
        self.demand(longest <= MAX_WAIT_MS, || {
            format!("waited {longest} ms for one answer, without its lock")
        });
    }

    /// What is stored is what the page knows.
    pub fn check_rest(&mut self, tab: usize) {
        let it = &self.tabs[tab];
        let model = &it.model;
        self.check_line(tab);
        assert!(
            it.timers.len() <= 12 + 2 * model.threads().map(|thread| thread.turns.len()).sum::<usize>(),
            "{} timers",
            it.timers.len()
        );
        // Nothing is stored before it is known whose it is.
        let begun = model.open.opening != Opening::Loading || model.open.conversation.is_some();
        if model.config.is_none() || !begun {
            return;
        }
        let turns = || model.threads().flat_map(|thread| &thread.turns);
        if !self.forgets() {
            let ahead = turns().filter(|turn| match turn.state {
                TurnState::Queued => true,
                TurnState::Sending => !turn.claimed,
                _ => false,
            });
            let kept = it.keep.as_ref().map(|keep| keep.kept(None)).unwrap_or_default();
            for turn in ahead {
                let same = |(record, text): &(Record, String)| {
                    *record == Record::Ahead(turn.intent.clone())
                        && Intent::parse(record, text).is_some_and(|ahead| ahead.question == turn.question)
                };
                assert!(kept.iter().any(same), "what was typed ahead is not what is stored");
            }
        }
        let size: usize = it.mirror.iter().map(|(_, text)| text.len()).sum();
        let most = 400 + 80 * (self.service.messages.len() + self.asks.len() * 4) * (1 + self.asks.len());
        assert!(size <= most, "{size} bytes are stored");
        for thread in model.threads().filter(|thread| thread.opening != Opening::Loading) {
            let Some(conversation) = &thread.conversation else { continue };
            let record = text_of(&it.mirror, &Record::Conversation(conversation.clone()));
            for message in thread.turns.iter().filter_map(|turn| turn.message.as_ref()) {
                assert!(record.contains(&format!("\"{}\"", message.as_str())), "a message is not stored");
            }
        }
        // After everything was forgotten, not even that nothing is open is stored.
        let open = Some(text_of(&it.mirror, &Record::Open)).filter(|open| !open.is_empty()).unwrap_or("~");
        assert_eq!(open, model.open.spot(), "the spot is not stored");
        for turn in turns().filter(|turn| turn.message.is_none()) {
            let ahead =
                turn.state == TurnState::Queued || (turn.state == TurnState::Sending && !turn.claimed);
            assert!(it.stores(&turn.intent, ahead), "a question that Genie does not have is not stored");
        }
    }

    /// A page that can be seen and is online is in line for every message that it waits for, and any other for none.
    fn check_line(&self, tab: usize) {
        let (it, page) = (&self.tabs[tab], self.tabs[tab].page(tab));
        assert!(!it.hidden || !self.browser.waits(page, None), "a hidden page keeps a lock");
        for turn in it
            .model
            .threads()
            .flat_map(|thread| &thread.turns)
            .filter(|turn| turn.state == TurnState::Waiting && !it.hidden && !it.offline)
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
            assert_ne!(it.model.open.opening, Opening::Loading, "a conversation is opened for ever");
            assert_eq!(it.model.reach, None, "the relay counts as out of reach for ever");
            for thread in it.model.threads() {
                let waits = |turn: &&Arc<Turn>| turn.is_kept() || turn.state == TurnState::Queued;
                let shown = thread.spot() == it.model.open.spot();
                assert!(
                    shown || thread.turns.iter().any(|turn| waits(&turn)),
                    "a thread is kept for nothing"
                );
                let mut unsure = false;
                for turn in &thread.turns {
                    let ended = !turn.state.is_active() && (turn.state != TurnState::Queued || unsure);
                    assert!(ended, "a turn stays {:?} for ever", turn.state);
                    unsure |= turn.state == TurnState::Unsure && !turn.passed;
                    let earlier = turn.earlier.iter().map(|known| &known.rows);
                    let loads = earlier.chain([&turn.rows]).any(Rows::is_loading);
                    assert!(!loads, "rows are loaded for ever");
                }
            }
            assert!(it.timers.is_empty(), "a timer was forgotten");
            let open = &it.model.open;
            if let (Some(conversation), Opening::Idle, Older::None) =
                (&open.conversation, &open.opening, &open.older)
            {
                let conversation = number(conversation.as_str());
                for message in it.known.iter().filter(|id| self.service.holds(conversation, **id)) {
                    let name = format!("m{message}");
                    let shown = it
                        .model
                        .open
                        .turns
                        .iter()
                        .any(|turn| turn.message.as_ref().is_some_and(|id| id.as_str() == name));
                    assert!(shown, "{name} was known and is not shown");
                }
            }
        }
        self.check_promises();
        let locked = self.browser.locked();
        assert!(locked.is_empty(), "the locks of {locked:?} were never given back");
    }
}
