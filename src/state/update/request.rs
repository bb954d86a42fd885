//! The one rule for every request: its log, its time, the token that is refused once, and what it came to.

use super::{MAX_TRIES, Step};
use crate::api::backoff;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint::Request;
use crate::api::error::{ApiError, Lost};
use crate::domain::failure::{Advice, Failure};
use crate::domain::turn::TurnState;
use crate::state::effect::{Effect, RequestId};
use crate::state::model::{Pending, Purpose};

/// HTTP status of a refused token.
const UNAUTHORIZED: u16 = 401;
/// How long the page's `headers` hook may take, in ms.
const HOOK_MS: u64 = 10_000;

impl Step<'_> {
    pub(super) fn send(&mut self, purpose: Purpose, request: Request) {
        self.transmit(purpose, request, false);
    }

    pub(super) fn transmit(&mut self, purpose: Purpose, request: Request, again: bool) {
        let id = RequestId(self.model.fresh());
        let method = request.method.as_str().to_owned();
        self.log("request", vec![("request", id.0.to_string()), ("method", method)]);
        let pending =
            Pending { id, purpose, request: request.clone(), sent_at: self.now, again, left: false };
        self.model.requests.push(pending);
        self.effects.push(Effect::Send { id, request });
        self.effects.push(Effect::Watch { id, ms: HOOK_MS });
    }

    /// The page's hook has answered: from here on the request has the time that is its own. It begins anew with each
    /// piece of a long reply, which takes as long as it takes.
    pub(super) fn left(&mut self, id: RequestId) {
        if let Some(pending) = self.model.requests.iter_mut().find(|pending| pending.id == id) {
            pending.left = true;
            let ms = u64::from(pending.request.timeout_ms);
            self.effects.push(Effect::Watch { id, ms });
        }
    }

    /// The time of a request is over, whatever the browser does with it.
    pub(super) fn overdue(&mut self, id: RequestId) {
        let Some(pending) = self.model.requests.iter().find(|pending| pending.id == id) else { return };
        let lost = match pending.left {
            true => Lost::Timeout,
            false => Lost::NotSent(String::from("the headers hook took more than 10 s")),
        };
        self.effects.push(Effect::Abort(id));
        self.replied(id, Err(lost));
    }

    pub(super) fn replied(&mut self, id: RequestId, outcome: Outcome) {
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
        let of_info = matches!(pending.purpose, Purpose::Info(_));
        // Another service may answer at this address, with what is neither.
        let foreign = status == 200
            && match pending.purpose {
                Purpose::Info(_) => decode::relay_info(outcome.clone()).is_err(),
                Purpose::Space(_) => decode::space_title(outcome.clone()).is_err(),
                _ => false,
            };
        if let Ok(reply) = &outcome
            && (reply.ours || !foreign)
        {
            self.note_relay(reply, of_info);
        }
        if !foreign {
            self.note_reach(&outcome, of_info);
        }
        let relay_known = self.model.relay_known;
        let mut stopped = false;
        if let Purpose::Post(key) = pending.purpose {
            let Some(turn) = self.model.turn_mut(key) else { return };
            stopped = turn.state != TurnState::Sending;
            if let Ok(reply) = &outcome {
                // A browser may have sent it before, and only its repetition have been refused, by somebody on the way. A
                // relay of ours marks all that it says: behind one, nobody else's word counts.
                let services = reply.status == 429 || ApiError::refused(reply).is_of_service();
                turn.doubt |= !reply.ours && (relay_known || !services);
            }
        }
        if status == UNAUTHORIZED && !pending.again && !stopped {
            // The host's `headers` hook is asked before every request: a fresh token may do.
            return match pending.purpose {
                // Meanwhile another tab may have begun its conversation, or the connection have gone.
                Purpose::Post(key) => self.post(key, true),
                purpose => self.transmit(purpose, pending.request, true),
            };
        }
        match pending.purpose {
            Purpose::Info(tries) => self.info_told(tries, outcome),
            Purpose::Space(tries) => self.space_told(tries, outcome),
            Purpose::Samples => self.samples_told(outcome),
            Purpose::Post(key) => self.posted(key, outcome),
            Purpose::Poll(key) => {
                self.polled(key, outcome);
                self.slept(pending.sent_at + u64::from(pending.request.timeout_ms));
            }
            Purpose::Look(key) => self.looked(key, outcome),
            Purpose::Begun(begun) => self.begun_looked(begun, outcome),
            Purpose::Late(key, looks) => self.late_told(key, looks, outcome),
            Purpose::Rows(wanted) => self.rows_told(wanted, outcome),
            Purpose::Messages(page) => self.messages_told(page, outcome),
            Purpose::History(token) => self.history_told(token.as_deref(), outcome),
            Purpose::Delete(conversation) => self.delete_told(&conversation, outcome),
            Purpose::Feedback(key, sent) => self.rated(key, &sent, outcome),
        }
    }

    /// Returns the failure to show for an error. Once the service has answered, the relay's URL is right, and a proxy that knows no way to it
    /// will know one again.
    pub(super) fn failure_of(&self, error: ApiError) -> Failure {
        let passing = error.is_of_a_proxy() && (self.model.relay_known || self.model.unmarked);
        let failure = error.into_failure();
        if !passing {
            return failure;
        }
        let Failure { detail, request_id, .. } = failure;
        Failure { detail, request_id, ..Failure::of(Advice::Unavailable) }
    }

    /// How long to wait before a GET that is no poll is tried again; none where it is not.
    pub(super) fn retry_in(&self, error: &ApiError, tries: u32) -> Option<u64> {
        let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(tries, self.random));
        (error.is_passing() && tries < MAX_TRIES && wait <= self.max_wait_ms()).then_some(wait)
    }
}
