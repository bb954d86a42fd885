//! The browser's storage, which may refuse at any call: in third-party frames, sandboxes, when full.

use web_sys::Storage;

/// Which storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Until it is forgotten; shared by all tabs.
    Local,
    /// As long as the tab lives.
    Session,
}

fn open(place: Place) -> Option<Storage> {
    let window = web_sys::window()?;
    match place {
        Place::Local => window.local_storage().ok()?,
        Place::Session => window.session_storage().ok()?,
    }
}

/// Reads a value; `None` also where the storage refuses.
pub fn get(place: Place, key: &str) -> Option<String> {
    open(place)?.get_item(key).ok()?
}

/// Writes a value; false where the storage refuses.
pub fn set(place: Place, key: &str, value: &str) -> bool {
    open(place).is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes a value; false where the storage refuses.
pub fn remove(place: Place, key: &str) -> bool {
    open(place).is_some_and(|storage| storage.remove_item(key).is_ok())
}

/// The names of everything that is stored; none where the storage refuses.
pub fn names(place: Place) -> Vec<String> {
    let Some(storage) = open(place) else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}
