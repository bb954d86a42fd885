//! The transitions. One file a purpose; [`Step`] is what they share.

mod ask;
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
mod rows;
mod tabs;
mod thread;

use super::effect::{Effect, HostEvent, Place, RequestId, TimerId};
use super::event::{Event, Kind};
use super::model::{Alarm, Model, Pending, Purpose};
use crate::api::backoff;
use crate::api::decode::Outcome;
use crate::api::endpoint::Request;
use crate::api::error::{ApiError, Lost};
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, Millis, TurnKey};
use crate::domain::turn::TurnState;

/// HTTP status of a refused token.
const UNAUTHORIZED: u16 = 401;
/// Tries of a GET that is no poll.
const MAX_TRIES: u32 = 5;
/// How long the page's `headers` hook may take, in ms.
const HOOK_MS: u64 = 10_000;

/// Applies one event and says what has to be done now, in this order.
///
/// Pure: the same model and event always give the same result.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let mut step =
        Step { model, now: event.now, random: event.random, effects: Vec::new(), settled: Vec::new() };
    step.apply(event.kind);
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
            Kind::Stopped(key) => self.stop(key),
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
                self.open(conversation, &kept);
                self.focus(Place::Transcript);
            }
            Kind::OpenedAgain => self.open_again(),
            Kind::OlderWanted => self.older_wanted(),
            Kind::HistoryWanted(kept) => self.history_wanted(&kept),
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
            Kind::Left(request) => self.left(request),
            Kind::Progress(request) => self.progress(request),
            Kind::Due(request) => self.overdue(request),
            Kind::Probed(answers) => self.probed(answers),
            Kind::ReachAgain => self.check_reach(),
            Kind::Replied { request, outcome } => self.replied(request, outcome),
            Kind::Fired(timer) => self.fired(timer),
            Kind::Claimed { turn, intent, granted } => self.claimed(turn, &intent, granted),
            Kind::Locked(message) => self.locked(message),
            Kind::LockLost(message) => self.lock_lost(&message),
            Kind::Hidden(hidden) => self.pause(|model| model.hidden = hidden),
            Kind::Offline(offline) => self.pause(|model| model.offline = offline),
            Kind::Heard(note) => self.heard(note),
        }
    }

    fn replied(&mut self, id: RequestId, outcome: Outcome) {
        // A request that has no purpose any more: its reply is too late to change anything.
        let Some(index) = self.model.requests.iter().position(|pending| pending.id == id) else { return };
        let pending = self.model.requests.swap_remove(index);
        let status = outcome.as_ref().map_or(0, |reply| reply.status);
        self.log(
            "reply",
            vec![
                ("request", id.0.to_string()),
                ("status", status.to_string()),
                ("ms", self.now.saturating_sub(pending.sent_at).to_string()),
            ],
        );
        if let Err(Lost::NotSent(cause)) = &outcome {
            self.log("hook", vec![("request", id.0.to_string()), ("cause", cause.clone())]);
        }
        self.note_reach(&outcome);
        let stopped = match pending.purpose {
            Purpose::Post(key) => self.model.turn(key).is_none_or(|turn| turn.state != TurnState::Sending),
            _ => false,
        };
        if status == UNAUTHORIZED && !pending.again && !stopped {
            // The host's `headers` hook is asked before every request: a fresh token may do.
            return self.transmit(pending.purpose, pending.request, true);
        }
        match pending.purpose {
            Purpose::Info(tries) => self.info_told(tries, outcome),
            Purpose::Space(tries) => self.space_told(tries, outcome),
            Purpose::Samples => self.samples_told(outcome),
            Purpose::Post(key) => self.posted(key, outcome),
            Purpose::Poll(key) => {
                self.slept(pending.sent_at + u64::from(pending.request.timeout_ms));
                self.polled(key, outcome);
            }
            Purpose::Look(key) => self.looked(key, outcome),
            Purpose::Begun(key, conversation) => self.begun_looked(key, conversation, outcome),
            Purpose::Late(key, looks) => self.late_told(key, looks, outcome),
            Purpose::Rows(wanted) => self.rows_told(wanted, outcome),
            Purpose::Messages(page) => self.messages_told(page, outcome),
            Purpose::History(token) => self.history_told(token.as_deref(), outcome),
            Purpose::Delete(conversation) => self.delete_told(&conversation, outcome),
            Purpose::Feedback(key, sent) => self.rated(key, &sent, outcome),
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
                self.poll(key);
            }
            Alarm::Repost(key) => self.post(key),
            Alarm::Look(key) => self.look(key),
            Alarm::Late(key, looks) => self.look_late(key, looks),
            Alarm::Rows(wanted) => self.fetch_rows(wanted),
            Alarm::Messages(page) => self.fetch_messages(page),
            Alarm::Delete(conversation) => self.delete_now(conversation),
            Alarm::Info(tries) => self.info_again(tries),
            Alarm::Space(tries) => self.space_again(tries),
            Alarm::Start => {
                self.model.starting = false;
                self.advance();
            }
            Alarm::Claim(key) => self.claim_late(key),
            Alarm::Over(key) => self.over(key),
        }
    }

    fn send(&mut self, purpose: Purpose, request: Request) {
        self.transmit(purpose, request, false);
    }

    fn transmit(&mut self, purpose: Purpose, request: Request, again: bool) {
        let id = RequestId(self.model.fresh());
        let method = request.method.as_str().to_owned();
        self.log("request", vec![("request", id.0.to_string()), ("method", method)]);
        let pending =
            Pending { id, purpose, request: request.clone(), sent_at: self.now, again, left: false };
        self.model.requests.push(pending);
        self.effects.push(Effect::Send { id, request });
        self.effects.push(Effect::Watch { id, ms: HOOK_MS });
    }

    /// The page's hook has answered. From here on the request has the time that is its own.
    fn left(&mut self, id: RequestId) {
        if let Some(pending) = self.model.requests.iter_mut().find(|pending| pending.id == id) {
            pending.left = true;
            let ms = u64::from(pending.request.timeout_ms);
            self.effects.push(Effect::Watch { id, ms });
        }
    }

    /// A long reply takes its time, as long as something of it comes.
    fn progress(&mut self, id: RequestId) {
        self.left(id);
    }

    /// The time of a request is over, whatever the browser does with it.
    fn overdue(&mut self, id: RequestId) {
        let Some(pending) = self.model.requests.iter().find(|pending| pending.id == id) else { return };
        let lost = match pending.left {
            true => Lost::Timeout,
            false => Lost::NotSent(String::from("the headers hook took more than 10 s")),
        };
        self.effects.push(Effect::Abort(id));
        self.replied(id, Err(lost));
    }

    /// Longest wait for one answer, and for anything that the service asks to wait for, in ms.
    fn max_wait_ms(&self) -> u64 {
        self.model.config.as_ref().map_or(0, |config| config.max_wait_ms)
    }

    /// How long to wait before a GET that is no poll is tried again; none where it is not.
    fn retry_in(&self, error: &ApiError, tries: u32) -> Option<u64> {
        let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(tries, self.random));
        (error.is_passing() && tries < MAX_TRIES && wait <= self.max_wait_ms()).then_some(wait)
    }

    fn wait(&mut self, alarm: Alarm, ms: u64) {
        let id = TimerId(self.model.fresh());
        self.model.timers.push((id, alarm));
        self.effects.push(Effect::Wait { id, ms });
    }

    /// Ends the requests and timers whose owner that concerns.
    fn cancel(&mut self, ends: impl Fn(Owner<'_>) -> bool) {
        self.abort(|purpose| ends(requester(purpose)));
        self.disarm(|alarm| ends(owner(alarm)));
    }

    /// Ends requests.
    fn abort(&mut self, ends: impl Fn(&Purpose) -> bool) {
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
    fn disarm(&mut self, ends: impl Fn(&Alarm) -> bool) {
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
        | Purpose::Begun(key, _)
        | Purpose::Late(key, _)
        | Purpose::Feedback(key, _) => Owner::Turn(*key),
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
