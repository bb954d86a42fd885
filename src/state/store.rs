//! The state within the browser: one signal, changed by events alone.

use super::effect::{Effect, RequestId, TimerId};
use super::effects::{self, Face, Keep, Look, Shell};
use super::event::{Event, Kind};
use super::model::Model;
use super::note::Note;
use super::{select, stored, update};
use crate::config::{Config, RawAttributes};
use crate::domain::ids::{ConversationId, Millis};
use crate::platform::{clock, presence};
use leptos::prelude::{
    LocalStorage, RwSignal, Set, StoredValue, Update, UpdateUntracked, WithUntracked, WithValue,
};
use wasm_bindgen::JsValue;

/// What a tab tells the others when everything is to be forgotten.
const FORGET: &str = "f";

/// A handle that views and callbacks pass around.
#[derive(Debug, Clone, Copy)]
pub struct Store {
    /// What views read.
    pub model: RwSignal<Model>,
    /// The time as countdowns show it; it ticks only while something is counted.
    pub clock: RwSignal<Millis>,
    pub(super) shell: StoredValue<Shell, LocalStorage>,
}

fn event(kind: Kind) -> Event {
    Event { now: clock::now_ms(), random: clock::random(), kind }
}

impl Store {
    /// A store for one element; `face` is how the page sees it, `memory` a storage that lives as long as the element.
    pub fn new(face: Box<dyn Face>, memory: JsValue) -> Self {
        Self {
            model: RwSignal::new(Model::default()),
            clock: RwSignal::new(clock::now_ms()),
            shell: StoredValue::new_local(Shell::new(face, memory)),
        }
    }

    /// Applies what happened and performs what follows. Does nothing once the element is gone.
    pub fn dispatch(self, kind: Kind) {
        let effects = self.model.try_update(|model| update(model, event(kind)));
        self.perform(effects);
        self.shell.try_with_value(|shell| self.model.try_with_untracked(|model| shell.look(Some(model))));
        let known = self.model.try_with_untracked(Model::knows_caller).unwrap_or_default();
        self.shell.try_with_value(|shell| shell.follow_draft(known));
        self.keep_time();
    }

    /// Does what was promised before the element ends. No view hears of it: one that is told now runs when what it
    /// reads is gone.
    pub fn leave(self) {
        let effects = self.model.try_update_untracked(|model| update(model, event(Kind::Leaving)));
        self.perform(effects);
        self.shell.try_with_value(|shell| shell.leave_draft(false));
    }

    fn perform(self, effects: Option<Vec<Effect>>) {
        for effect in effects.into_iter().flatten() {
            self.shell.try_with_value(|shell| effects::perform(self, shell, effect));
        }
    }

    /// Calls `look` now, after each event, and with nothing when the element ends, until it says that
    /// it has seen what it waits for. It must not dispatch.
    pub fn wait(self, mut look: Look) {
        let done = self.model.try_with_untracked(|model| look(Some(model)));
        if done == Some(false) {
            self.shell.try_with_value(|shell| shell.wait(look));
        }
    }

    /// Lets the clock tick as long as something is counted.
    fn keep_time(self) {
        let counts = |model: &Model| select::counts(model, clock::now_ms());
        let counts = self.model.try_with_untracked(counts).unwrap_or_default();
        self.shell.try_with_value(|shell| shell.tick(self, counts));
    }

    /// Takes the element's attributes; starts afresh only where they name another place.
    pub fn configure(self, raw: &RawAttributes) {
        match Config::parse(raw) {
            Ok(mut config) => {
                let same = |now: &&Config| now.relay_url == config.relay_url && now.space == config.space;
                let known = |model: &Model| model.config.as_ref().filter(same)?.caller.clone();
                config.caller = self.model.try_with_untracked(known).flatten();
                self.settle(config);
            }
            Err(error) => {
                // While it is known where to send it.
                self.dispatch(Kind::Leaving);
                self.shell.try_with_value(|shell| {
                    shell.leave_draft(false);
                    shell.set_place(self, None);
                });
                self.dispatch(Kind::Misconfigured(error));
            }
        }
    }

