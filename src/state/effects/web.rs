//! Where what is kept of an element stands: in the browser's storage, or in memory.

use wasm_bindgen::JsValue;

use crate::config::Persist;
use crate::platform::storage::{self, Area};
use crate::platform::{js, memory};
use crate::state::keep::{self, Place, Storage};

/// What is kept of an element of a page.
pub type Keep = keep::Keep<WebStorage>;

/// The browser's storage, or what takes its place.
#[derive(Debug)]
pub struct WebStorage {
    /// A `Map` that lives as long as the element, where nothing may be written elsewhere. It has no place that other
    /// tabs read.
    memory: Option<JsValue>,
}

impl WebStorage {
    pub(super) fn new(memory: &JsValue, persist: Persist) -> Self {
        Self { memory: (persist == Persist::None).then(|| memory.clone()) }
    }

    /// Calls a method of the `Map`; `None` also if there is none for that place.
    fn ask(&self, place: Place, name: &str, arguments: &[&str]) -> Option<JsValue> {
        let memory = self.memory.as_ref().filter(|_| place == Place::Session)?;
        let arguments: Vec<JsValue> = arguments.iter().map(|text| JsValue::from_str(text)).collect();
        js::call(memory, name, &arguments)
    }
}

fn area(place: Place) -> Area {
    match place {
        Place::Local => Area::Local,
        Place::Session => Area::Session,
    }
}

impl Storage for WebStorage {
    fn get(&self, place: Place, key: &str) -> Option<String> {
        match self.memory {
            None => storage::get(area(place), key),
            Some(_) => self.ask(place, "get", &[key])?.as_string(),
        }
    }

    fn set(&self, place: Place, key: &str, value: &str) -> bool {
        match self.memory {
            None => storage::set(area(place), key, value),
            Some(_) => self.ask(place, "set", &[key, value]).is_some(),
        }
    }

    fn remove(&self, place: Place, key: &str) -> bool {
        match self.memory {
            None => storage::remove(area(place), key),
            Some(_) => self.ask(place, "delete", &[key]).is_some(),
        }
    }

    fn names(&self, place: Place) -> Vec<String> {
        match &self.memory {
            None => storage::names(area(place)),
            Some(memory) if place == Place::Session => memory::names(memory),
            Some(_) => Vec::new(),
        }
    }
}
