//! Parts of dates in the words of a locale: a month, a day of it, a year. Always in UTC.

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::js;

/// Formats one choice of parts.
pub struct Dates(Option<JsValue>);

impl Dates {
    /// For these parts, each with how it is written, as `Intl.DateTimeFormat` names them.
    pub fn new(locale: Option<&str>, parts: &[(&str, &str)]) -> Self {
        let options: JsValue = Object::new().into();
        for (name, value) in parts.iter().chain(&[("timeZone", "UTC")]) {
            js::set(&options, name, &JsValue::from_str(value));
        }
        let build = |locale: JsValue| {
            let intl = js::get(&web_sys::window()?.into(), "Intl");
            // An unknown locale throws; the formats of `Intl` are made without `new`, too.
            js::call(&intl, "DateTimeFormat", &[locale, options.clone()])
        };
        let named = locale.and_then(|locale| build(JsValue::from_str(locale)));
        Self(named.or_else(|| build(JsValue::UNDEFINED)))
    }

    /// A time in ms since 1970; `None` where it lies beyond what the browser can say.
    pub fn format(&self, ms: f64) -> Option<String> {
        js::call(self.0.as_ref()?, "format", &[JsValue::from_f64(ms)])?.as_string()
    }
}
