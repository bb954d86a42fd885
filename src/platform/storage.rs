//! The browser's storage, which may refuse at any call: in third-party frames, sandboxes, when full.

use web_sys::Storage;

/// Which storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Until it is forgotten; shared by all tabs.
    Local,
    /// As long as the tab lives.
    Session,
}

fn open(area: Area) -> Option<Storage> {
    let window = web_sys::window()?;
    match area {
        Area::Local => window.local_storage().ok()?,
        Area::Session => window.session_storage().ok()?,
    }
}

/// Reads a value; `None` also where the storage refuses.
pub fn get(area: Area, key: &str) -> Option<String> {
    open(area)?.get_item(key).ok()?
}

/// Writes a value; false where the storage refuses.
pub fn set(area: Area, key: &str, value: &str) -> bool {
    open(area).is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes a value; false where the storage refuses.
pub fn remove(area: Area, key: &str) -> bool {
    open(area).is_some_and(|storage| storage.remove_item(key).is_ok())
}

/// The names of everything that is stored; none where the storage refuses.
pub fn names(area: Area) -> Vec<String> {
    let Some(storage) = open(area) else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}
