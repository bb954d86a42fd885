//! Hand-drawn content within a view.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::platform::dom::Draw;

/// A reference for an element whose content `draw` makes, again whenever something that it reads
/// has changed.
pub fn drawn<E>(draw: impl Fn(Draw) + 'static) -> NodeRef<E>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + Into<Element> + 'static,
{
    let node = NodeRef::<E>::new();
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            draw(Draw::onto(element.into()));
        }
    });
    node
}
