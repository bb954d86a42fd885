//! The transitions. One file a purpose; [`Step`] is what they share.

mod ask;
mod delete;
mod end;
mod find;
mod keep;
mod list;
mod messages;
mod open;
mod pause;
mod poll;
mod posted;
pub(in crate::state) mod rate;
mod reach;
mod relay;
mod request;
mod rows;
mod tabs;
mod thread;

use super::effect::{Effect, HostEvent, Place, TimerId};
use super::event::{Event, Kind};
use super::model::{Alarm, Model, Purpose};
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, Millis, TurnKey};
use crate::domain::turn::TurnState;

/// Tries of a GET that is no poll.
const MAX_TRIES: u32 = 5;

/// Applies one event and says what has to be done now, in this order.
///
/// Pure: the same model and event always give the same result.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let mut step =
        Step { model, now: event.now, random: event.random, effects: Vec::new(), settled: Vec::new() };
    step.apply(event.kind);
    step.model.last_event = event.now;
    step.drop_copies();
    step.want_samples();
    // What is put away with the thread that held it is stored before.
    step.store();
    step.tidy();
    step.effects
}

/// One event being applied.
struct Step<'a> {
    model: &'a mut Model,
    now: Millis,
    random: u32,
    effects: Vec<Effect>,
    /// Intents whose fate is decided, by the reader or because the message was found.
    settled: Vec<String>,
}

impl Step<'_> {
    fn apply(&mut self, kind: Kind) {
        if matches!(kind, Kind::NewConversation | Kind::Opened { .. }) {
            self.begin();
        }
        match kind {
            Kind::Configured { config, kept } => self.configure(config, kept),
            Kind::Misconfigured(error) => self.misconfigured(error),
            Kind::Submitted(text) => self.submit(&text),
            Kind::Suggested(text) => {
                self.submit(&text);
                self.focus(Place::Transcript);
            }
            Kind::Stopped(key) => {
                self.stop(key);
                self.focus(Place::Transcript);
            }
            Kind::CheckedAgain(key) => {
                self.check_again(key);
                self.focus(Place::Transcript);
            }
            Kind::AskedAgain(key) => {
                self.ask_again(key);
                self.focus(Place::Transcript);
            }
            Kind::Dismissed(key) => {
                self.dismiss(key);
                self.focus(Place::Transcript);
            }
            Kind::RowsWanted(key, which) => self.rows_wanted(key, which),
            Kind::Seen(key) => self.seen(key),
            Kind::Rated { turn, rating, comment } => self.rate(turn, rating, comment),
            Kind::Starters(questions) => self.model.starters = questions,
            Kind::NewConversation => {
                self.new_conversation();
                self.focus(Place::Composer);
            }
            Kind::Opened { conversation, kept } => {
                self.open(&conversation, &kept);
                self.focus(Place::Transcript);
            }
            Kind::OpenedAgain => self.open_again(),
            Kind::OlderWanted => self.older_wanted(),
            Kind::HistoryWanted(kept) => self.history_wanted(kept),
            Kind::MoreHistoryWanted => self.more_history_wanted(),
            Kind::Renamed { conversation, name } => self.rename(conversation, &name),
            Kind::Deleted(conversation) => self.delete(conversation),
            Kind::Undeleted(conversation) => self.undelete(&conversation),
            Kind::DeletedAtOnce(conversation) => self.delete_at_once(conversation),
            Kind::Leaving => self.leaving(),
            Kind::Forgotten => self.forgotten(),
            Kind::StorageFailed(trouble) => self.storage_failed(trouble),
            Kind::StorageNoticed => self.model.storage = None,
            Kind::RowsCame { request, table } => self.rows_came(request, table),
            Kind::Left(request) | Kind::Progress(request) => self.left(request),
            Kind::Due(request) => self.overdue(request),
            Kind::Probed(answers) => self.probed(answers),
            Kind::Redirected => self.redirected(),
            Kind::ReachAgain => self.check_reach(),
            Kind::Replied { request, outcome } => self.replied(request, outcome),
            Kind::Fired(timer) => self.fired(timer),
            Kind::Claimed { turn, intent, granted } => self.claimed(turn, &intent, granted),
            Kind::Learned(kept) => match &mut self.model.unbegun {
                Some(unbegun) => *unbegun = kept,
                None => self.learn(&kept),
            },
            Kind::Locked(message) => self.locked(message),
            Kind::LockLost(message) => self.lock_lost(&message),
            Kind::Hidden(hidden) => self.pause(|model| model.hidden = hidden),
            Kind::Offline(offline) => self.pause(|model| model.offline = offline),
            Kind::Heard(note) if self.model.unbegun.is_some() => self.heard_early(&note),
            Kind::Heard(note) => self.heard(note),
        }
    }

    fn fired(&mut self, id: TimerId) {
        let Some(index) = self.model.timers.iter().position(|(known, _)| *known == id) else { return };
        let (_, alarm) = self.model.timers.swap_remove(index);
        self.ring(alarm);
    }

    fn ring(&mut self, alarm: Alarm) {
        let unseen = self.model.hidden && matches!(alarm, Alarm::Rows(..));
        if self.model.offline || unseen {
            // It is done at once when the connection or the reader is back.
            return self.model.parked.push(alarm);
        }
        match alarm {
            Alarm::Poll(key) => {
                self.look_for_sleep(key);
                self.due(key);
            }
            Alarm::Repost(key) => self.post(key, false),
            Alarm::Look(key) => self.look(key),
            Alarm::Late(key, looks) => self.look_late(key, looks),
            Alarm::Rows(wanted) => self.fetch_rows(wanted),
            Alarm::Messages(page) => self.fetch_messages(page),
            Alarm::Delete(conversation) => self.delete_now(conversation),
            Alarm::Info(tries) => self.info_again(tries),
            Alarm::Space(tries) => self.space_again(tries),
            Alarm::Start => self.started(),
            Alarm::Claim(key) => self.claim_late(key),
            Alarm::Over(key) => self.over(key),
        }
    }

    /// Longest wait for one answer, and for anything that the service asks to wait for, in ms.
    fn max_wait_ms(&self) -> u64 {
        self.model.config.as_ref().map_or(0, |config| config.max_wait_ms)
    }

    fn wait(&mut self, alarm: Alarm, ms: u64) {
        let id = TimerId(self.model.fresh());
        self.model.timers.push((id, alarm));
        self.effects.push(Effect::Wait { id, ms });
    }

    /// Ends the requests and timers whose owner that concerns.
    fn cancel(&mut self, ends: &dyn Fn(Owner<'_>) -> bool) {
        self.abort(&|purpose| ends(requester(purpose)));
        self.disarm(&|alarm| ends(owner(alarm)));
    }

    /// Ends requests.
    fn abort(&mut self, ends: &dyn Fn(&Purpose) -> bool) {
        let effects = &mut self.effects;
        self.model.requests.retain(|pending| {
            let kept = !ends(&pending.purpose);
            if !kept {
                effects.push(Effect::Abort(pending.id));
            }
            kept
        });
    }

    /// Ends timers, and what they have rung for in vain.
    fn disarm(&mut self, ends: &dyn Fn(&Alarm) -> bool) {
        let effects = &mut self.effects;
        self.model.timers.retain(|(id, alarm)| {
            let kept = !ends(alarm);
            if !kept {
                effects.push(Effect::Unwait(*id));
            }
            kept
        });
        self.model.parked.retain(|alarm| !ends(alarm));
    }

    fn set(&mut self, key: TurnKey, state: TurnState) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        if turn.state != state {
            turn.state = state;
            self.log("turn", vec![("turn", key.0.to_string()), ("state", state.as_str().to_owned())]);
        }
    }

    fn emit(&mut self, event: HostEvent) {
        self.effects.push(Effect::Emit(event));
    }

    fn log(&mut self, event: &'static str, fields: Vec<(&'static str, String)>) {
        self.emit(HostEvent::Log { event, fields });
    }

    /// The button that was used is gone; the focus must not go with it.
    fn focus(&mut self, place: Place) {
        self.effects.push(Effect::Focus(place));
    }

    fn report(&mut self, failure: Failure) {
        self.emit(HostEvent::Error(failure));
    }
}

