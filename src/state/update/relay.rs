//! What the relay says of itself, and what follows.

use super::Step;
use crate::api::decode::{self, Outcome, RelayInfo};
use crate::api::endpoint;
use crate::config::Config;
use crate::state::effect::Effect;
use crate::state::model::{Opening, Purpose};

impl Step<'_> {
    /// What the relay is has come, or will not.
    pub(super) fn informed(&mut self, info: RelayInfo, ours: bool) {
        self.model.relay_known = ours;
        let new = !std::mem::replace(&mut self.model.informed, true);
        let known = self.model.config.as_ref().and_then(|config| config.caller.clone());
        self.model.caller = info.caller;
        self.model.runs_as = info.runs_as;
        self.model.max_question_chars = info.max_question_chars;
        self.model.demo = info.demo;
        self.model.download = info.download;
        self.model.chunks = info.chunks;
        self.model.visualization = info.visualization;
        self.model.owned = info.ownership;
        let other = self.model.caller.clone().filter(|caller| known.as_ref() != Some(caller));
        if info.ownership {
            // Which conversations there are before a first question leaves tells which one it began.
            self.fetch_history(None);
        } else {
            self.started();
        }
        match other {
            Some(caller) => self.effects.push(Effect::Caller(caller)),
            None => self.begin(),
        }
        if new {
            self.look_after_reload(None);
        }
        self.advance();
    }

    /// The space's own questions. A workspace that does not tell them has none.
    pub(super) fn samples_told(&mut self, outcome: Outcome) {
        self.model.samples = Some(decode::sample_questions(outcome).unwrap_or_default());
    }

    /// Asks for the space's own questions to begin with, once, where they would be shown. A relay that
    /// is not ours may pass more of a space than these on.
    pub(super) fn want_samples(&mut self) {
        let model = &*self.model;
        let begun = model.unbegun.is_none() && model.open.opening == Opening::Idle;
        let empty = begun && model.open.turns.is_empty() && model.starters.is_empty();
        // What belongs to another caller than the one it is for is begun anew at once.
        let ours = |config: &&Config| model.caller.is_none() || config.caller == model.caller;
        let Some(config) = model.config.as_ref().filter(ours) else { return };
        if empty && model.relay_known && model.samples.is_none() {
            let request = endpoint::get_agent(&config.space);
            self.model.samples = Some(Vec::new());
            self.send(Purpose::Samples, request);
        }
    }
}
