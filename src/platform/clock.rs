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
    let language = web_sys::window().and_then(|window| window.navigator().language());
    let options = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    drop(Reflect::set(&options, &"dateStyle".into(), &"long".into()));
    date(ms).to_locale_date_string(language.as_deref().unwrap_or("en"), &options).into()
}

fn date(ms: u64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}

/// A random number, evenly spread; good enough for jitter, not for secrets.
pub fn random() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}

/// Milliseconds since the page began, for measuring how long something takes.
pub fn elapsed_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Calls `act` after some milliseconds.
pub fn later(ms: u32, act: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(ms, act).forget();
}