    fn settle(self, mut config: Config) {
        let now = self.model.try_with_untracked(|model| model.config.clone()).flatten();
        if let Some(mut now) = now.filter(|now| !now.same_place(&config)) {
            // What was promised in the place that is left is done there.
            self.dispatch(Kind::Leaving);
            now.caller = None;
            let goes_along = now.same_place(&config);
            self.shell.try_with_value(|shell| shell.leave_draft(goes_along));
        }
        self.shell.try_with_value(|shell| shell.set_place(self, Some(&config)));
        config.caller = self.kept(Keep::caller);
        let kept = self.kept(|keep| Some(keep.kept(None))).unwrap_or_default();
        self.dispatch(Kind::Configured { config, kept });
    }

    /// The relay has named another caller than the one whose state this is.
    pub(super) fn belongs_to(self, caller: String) {
        let now = self.model.try_with_untracked(|model| model.config.clone()).flatten();
        let Some(now) = now.filter(|now| now.caller.as_ref() != Some(&caller)) else { return };
        let config = Config { caller: Some(caller), ..now };
        self.shell.try_with_value(|shell| shell.keep_of(&config).take_over());
        self.settle(config);
    }

    /// Looks whether the page can be seen and has a connection.
    pub fn look_around(self) {
        self.dispatch(Kind::Hidden(presence::is_hidden()));
        self.dispatch(Kind::Offline(presence::is_offline()));
    }

    pub(super) fn kept<T>(self, read: impl FnOnce(&Keep) -> Option<T>) -> Option<T> {
        self.shell.try_with_value(|shell| shell.keep(read)).flatten().flatten()
    }

    /// Takes in what is stored now.
    pub(super) fn read_again(self) {
        let kept = self.kept(|keep| Some(keep.kept(None)));
        self.dispatch(Kind::Learned(kept.unwrap_or_default()));
    }

    /// The reader, or the page, opens a conversation.
    pub fn open(self, conversation: ConversationId) {
        // The records that were read at the start may be out of date.
        self.read_again();
        let kept = self.kept(|keep| Some(keep.kept(Some(&conversation))));
        self.dispatch(Kind::Opened { conversation, kept: kept.unwrap_or_default() });
    }

    /// The reader looks at past conversations.
    pub fn show_history(self) {
        let kept = self.kept(|keep| Some(keep.conversations()));
        self.dispatch(Kind::HistoryWanted(kept.unwrap_or_default()));
    }

    /// Removes all that is kept of this relay and space on this device, in every tab.
    pub fn forget(self) {
        self.shell.try_with_value(|shell| shell.tell(FORGET));
        self.forget_here();
    }

    fn forget_here(self) {
        self.kept(|keep| {
            keep.forget();
            Some(())
        });
        self.dispatch(Kind::Forgotten);
        let promised = self.model.try_with_untracked(stored::promised).unwrap_or_default();
        // The model writes that nothing is open; that is a trace, too. What the reader was promised is not forgotten.
        self.kept(|keep| {
            keep.forget();
            Some(promised.iter().all(|(record, text)| keep.keep(record, text)))
        });
    }

    /// Another tab has told something.
    pub(super) fn hear(self, text: &str) {
        if text == FORGET {
            self.forget_here();
        } else if let Some(note) = Note::parse(text) {
            if let Note::Taken(intent) = &note {
                // Whatever becomes of the other tab, this one never asks the same.
                self.kept(|keep| Some(keep.claim(intent)));
            }
            self.dispatch(Kind::Heard(note));
        }
    }

    pub(super) fn fired(self, timer: TimerId) {
        self.shell.try_with_value(|shell| shell.forget_timer(timer));
        self.dispatch(Kind::Fired(timer));
    }

    /// Keeps what is typed, so that a reload does not lose it.
    pub fn keep_draft(self, text: &str) {
        self.shell.try_with_value(|shell| shell.keep_draft(text));
    }

    /// Puts a text into the composer, to be changed before it is asked.
    pub fn compose(self, text: &str) {
        self.shell.try_with_value(|shell| shell.compose(text));
    }

    /// Ends all requests, timers and locks of the element.
    pub fn end(self) {
        self.shell.try_with_value(Shell::end);
    }

    pub(super) fn finished(self, request: RequestId) -> bool {
        self.shell.try_with_value(|shell| shell.finished(request)).unwrap_or_default()
    }

    pub(super) fn tick(self) {
        self.clock.try_set(clock::now_ms());
        self.keep_time();
    }
}
