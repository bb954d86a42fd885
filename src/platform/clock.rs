//! Time and chance. `std::time` panics in a browser.

use std::cell::Cell;

use gloo_timers::callback::Timeout;
use js_sys::{Date, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;

/// Milliseconds after which a page is not painted because it cannot be seen.
const UNSEEN_MS: u32 = 50;

thread_local! {
    /// The last reading of the browser's clock, and how far it was put back since the page began, both in ms.
    static SHOWN: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// Milliseconds since the Unix epoch. A clock that is put back goes on from where it was: durations are taken by it.
pub fn now_ms() -> u64 {
    let shown = Date::now() as u64;
    let (last, back) = SHOWN.get();
    let back = back + last.saturating_sub(shown);
    SHOWN.set((shown, back));
    shown + back
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

/// The day of a time, in words of a locale; empty for a time that no `Date` can hold.
pub fn long_date(ms: u64, locale: Option<&str>) -> String {
    in_words(ms, locale, &[("dateStyle", "long")])
}

/// A time to the minute, in words of a locale; empty for a time that no `Date` can hold.
pub fn moment(ms: u64, locale: Option<&str>) -> String {
    in_words(ms, locale, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// A locale that the browser does not know counts as none.
fn in_words(ms: u64, locale: Option<&str>, parts: &[(&str, &str)]) -> String {
    let date = date(ms);
    if date.get_time().is_nan() {
        return String::new();
    }
    let options = Object::new().into();
    for (name, value) in parts {
        js::set(&options, name, &JsValue::from_str(value));
    }
    let say = |locale| js::call(&date, "toLocaleString", &[locale, options.clone()])?.as_string();
    let said = locale.and_then(|locale| say(JsValue::from_str(locale))).or_else(|| say(JsValue::UNDEFINED));
    said.unwrap_or_else(|| day(ms))
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

/// The moment at which a day (`2026-02-28`) begins in the reader's time zone, or its last microsecond,
/// as text; the day itself where it is none.
pub fn edge_of_day(day: &str, end: bool) -> String {
    let time = [day, if end { "T23:59:59.999" } else { "T00:00:00" }].concat();
    let date = Date::new(&JsValue::from_str(&time));
    if date.get_time().is_nan() {
        return day.to_owned();
    }
    let text = String::from(date.to_iso_string());
    match text.strip_suffix('Z').filter(|_| end) {
        Some(time) => [time, "999Z"].concat(),
        None => text,
    }
}

/// Lets the browser do what waits: paint, and tell what the reader does. A timer, where the browser
/// has nothing better: it takes 4 ms when it is used again and again.
pub async fn breath() {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let scheduler = web_sys::window().and_then(|window| get(&window, "scheduler")).unwrap_or_default();
    let give_way = get(&scheduler, "yield").and_then(|give_way| give_way.dyn_into::<Function>().ok());
    let wait = match give_way.and_then(|give_way| give_way.call0(&scheduler).ok()) {
        Some(promise) => Promise::resolve(&promise),
        None => timeout(0),
    };
    drop(JsFuture::from(wait).await);
}

/// Lets the browser paint what has changed; not much longer than a frame takes, because a page that cannot be
/// seen is not painted.
pub async fn painted() {
    let begun = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Where this is refused, the timer serves.
            drop(window.request_animation_frame(&resolve));
        }
        Timeout::new(UNSEEN_MS, move || drop(resolve.call0(&JsValue::UNDEFINED))).forget();
    });
    drop(JsFuture::from(begun).await);
    // That was the beginning of the frame. Not `breath`, behind which comes whatever else waits.
    drop(JsFuture::from(timeout(0)).await);
}

fn timeout(ms: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        Timeout::new(ms, move || drop(resolve.call0(&JsValue::UNDEFINED))).forget();
    })
}

/// Something that is to be done, until it is dropped.
#[must_use = "what is dropped is not done"]
pub struct Planned(#[expect(dead_code, reason = "it is held, not read")] Timeout);

/// Calls `act` after some milliseconds, unless what it gives is dropped before.
pub fn plan(ms: u32, act: impl FnOnce() + 'static) -> Planned {
    Planned(Timeout::new(ms, act))
}

/// Calls `act` after some milliseconds.
pub fn later(ms: u32, act: impl FnOnce() + 'static) {
    Timeout::new(ms, act).forget();
}
