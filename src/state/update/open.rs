//! Beginning, opening a stored conversation, putting it aside.

use std::sync::Arc;

use super::Step;
use crate::api::decode::{self, Outcome, Page};
use crate::api::endpoint;
use crate::api::message::Told;
use crate::config::{Config, ConfigError};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::TurnKey;
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::{Effect, HostEvent};
use crate::state::model::{Alarm, Opening, Pages, Purpose};
use crate::state::stored::{Stored, parse_queue};

/// Pages fetched at most, so that a service that repeats a page token is not asked for ever.
const MAX_MESSAGES: usize = 500;

impl Step<'_> {
    /// Starts afresh for these settings, with what was stored for them.
    pub(super) fn configure(&mut self, config: Config, stored: Option<&str>, tab: Option<&str>) {
        self.model.problem = None;
        if self.model.config.as_ref().is_some_and(|now| now.same_place(&config)) {
            self.model.config = Some(config);
            return;
        }
        self.leave();
        self.model.saved = (stored.unwrap_or_default().to_owned(), tab.unwrap_or_default().to_owned());
        self.send(Purpose::Info, endpoint::relay_info());
        self.send(Purpose::Space, endpoint::get_space(&config.space));
        self.model.config = Some(config);
        let stored = Stored::parse(stored);
        self.model.conversation = stored.conversation.map(Into::into);
        self.model.known = stored.messages.into_iter().map(Into::into).collect();
        if self.model.conversation.is_some() {
            self.fetch_messages(Pages { unsure: stored.unsure, tries: 1, ..Pages::default() });
        } else {
            self.bring_back_unsure(stored.unsure);
        }
        for (intent, question) in parse_queue(tab) {
            self.enqueue(Some(intent), question);
        }
        self.advance();
    }

    /// The attributes cannot be used: nothing is asked until they are mended.
    pub(super) fn misconfigured(&mut self, error: ConfigError) {
        self.leave();
        self.report(Failure::new(Code::Config).with_detail(error.attribute));
        self.model.problem = Some(error);
    }

    /// Ends all that has to do with the place where the element was.
    fn leave(&mut self) {
        self.release_all();
        for pending in std::mem::take(&mut self.model.requests) {
            self.effects.push(Effect::Abort(pending.id));
        }
        self.model.config = None;
        self.model.space_title = None;
        self.model.demo = false;
        self.model.relay_known = false;
        self.model.conversation = None;
        self.model.turns.clear();
        self.model.opening = Opening::Idle;
    }

    /// The relay's own description; a plain proxy has none, which is no failure.
    pub(super) fn info_told(&mut self, outcome: Outcome) {
        let demo = decode::is_demo(outcome);
        self.model.relay_known = demo.is_ok();
        self.model.demo = demo.unwrap_or_default();
    }

    /// The space. A title that cannot be had is no failure: asking will tell what is wrong.
    pub(super) fn space_told(&mut self, outcome: Outcome) {
        self.model.space_title = decode::space_title(outcome).ok().flatten();
    }

    /// Fetches the next page of the stored conversation.
    pub(super) fn fetch_messages(&mut self, pages: Pages) {
        let Some((space, conversation)) = self.model.open_place() else { return };
        let request = endpoint::list_messages(space, conversation, pages.token.as_deref());
        self.model.opening = Opening::Loading;
        self.send(Purpose::Messages(pages), request);
    }

    /// A page came to something.
    pub(super) fn messages_told(&mut self, mut pages: Pages, outcome: Outcome) {
        match decode::page(outcome) {
            Ok(Page { messages, next }) => {
                // Pages overlap where a message is added while they are fetched.
                for told in messages {
                    if pages.told.iter().all(|known| known.message != told.message) {
                        pages.told.push(told);
                    }
                }
                let goes_on = next.is_some() && next != pages.token && pages.told.len() < MAX_MESSAGES;
                if goes_on {
                    self.fetch_messages(Pages { token: next, tries: 1, ..pages });
                } else {
                    self.show(pages);
                }
            }
            Err(error) => {
                if let Some(wait) = self.retry_in(&error, pages.tries) {
                    pages.tries += 1;
                    return self.wait(Alarm::Messages(pages), wait);
                }
                let failure = error.into_failure();
                if failure.code == Code::NotFound {
                    // It is gone; the next question begins another one.
                    self.model.conversation = None;
                    self.emit(HostEvent::Conversation(None));
                }
                self.report(failure.clone());
                self.model.opening = Opening::Failed(failure);
                self.bring_back_unsure(pages.unsure);
                self.advance();
            }
        }
    }

    /// The conversation is here: shows it, resumes what is unfinished, sends what was typed meanwhile.
    fn show(&mut self, pages: Pages) {
        self.model.opening = Opening::Idle;
        let mut unsure = pages.unsure;
        // A question whose POST brought no reply arrived after all if exactly one message with its
        // text was not known before. One message is one question's.
        let mut found = Vec::new();
        unsure.retain(|question| {
            let new = |told: &&Told| told.question == *question && !self.model.known.contains(&told.message);
            let mut candidates = pages.told.iter().filter(new).map(|told| &told.message);
            let sole = candidates.next().filter(|_| candidates.next().is_none());
            let sole = sole.filter(|message| !found.contains(message));
            found.extend(sole);
            sole.is_none()
        });
        self.model.known.clear();
        let typed_meanwhile = std::mem::take(&mut self.model.turns);
        let mut unfinished = Vec::new();
        for told in pages.told.into_iter().rev() {
            let key = TurnKey(self.model.fresh());
            let turn = turn(key, told, self.now);
            let state = turn.state;
            self.model.turns.push(Arc::new(turn));
            match state {
                TurnState::Done | TurnState::Expired => self.settle_rows(key),
                TurnState::Waiting => unfinished.push(key),
                _ => {}
            }
        }
        self.bring_back_unsure(unsure);
        self.model.turns.extend(typed_meanwhile);
        for key in unfinished {
            self.watch(key);
        }
        self.emit(HostEvent::Conversation(self.model.conversation.clone()));
        self.advance();
    }

    fn bring_back_unsure(&mut self, questions: Vec<String>) {
        for question in questions {
            let key = TurnKey(self.model.fresh());
            let mut turn = Turn::new(key, String::new(), question, self.now);
            turn.state = TurnState::Unsure;
            // It has left; nothing may take it for one that was only typed ahead.
            turn.claimed = true;
            turn.failure = Some(Failure::new(Code::Unsure));
            self.model.turns.push(Arc::new(turn));
        }
    }

    /// The reader wants the conversation opened again after a failure.
    pub(super) fn open_again(&mut self) {
        if self.model.conversation.is_none() {
            // It is gone; there is nothing to open.
            self.model.opening = Opening::Idle;
        } else if matches!(self.model.opening, Opening::Failed(_)) && !self.model.is_busy() {
            let stored = Stored::of(self.model);
            // The turns come again under other names.
            self.release_all();
            self.model.known = stored.messages.into_iter().map(Into::into).collect();
            self.model.turns.retain(|turn| turn.state == TurnState::Queued);
            self.fetch_messages(Pages { unsure: stored.unsure, tries: 1, ..Pages::default() });
        }
    }

    /// Puts the conversation aside; the next question begins another one.
    pub(super) fn new_conversation(&mut self) {
        self.release_all();
        self.model.turns.clear();
        self.model.conversation = None;
        self.model.opening = Opening::Idle;
        self.emit(HostEvent::Conversation(None));
    }
}

/// A turn as the service remembers it.
fn turn(key: TurnKey, told: Told, now: u64) -> Turn {
    let mut turn = Turn::new(key, String::new(), told.question, told.created_at.unwrap_or(now));
    // The service's clock may be ahead of the browser's; waiting is reckoned with the browser's.
    (turn.waiting_since, turn.poll_at) = (now, now);
    turn.state = match told.status {
        MessageStatus::Completed => TurnState::Done,
        MessageStatus::QueryResultExpired => TurnState::Expired,
        MessageStatus::Failed | MessageStatus::Cancelled => TurnState::Failed,
        _ => TurnState::Waiting,
    };
    turn.message = Some(told.message);
    turn.status = Some(told.status);
    turn.answer = told.answer;
    turn.failure = told.failure;
    turn
}
