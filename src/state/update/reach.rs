//! Whether the relay can be reached. A question leaves only to a relay that answers, because of one that
//! leaves to any other, nobody could say whether it arrived.
//!
//! The request for the space tells: it takes the same way as questions do. A browser does not say why a
//! request to another origin failed, so that a refused page, a sign-in page and a broken connection look the same.
//! Something that answers a request whose reply this page may not read tells them apart.

use super::{MAX_TRIES, Step};
use crate::api::decode::{self, Outcome};
use crate::api::error::{ApiError, Lost, Reply};
use crate::api::{backoff, endpoint};
use crate::domain::failure::{Advice, Code, Failure};
use crate::domain::turn::TurnState;
use crate::state::effect::Effect;
use crate::state::model::{Alarm, Purpose, Reached};

/// How long it is waited at most before the relay is tried again, in ms: the reader waits for it.
const AGAIN_MS: u64 = 10_000;
/// Requests in a row that bring no reply before it is found out why.
pub(super) const SILENT: u32 = 3;

impl Step<'_> {
    /// Asks what the relay is, and whether it lets this page in.
    pub(super) fn start(&mut self) {
        self.send(Purpose::Info(1), endpoint::relay_info());
        self.check_reach();
        self.wait(Alarm::Start, START_MS);
    }

    /// Nothing waits any longer for what the relay is.
    pub(super) fn started(&mut self) {
        self.model.starting = false;
        self.disarm(&|alarm| *alarm == Alarm::Start);
        self.unpark();
        self.advance();
    }

    /// Takes in whether a reply is that of a relay of ours, which alone knows a repeated question again. Something on the
    /// way may answer for it at any time, most likely what asks what it is.
    pub(super) fn note_relay(&mut self, reply: &Reply, of_info: bool) {
        if reply.ours {
            let new = !std::mem::replace(&mut self.model.relay_known, true);
            if new && std::mem::take(&mut self.model.informed) && !of_info {
                self.info_again(1);
            }
        } else if !of_info && !self.model.unmarked && decode::is_of_service(reply) {
            self.model.unmarked = true;
            self.settle_plain();
        }
    }

    /// A plain proxy does not know the request for what it is, and lets the service answer others.
    fn settle_plain(&mut self) {
        if self.model.looks_plain && self.model.unmarked && !self.model.relay_known && !self.model.informed {
            self.disarm(&|alarm| matches!(alarm, Alarm::Info(_)));
            self.informed(decode::RelayInfo::default(), false);
        }
    }

    /// Takes in whether a request brought a reply, whatever it was for; `of_info` says that it asked what the relay
    /// is.
    pub(super) fn note_reach(&mut self, outcome: &Outcome, of_info: bool) {
        match outcome {
            Ok(reply) if decode::is_of_another(reply) => {}
            Ok(_) => {
                self.model.silent = 0;
                let new = std::mem::replace(&mut self.model.reached, Reached::Now) != Reached::Now;
                if self.model.reach.take().is_some() || new {
                    self.log("reached", Vec::new());
                    self.disarm(&|alarm| matches!(alarm, Alarm::Space(_)));
                    self.unpark();
                    if !self.model.informed && !of_info {
                        self.info_again(1);
                    }
                    self.advance();
                }
            }
            Err(Lost::Redirected) => self.unreachable(Failure::of(Advice::Session)),
            Err(_) if self.model.offline => {}
            Err(Lost::NotSent(cause)) => {
                let before = self.model.reached;
                if before == Reached::Never {
                    self.report(Failure::of(Advice::Hook).with_detail(cause.clone()));
                }
                if before != Reached::Now {
                    self.model.reached = Reached::Unasked;
                    self.unpark();
                    self.advance();
                }
            }
            Err(_) => {
                self.model.silent = self.model.silent.saturating_add(1);
                if self.model.silent == SILENT {
                    self.check_reach();
                }
            }
        }
    }

    /// Asks for the space, unless that is under way: its reply tells whether the relay can be reached.
    pub(super) fn check_reach(&mut self) {
        let asks = |purpose: &Purpose| matches!(purpose, Purpose::Space(_));
        if self.model.requests.iter().all(|pending| !asks(&pending.purpose)) {
            self.space_again(1);
        }
    }

    /// Asks for the space after that time, and not before.
    fn space_in(&mut self, tries: u32, ms: u64) {
        self.disarm(&|alarm| matches!(alarm, Alarm::Space(_)));
        self.wait(Alarm::Space(tries), ms);
    }

    pub(super) fn space_again(&mut self, tries: u32) {
        self.disarm(&|alarm| matches!(alarm, Alarm::Space(_)));
        let Some(config) = &self.model.config else { return };
        let request = endpoint::get_space(&config.space);
        self.send(Purpose::Space(tries), request);
    }

    pub(super) fn info_again(&mut self, tries: u32) {
        let asks = |purpose: &Purpose| matches!(purpose, Purpose::Info(_));
        let asked = self.model.requests.iter().any(|pending| asks(&pending.purpose));
        if self.model.config.is_some() && !asked {
            self.disarm(&|alarm| matches!(alarm, Alarm::Info(_)));
            self.send(Purpose::Info(tries), endpoint::relay_info());
        }
    }

    /// The space. A title that cannot be had is no failure: asking will tell what is wrong. But something that is
    /// no relay at all is told before the reader asks in vain.
    pub(super) fn space_told(&mut self, tries: u32, outcome: Outcome) {
        let cut = matches!(outcome, Err(Lost::Network(_)));
        let page = outcome.as_ref().is_ok_and(decode::is_page);
        let error = match decode::space_title(outcome) {
            Ok(title) => {
                self.model.space_title = title;
                return;
            }
            Err(error) => error,
        };
        let mut failure = error.clone().into_failure();
        let nonsense = matches!(error, ApiError::Malformed { .. }) && !page && tries > 1;
        if nonsense {
            failure.advice = Advice::Endpoint;
        }
        let wrong = page || failure.advice == Advice::Endpoint;
        // A relay of ours marks, too, what it serves beside the service, and may be replaced for a while.
        if wrong && (!self.model.relay_known || self.model.reached == Reached::Never) {
            self.unreachable(Failure { code: Code::Config, ..failure });
        } else if cut && !self.model.offline {
            match &self.model.config {
                Some(config) if self.model.is_foreign() => {
                    self.effects.push(Effect::Probe(endpoint::get_space(&config.space)));
                }
                _ => self.probed(false),
            }
        }
        if self.model.reach.is_some() || self.model.reached != Reached::Now {
            // Nothing else can be done without: it is tried as long as it takes.
            let again = backoff::retry_delay_ms(tries, self.random).min(AGAIN_MS);
            let wait = error.retry_after_ms().unwrap_or(again);
            self.space_in(tries.saturating_add(1), wait.min(self.max_wait_ms()));
        }
    }

    /// Whether anything answers where this page gets no reply. That says nothing about a question that was cut: an
    /// error page of a proxy may be as unreadable as a refused preflight.
    pub(super) fn probed(&mut self, answers: bool) {
        if self.model.silent == 0 {
            return;
        }
        if answers {
            self.unreachable(Failure::of(Advice::Shut));
        } else if self.model.reached != Reached::Now || self.model.silent > SILENT {
            self.unreachable(Failure::new(Code::Network));
        }
    }

    /// Requests are led elsewhere, where the page's policy does not let them go: to somebody's sign-in page. A question that
    /// was cut meanwhile did not arrive.
    pub(super) fn redirected(&mut self) {
        if self.model.silent == 0 {
            return;
        }
        self.unreachable(Failure::of(Advice::Shut));
        for key in self.model.keys(&|turn| turn.state == TurnState::Sending && turn.cut) {
            self.fail(key, Failure::of(Advice::Shut));
        }
    }

    /// Nothing is asked until the relay answers. The page's developers are told once, if it never did.
    fn unreachable(&mut self, failure: Failure) {
        if self.model.reach.as_ref().is_some_and(|known| known.advice == failure.advice) {
            return;
        }
        if self.model.reach.is_none() && matches!(self.model.reached, Reached::Never | Reached::Unasked) {
            self.effects.push(Effect::Complain);
        }
        self.report(failure.clone());
        self.model.reach = Some(failure);
        self.space_in(1, backoff::retry_delay_ms(2, self.random));
    }

    /// The relay's own description; a plain proxy has none, which is no failure. One that does not come is asked
    /// for again, as everything is.
    pub(super) fn info_told(&mut self, tries: u32, outcome: Outcome) {
        let error = match decode::relay_info(outcome) {
            Ok(info) => return self.informed(info, true),
            Err(error) => error,
        };
        self.model.looks_plain |= error.is_plain() || !error.is_passing();
        let wait = error.retry_after_ms().unwrap_or(backoff::retry_delay_ms(tries, self.random));
        if tries < MAX_TRIES && wait <= self.max_wait_ms() {
            self.wait(Alarm::Info(tries + 1), wait);
        }
        // The stored conversation can be shown meanwhile.
        self.begin();
        self.settle_plain();
    }

    /// Before a question leaves it is asked once more what the relay is, if that has not come; the question waits for it.
    pub(super) fn ask_what_it_is(&mut self) {
        if !self.model.informed && !self.model.starting && !self.model.offline {
            self.model.starting = true;
            self.wait(Alarm::Start, START_MS);
            self.info_again(1);
        }
    }
}

/// How long questions wait for what the relay is, in ms: without its name for an attempt, the browser itself may
/// send a question twice.
pub(super) const START_MS: u64 = 10_000;
