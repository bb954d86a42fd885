//! The transitions. One file a purpose; [`Step`] is what they share.

mod ask;
mod open;
mod poll;
mod rows;

use super::effect::{Effect, HostEvent, Place, RequestId, TimerId};
use super::event::{Event, Kind};
use super::model::{Alarm, Model, Purpose};
use super::stored::Stored;
use crate::api::decode::Outcome;
use crate::api::endpoint::Request;
use crate::domain::failure::Failure;
use crate::domain::ids::{Millis, TurnKey};

/// Applies one event and says what has to be done now.
///
/// Pure: the same model and event always give the same result.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let mut step = Step { model, now: event.now, random: event.random, effects: Vec::new() };
    match event.kind {
        Kind::Configured { config, stored } => step.configure(config, stored.as_deref()),
        Kind::Misconfigured(error) => step.misconfigured(error),
        Kind::Submitted(text) => step.submit(&text),
        Kind::Suggested(text) => {
            step.submit(&text);
            step.focus(Place::Transcript);
        }
        Kind::Stopped(key) => step.stop(key),
        Kind::CheckedAgain(key) => {
            step.check_again(key);
            step.focus(Place::Transcript);
        }
        Kind::AskedAgain(key) => {
            step.ask_again(key);
            step.focus(Place::Transcript);
        }
        Kind::RowsWanted(key) => step.rows_wanted(key),
        Kind::NewConversation => {
            step.new_conversation();
            step.focus(Place::Composer);
        }
        Kind::OpenedAgain => step.open_again(),
        Kind::Replied { request, outcome } => step.replied(request, outcome),
        Kind::Fired(timer) => step.fired(timer),
    }
    step.effects
}

/// One event being applied.
struct Step<'a> {
    model: &'a mut Model,
    now: Millis,
    random: u32,
    effects: Vec<Effect>,
}

impl Step<'_> {
    fn replied(&mut self, id: RequestId, outcome: Outcome) {
        // A request that has no purpose any more: its reply is too late to change anything.
        let Some(index) = self.model.requests.iter().position(|(known, _)| *known == id) else { return };
        let (_, purpose) = self.model.requests.swap_remove(index);
        match purpose {
            Purpose::Info => self.info_told(outcome),
            Purpose::Space => self.space_told(outcome),
            Purpose::Post(key) => self.posted(key, outcome),
            Purpose::Poll(key) => self.polled(key, outcome),
            Purpose::Look(key) => self.looked(key, outcome),
            Purpose::Rows(key, tries) => self.rows_told(key, tries, outcome),
            Purpose::Messages(pages) => self.messages_told(pages, outcome),
        }
    }

    fn fired(&mut self, id: TimerId) {
        let Some(index) = self.model.timers.iter().position(|(known, _)| *known == id) else { return };
        let (_, alarm) = self.model.timers.swap_remove(index);
        match alarm {
            Alarm::Poll(key) => self.poll(key),
            Alarm::Look(key) => self.look(key),
            Alarm::Rows(key, tries) => self.fetch_rows(key, tries),
            Alarm::Messages(pages) => self.fetch_messages(pages),
        }
    }

    fn send(&mut self, purpose: Purpose, request: Request) {
        let id = RequestId(self.model.fresh());
        self.model.requests.push((id, purpose));
        self.effects.push(Effect::Send { id, request });
    }

    fn wait(&mut self, alarm: Alarm, ms: u64) {
        let id = TimerId(self.model.fresh());
        self.model.timers.push((id, alarm));
        self.effects.push(Effect::Wait { id, ms });
    }

    /// Ends everything that is under way for one turn.
    fn release(&mut self, key: TurnKey) {
        self.cancel(|owner| owner == Some(key));
    }

    /// Ends everything that is under way for the open conversation.
    fn release_all(&mut self) {
        self.cancel(|_| true);
    }

    fn cancel(&mut self, ends: impl Fn(Option<TurnKey>) -> bool) {
        let effects = &mut self.effects;
        self.model.requests.retain(|(id, purpose)| {
            let owner = match purpose {
                // What the relay and the space are outlives every conversation.
                Purpose::Info | Purpose::Space => return true,
                Purpose::Messages(_) => None,
                Purpose::Post(key) | Purpose::Poll(key) | Purpose::Look(key) | Purpose::Rows(key, _) => {
                    Some(*key)
                }
            };
            let kept = !ends(owner);
            if !kept {
                effects.push(Effect::Abort(*id));
            }
            kept
        });
        self.model.timers.retain(|(id, alarm)| {
            let owner = match alarm {
                Alarm::Poll(key) | Alarm::Look(key) | Alarm::Rows(key, _) => Some(*key),
                Alarm::Messages(_) => None,
            };
            let kept = !ends(owner);
            if !kept {
                effects.push(Effect::Unwait(*id));
            }
            kept
        });
    }

    fn save(&mut self) {
        let stored = Stored::of(self.model);
        self.effects.push(if stored.is_empty() { Effect::Forget } else { Effect::Save(stored.to_json()) });
    }

    fn emit(&mut self, event: HostEvent) {
        self.effects.push(Effect::Emit(event));
    }

    /// The button that was used is gone; the focus must not go with it.
    fn focus(&mut self, place: Place) {
        self.effects.push(Effect::Focus(place));
    }

    fn report(&mut self, failure: Failure) {
        self.emit(HostEvent::Error(failure));
    }
}
