//! Custom events for the host page.

use std::cell::OnceCell;

use js_sys::{Array, Error, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

/// The `detail` of an event, property by property.
#[derive(Debug, Default)]
pub struct Detail(Object);

impl Detail {
    fn set(&mut self, name: &str, value: &JsValue) -> &mut Self {
        // Setting a property of a fresh plain object cannot fail.
        drop(Reflect::set(&self.0, &JsValue::from_str(name), value));
        self
    }

    /// A string, or null.
    pub fn text(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        self.set(name, &value.map_or(JsValue::NULL, JsValue::from_str))
    }

    /// A number, or null.
    pub fn number(&mut self, name: &str, value: Option<f64>) -> &mut Self {
        self.set(name, &value.map_or(JsValue::NULL, JsValue::from_f64))
    }

    /// A boolean.
    pub fn flag(&mut self, name: &str, value: bool) -> &mut Self {
        self.set(name, &JsValue::from_bool(value))
    }

    /// An object of strings.
    pub fn texts_by_name(&mut self, name: &str, values: &[(&'static str, String)]) -> &mut Self {
        let mut object = Self::default();
        for (name, value) in values {
            object.text(name, Some(value));
        }
        self.set(name, &object.0)
    }

    /// The object itself.
    pub fn into_value(self) -> JsValue {
        self.0.into()
    }

    /// An `Error` of the page with these properties.
    pub fn into_error(self, name: &str, message: &str) -> JsValue {
        let error = Error::new(message);
        error.set_name(name);
        Object::assign(&error, &self.0).into()
    }

    /// An array of strings.
    pub fn texts(&mut self, name: &str, values: &[String]) -> &mut Self {
        let array: Array = values.iter().map(|value| JsValue::from_str(value)).collect();
        self.set(name, &array)
    }

    /// Columns of a table: `[{name, type}]`.
    pub fn columns<'a>(&mut self, columns: impl Iterator<Item = (&'a str, &'a str)>) -> &mut Self {
        let list = Array::new();
        for (name, kind) in columns {
            let mut column = Self::default();
            column.text("name", Some(name)).text("type", Some(kind));
            list.push(&column.0);
        }
        self.set("columns", &list)
    }

    /// What is made when the page first asks for it, and then kept.
    pub fn lazy(&mut self, name: &str, make: impl Fn() -> JsValue + 'static) -> &mut Self {
        let made = OnceCell::new();
        let get = move || made.get_or_init(&make).clone();
        let mut how = Self::default();
        how.set("get", &Closure::<dyn Fn() -> JsValue>::new(get).into_js_value());
        // Defining a property of a fresh plain object cannot fail.
        drop(Object::define_property(&self.0, &JsValue::from_str(name), &how.flag("enumerable", true).0));
        self
    }

    /// An array of so many things.
    pub fn list(&mut self, name: &str, count: usize, item: &dyn Fn(usize) -> JsValue) -> &mut Self {
        self.set(name, &list(count, item))
    }
}

/// An array of so many things.
pub fn list(count: usize, item: &dyn Fn(usize) -> JsValue) -> JsValue {
    let list = Array::new();
    for at in 0..count {
        list.push(&item(at));
    }
    list.into()
}

/// Dispatches a bubbling, composed event in a microtask: a listener may remove the element, which
/// must not happen while the element's own code runs.
pub fn dispatch(target: &EventTarget, name: &'static str, detail: Detail) {
    let target = target.clone();
    spawn_local(async move {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(detail.0.unchecked_ref());
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            drop(target.dispatch_event(&event));
        }
    });
}
