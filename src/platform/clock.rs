//! Time and chance. `std::time` panics in a browser.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// The day of a time in the reader's time zone; only good to be compared.
pub fn day(ms: u64) -> String {
    date(ms).to_date_string().into()
}

/// The day before, in the same form.
pub fn day_before(ms: u64) -> String {
    let date = date(ms);
    date.set_date(date.get_date().wrapping_sub(1));
    date.to_date_string().into()
}

/// The day of a time, in words of the reader's language.
pub fn long_date(ms: u64) -> String {
    let options = options(&[("dateStyle", "long")]);
    date(ms).to_locale_date_string(&language(), &options).into()
}

/// A time to the minute, in words of the reader's language.
pub fn moment(ms: u64) -> String {
    let options = options(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    date(ms).to_locale_string(&language(), &options).into()
}

fn language() -> String {
    let language = web_sys::window().and_then(|window| window.navigator().language());
    language.unwrap_or_else(|| "en".to_owned())
}

fn options(values: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in values {
        // Setting a property of a fresh plain object cannot fail.
        drop(Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value)));
    }
    options
}

fn date(ms: u64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}

/// A random number, evenly spread; good enough for jitter, not for secrets.
pub fn random() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}