/// Whom a request or a timer serves.
#[derive(Clone, Copy, PartialEq)]
enum Owner<'a> {
    /// The element: it outlives every conversation.
    Element,
    Turn(TurnKey),
    Conversation(&'a ConversationId),
}

fn requester(purpose: &Purpose) -> Owner<'_> {
    match purpose {
        Purpose::Info(_)
        | Purpose::Space(_)
        | Purpose::Samples
        | Purpose::History(_)
        | Purpose::Delete(_) => Owner::Element,
        Purpose::Messages(page) => Owner::Conversation(&page.conversation),
        Purpose::Post(key)
        | Purpose::Poll(key)
        | Purpose::Look(key)
        | Purpose::Late(key, _)
        | Purpose::Feedback(key, _) => Owner::Turn(*key),
        Purpose::Begun(begun) => Owner::Turn(begun.turn),
        Purpose::Rows(wanted) => Owner::Turn(wanted.turn),
    }
}

fn owner(alarm: &Alarm) -> Owner<'_> {
    match alarm {
        Alarm::Poll(key)
        | Alarm::Repost(key)
        | Alarm::Look(key)
        | Alarm::Late(key, _)
        | Alarm::Claim(key)
        | Alarm::Over(key) => Owner::Turn(*key),
        Alarm::Rows(wanted) => Owner::Turn(wanted.turn),
        Alarm::Messages(page) => Owner::Conversation(&page.conversation),
        Alarm::Delete(_) | Alarm::Info(_) | Alarm::Space(_) | Alarm::Start => Owner::Element,
    }
}
