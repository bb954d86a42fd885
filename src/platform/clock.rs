//! Time and chance. `std::time` panics in a browser.

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
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
