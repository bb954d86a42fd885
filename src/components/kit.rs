//! Elements as values, all of one type.
//!
//! Leptos compiles its machinery again for each shape of view and for each
//! closure in it. Here every element is a `Custom` tag with boxed attributes,
//! children and closures, so that it is compiled once; `docs/size.md`
//! has the figures. And nothing here is ever built through `innerHTML`, which
//! the `view!` macro does for fully static elements and Trusted Types forbid.

use std::borrow::Cow;

use leptos::ev;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::{Custom, HtmlElement, custom};
use leptos::tachys::html::event::{capture, on};
use leptos::tachys::html::node_ref::node_ref;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, ShadowRoot};

use super::icon::Icon;
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::platform::sheet;

/// Text that is known at once or not.
type Text = Cow<'static, str>;

/// An element under construction.
pub struct Tag {
    element: HtmlElement<Custom<&'static str>, (), ()>,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element with a class; an empty class is none.
pub fn tag(name: &'static str, class: &'static str) -> Tag {
    let tag = Tag { element: custom(name), attributes: Vec::new(), children: Vec::new() };
    if class.is_empty() { tag } else { tag.attr("class", class) }
}

impl Tag {
    /// Sets an attribute for good.
    pub fn attr(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attributes.push(custom_attribute(name, value.into()).into_any_attr());
        self
    }

    /// Sets an attribute that follows the state; `None` takes it away.
    pub fn live(mut self, name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> Self {
        fn erased(name: &'static str, value: Box<dyn Fn() -> Option<String> + Send>) -> AnyAttribute {
            custom_attribute(name, value).into_any_attr()
        }
        self.attributes.push(erased(name, Box::new(value)));
        self
    }

    /// Lets `draw` fill the element, again whenever something that it reads has changed.
    pub fn drawn(self, draw: impl Fn(Draw) + 'static) -> Self {
        self.managed(move |element| draw(Draw::onto(element)))
    }

    /// Hands the element to `manage`, again whenever something that it reads has changed.
    pub fn managed(mut self, manage: impl Fn(Element) + 'static) -> Self {
        fn erased(manage: Box<dyn Fn(Element)>) -> AnyAttribute {
            let node = NodeRef::<Custom<&'static str>>::new();
            Effect::new(move |_| {
                if let Some(element) = node.get() {
                    manage(element.into());
                }
            });
            node_ref(node).into_any_attr()
        }
        self.attributes.push(erased(Box::new(manage)));
        self
    }

    fn on_click(mut self, act: Box<dyn Fn()>) -> Self {
        let act: Box<dyn FnMut(MouseEvent)> = Box::new(move |_| act());
        // Captured: the other way to listen brings in 4 kB that delegate events, and never run.
        self.attributes.push(on(capture(ev::click), act).into_any_attr());
        self
    }

    /// Calls `act` with whether a disclosure is open, whenever it is opened or closed.
    pub fn toggled(mut self, act: impl Fn(bool) + 'static) -> Self {
        fn erased(act: Box<dyn Fn(bool)>) -> AnyAttribute {
            let act: Box<dyn FnMut(Event)> = Box::new(move |event| {
                // Captured, it is told of the disclosures within this one, too.
                let own = event.target().filter(|target| event.current_target().as_ref() == Some(target));
                let Some(details) = own.and_then(|target| target.dyn_into::<Element>().ok()) else { return };
                act(details.has_attribute("open"));
            });
            on(capture(ev::toggle), act).into_any_attr()
        }
        self.attributes.push(erased(Box::new(act)));
        self
    }

    /// Appends text.
    pub fn text(self, text: impl Into<Text>) -> Self {
        self.child(text.into().into_any())
    }

    /// Appends a view.
    pub fn child(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// Appends views.
    pub fn children(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(children);
        self
    }

    /// Ends the construction.
    pub fn view(self) -> AnyView {
        self.element.add_any_attr(self.attributes).child(self.children).into_any()
    }
}

/// Brings the style sheet of a part along with the first of its elements.
pub fn styled(tag: Tag, rules: &'static str) -> Tag {
    tag.managed(move |element| {
        if let Some(root) = element.get_root_node().dyn_ref::<ShadowRoot>() {
            sheet::adopt(root, rules);
        }
    })
}

/// A view that is made again whenever something that `make` reads has changed.
pub fn dynamic(make: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    fn erased(make: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
        (move || make()).into_any()
    }
    erased(Box::new(make))
}

/// Text that follows the state.
pub fn text(make: impl Fn() -> Text + Send + 'static) -> AnyView {
    fn erased(make: Box<dyn Fn() -> Text + Send>) -> AnyView {
        (move || make()).into_any()
    }
    erased(Box::new(make))
}

/// A button. Where it has a `hint`, that is its name, and the label is for wide views or none at all.
pub fn button(
    class: &'static str,
    icon: Option<Icon>,
    hint: Option<Key>,
    label: Option<AnyView>,
    act: impl Fn() + 'static,
) -> Tag {
    fn erased(class: &'static str, act: Box<dyn Fn()>) -> Tag {
        tag("button", class).attr("type", "button").on_click(act)
    }
    let mut button = erased(class, Box::new(act));
    if let Some(hint) = hint {
        button = button.attr("title", i18n::text(hint)).attr("aria-label", i18n::text(hint));
    }
    button.children(icon.map(Icon::view)).children(label)
}

/// A small button with a text of the catalogue.
pub fn act(key: Key, act: impl Fn() + 'static) -> AnyView {
    button("button small", None, None, Some(i18n::text(key).into_any()), act).view()
}
