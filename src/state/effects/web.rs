//! The browser's storage, as what is kept of an element.

use crate::platform::storage::{self, Area};
use crate::state::keep::{self, Place, Storage};

/// Where a page's elements keep what they know.
pub type Keep = keep::Keep<WebStorage>;

/// The browser's storage.
#[derive(Debug, Clone, Copy)]
pub struct WebStorage;

fn area(place: Place) -> Area {
    match place {
        Place::Local => Area::Local,
        Place::Session => Area::Session,
    }
}

impl Storage for WebStorage {
    fn get(&self, place: Place, key: &str) -> Option<String> {
        storage::get(area(place), key)
    }

    fn set(&self, place: Place, key: &str, value: &str) -> bool {
        storage::set(area(place), key, value)
    }

    fn remove(&self, place: Place, key: &str) -> bool {
        storage::remove(area(place), key)
    }

    fn names(&self, place: Place) -> Vec<String> {
        storage::names(area(place))
    }
}
