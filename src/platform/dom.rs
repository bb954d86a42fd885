//! Elements built by hand, for content that is drawn once and not bound to state.
//!
//! A cell or a word of an answer needs no reactive node. Text becomes text
//! nodes; nothing here takes HTML.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, ShadowRoot};

/// An element under construction. Where the browser refuses to make one, it stays empty.
#[derive(Debug, Clone)]
pub struct Draw(Option<Element>);

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

impl Draw {
    /// A new element.
    pub fn new(tag: &str) -> Self {
        Self(document().and_then(|document| document.create_element(tag).ok()))
    }

    /// A new element of a drawing.
    pub fn shape(tag: &str) -> Self {
        let new =
            |document: Document| document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag).ok();
        Self(document().and_then(new))
    }

    /// An icon of one path; decoration.
    pub fn svg(path: &str) -> Self {
        let icon = Self::shape("svg").class("icon").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true");
        icon.child(Self::shape("path").attr("d", path))
    }

    /// An element that is there already, emptied.
    pub fn onto(element: Element) -> Self {
        element.set_text_content(None);
        Self(Some(element))
    }

    /// Sets an attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        if let Some(element) = &self.0 {
            // Only an invalid name is refused, and names are ours.
            drop(element.set_attribute(name, value));
        }
        self
    }

    /// Sets the class, unless it is empty.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        if class.is_empty() { self } else { self.attr("class", class) }
    }

    /// Appends text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        if let (Some(element), Some(document)) = (&self.0, document()) {
            drop(element.append_child(&document.create_text_node(text)));
        }
        self
    }

    /// Appends an element.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        if let (Some(element), Some(child)) = (&self.0, child.0) {
            drop(element.append_child(&child));
        }
        self
    }

    /// Appends elements.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// The element itself, to be kept and changed later.
    pub fn element(&self) -> Option<Element> {
        self.0.clone()
    }

    /// Ends the construction of an element that is in the document already.
    pub fn done(self) {}
}

/// Puts the focus on an element; one that cannot take it leaves it where it is.
pub fn focus(element: Option<&Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        drop(element.focus());
    }
}

/// Moves the focus from where it is in a shadow tree to the nearest element around that, if any.
pub fn focus_around(what: &str) {
    let around = || {
        let host = document()?.active_element()?;
        // Not `shadow_root()`: each function of a browser that is called costs the first load its glue.
        let root = Reflect::get(&host, &JsValue::from_str("shadowRoot")).ok()?;
        let around = root.dyn_ref::<ShadowRoot>()?.active_element()?.closest(what).ok()??;
        around.set_attribute("tabindex", "-1").ok()?;
        Some(around)
    };
    focus(around().as_ref());
}

/// True where the focus is on something of the page that is not `host`.
pub fn is_busy_elsewhere(host: &HtmlElement) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| active != **host && active.tag_name() != "BODY")
}

/// The element that has the focus, in the tree that `near` stands in.
pub fn focused(near: &Element) -> Option<Element> {
    near.get_root_node().dyn_ref::<ShadowRoot>()?.active_element()
}

/// A place within an element where something else is mounted.
#[derive(Debug)]
pub struct Slot(HtmlElement);

impl Slot {
    /// A new place within `parent`: before another one, or at the end.
    pub fn new(parent: &Element, before: Option<&Self>) -> Option<Self> {
        let slot: HtmlElement = document()?.create_element("div").ok()?.dyn_into().ok()?;
        parent.insert_before(&slot, before.map(|before| before.0.as_ref())).ok()?;
        Some(Self(slot))
    }

    /// Its element.
    pub fn element(&self) -> HtmlElement {
        self.0.clone()
    }

    /// Takes the place away.
    pub fn remove(&self) {
        self.0.remove();
    }
}
