//! The state within the browser: one signal, changed by events alone.

use super::effects::{self, Face, Shell};
use super::event::{Event, Kind};
use super::model::Model;
use super::update;
use crate::config::{Config, RawAttributes};
use crate::platform::clock;
use leptos::prelude::{LocalStorage, RwSignal, StoredValue, Update, WithValue};

/// A handle that views and callbacks pass around.
#[derive(Debug, Clone, Copy)]
pub struct Store {
    /// What views read.
    pub model: RwSignal<Model>,
    shell: StoredValue<Shell, LocalStorage>,
}

impl Store {
    /// A store for one element; `face` is how the page sees it.
    pub fn new(face: Box<dyn Face>) -> Self {
        Self { model: RwSignal::new(Model::default()), shell: StoredValue::new_local(Shell::new(face)) }
    }

    /// Applies what happened and performs what follows. Does nothing once the element is gone.
    pub fn dispatch(self, kind: Kind) {
        let event = Event { now: clock::now_ms(), random: clock::random(), kind };
        if let Some(effects) = self.model.try_update(|model| update(model, event)) {
            for effect in effects {
                self.shell.try_with_value(|shell| effects::perform(self, shell, effect));
            }
        }
    }

    /// Takes the element's attributes; starts afresh only where they name another place.
    pub fn configure(self, raw: &RawAttributes) {
        let parsed = Config::parse(raw);
        self.shell.try_with_value(|shell| shell.set_place(parsed.as_ref().ok()));
        match parsed {
            Ok(config) => {
                let stored = self.shell.try_with_value(Shell::stored).flatten();
                self.dispatch(Kind::Configured { config, stored });
            }
            Err(error) => self.dispatch(Kind::Misconfigured(error)),
        }
    }

    /// The draft that was left in this tab.
    pub fn draft(self) -> Option<String> {
        self.shell.try_with_value(Shell::draft).flatten()
    }

    /// Keeps what is typed, so that a reload does not lose it.
    pub fn keep_draft(self, text: &str) {
        self.shell.try_with_value(|shell| shell.keep_draft(text));
    }

    /// Ends all requests and timers of the element.
    pub fn end(self) {
        self.shell.try_with_value(Shell::end);
    }

    pub(super) fn finished(self, request: super::effect::RequestId) {
        self.shell.try_with_value(|shell| shell.finished(request));
    }
}
