//! Keys of shortcuts, whatever the keyboard's layout.

/// The name of a key for shortcuts, from the `key` and `code` of its event: an ASCII letter in lower case,
/// also with Caps Lock; the letter in that place of an English keyboard if the layout has another script
/// there; any other key as it is.
pub fn shortcut(key: &str, code: &str) -> String {
    let place = code.strip_prefix("Key").filter(|_| !key.is_ascii() && key.chars().count() == 1);
    let name = place.unwrap_or(key);
    if name.len() == 1 { name.to_ascii_lowercase() } else { name.to_owned() }
}
