//! Numbers and times in the words of a locale, by the browser's own `Intl`.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, ShadowRoot};

use wasm_bindgen::JsCast;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    // js-sys has a constructor that does not catch: an unknown locale would end the program.
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn format(this: &NumberFormat, digits: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn format(this: &DateTimeFormat, ms: f64) -> Result<String, JsValue>;
}

/// Formats numbers with a fixed count of digits behind the point.
pub struct Numbers(Option<NumberFormat>);

/// Formats days or times.
pub struct Times(Option<DateTimeFormat>);

/// A number that a detour through a double changes.
const HARD: &str = "9007199254740993";

/// Makes `build`'s object for a locale, or for the browser's own where that one is unknown.
fn localized<T>(locale: Option<&str>, build: impl Fn(&JsValue) -> Result<T, JsValue>) -> Option<T> {
    let named = locale.and_then(|locale| build(&JsValue::from_str(locale)).ok());
    named.or_else(|| build(&JsValue::UNDEFINED).ok())
}

fn options(values: &[(&str, JsValue)]) -> JsValue {
    let options = Object::new();
    for (name, value) in values {
        // Setting a property of a fresh plain object cannot fail.
        drop(Reflect::set(&options, &JsValue::from_str(name), value));
    }
    options.into()
}

impl Numbers {
    /// For numbers with so many digits behind the point. Where the browser would round (versions before
    /// `NumberFormat` took strings, of 2022 and older) it formats nothing.
    pub fn new(locale: Option<&str>, digits: usize) -> Self {
        let count = JsValue::from_f64(digits as f64);
        let options = options(&[("minimumFractionDigits", count.clone()), ("maximumFractionDigits", count)]);
        let built = localized(locale, |locale| NumberFormat::new(locale, &options));
        let last = |text: String| text.chars().filter(|digit| digit.is_numeric()).nth(HARD.len() - 1);
        let exact = |built: &NumberFormat| {
            let [hard, easy] =
                [HARD, "9007199254740992"].map(|digits| built.format(digits).ok().and_then(last));
            hard != easy
        };
        Self(built.filter(exact))
    }

    /// A finite number in plain digits; `None` where the browser cannot.
    pub fn format(&self, digits: &str) -> Option<String> {
        self.0.as_ref()?.format(digits).ok()
    }
}

impl Times {
    /// For days, or for times too; in UTC or in the reader's own zone.
    pub fn new(locale: Option<&str>, with_time: bool, utc: bool) -> Self {
        let medium = JsValue::from_str("medium");
        let zone = if utc { JsValue::from_str("UTC") } else { JsValue::UNDEFINED };
        let time = if with_time { medium.clone() } else { JsValue::UNDEFINED };
        let options = options(&[("dateStyle", medium), ("timeStyle", time), ("timeZone", zone)]);
        Self(localized(locale, |locale| DateTimeFormat::new(locale, &options)))
    }

    /// A moment in milliseconds since 1970; `None` where it lies beyond what the browser can say.
    pub fn format(&self, ms: f64) -> Option<String> {
        self.0.as_ref()?.format(ms).ok()
    }

    /// The same with `fraction` (its point included) behind the seconds: formats of a locale's usual
    /// style have none, and no format has more than three digits of it.
    pub fn with_fraction(&self, ms: f64, fraction: &str) -> Option<String> {
        let format: &JsValue = self.0.as_ref()?.as_ref();
        let get = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
        let split: Function = get(format, "formatToParts")?.dyn_into().ok()?;
        let parts: Array = split.call1(format, &JsValue::from_f64(ms)).ok()?.dyn_into().ok()?;
        let mut out = String::new();
        for part in parts.iter() {
            out.push_str(&get(&part, "value")?.as_string()?);
            if get(&part, "type")?.as_string()? == "second" {
                out.push_str(fraction);
            }
        }
        Some(out)
    }
}

/// The locale of what an element shows, for numbers and dates alike: the widget's `locale`, else the nearest
/// `lang` around it, else none, which is the browser's.
pub fn locale(element: &Element) -> Option<String> {
    let mut host = element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host();
    let given = host.get_attribute("locale").filter(|locale| !locale.is_empty());
    if given.is_some() {
        return given;
    }
    loop {
        if let Some(near) = host.closest("[lang]").ok().flatten() {
            // An empty one says that the language is not known.
            return near.get_attribute("lang").filter(|locale| !locale.is_empty());
        }
        // The widget may stand in the shadow of a page's own element.
        host = host.get_root_node().dyn_into::<ShadowRoot>().ok()?.host();
    }
}
