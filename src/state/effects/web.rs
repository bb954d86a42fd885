//! Stores an element's state in the browser's storage, or in memory.

use wasm_bindgen::JsValue;

use crate::config::Persist;
use crate::platform::storage::{self, Area};
use crate::state::keep::{self, Place, Storage};

/// The stored state of an element of a page.
pub type Keep = keep::Keep<WebStorage>;

/// The browser's storage, or what takes its place.
#[derive(Debug)]
pub struct WebStorage {
    /// A storage that lives as long as the element, where nothing may be written elsewhere.
    memory: Option<JsValue>,
}

impl WebStorage {
    pub(super) fn new(memory: &JsValue, persist: Persist) -> Self {
        Self { memory: (persist == Persist::None).then(|| memory.clone()) }
    }

    fn at(&self, place: Place) -> JsValue {
        match (&self.memory, place) {
            (None, Place::Local) => storage::open(Area::Local),
            (None, Place::Session) => storage::open(Area::Session),
            (Some(memory), Place::Session) => memory.clone(),
            // Memory is no place that other tabs read.
            (Some(_), Place::Local) => JsValue::UNDEFINED,
        }
    }
}

impl Storage for WebStorage {
    fn get(&self, place: Place, key: &str) -> Option<String> {
        storage::get(&self.at(place), key)
    }

    fn set(&self, place: Place, key: &str, value: &str) -> bool {
        storage::set(&self.at(place), key, value)
    }

    fn remove(&self, place: Place, key: &str) -> bool {
        storage::remove(&self.at(place), key)
    }

    fn names(&self, place: Place) -> Vec<String> {
        storage::names(&self.at(place))
    }
}
