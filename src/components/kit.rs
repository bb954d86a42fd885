//! Small erased building blocks.
//!
//! Each closure in a view has a type of its own, and Leptos compiles all its
//! machinery again for each type. These take boxes, so that it is compiled
//! once: `make size` shows what that is worth.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::icon::Icon;
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;

/// A view that is made again whenever something that `make` reads has changed.
pub fn dynamic(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    fn erased(make: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        (move || make()).into_any()
    }
    erased(Box::new(make))
}

/// The same for a view that may be absent.
pub fn optional(make: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    dynamic(move || make().unwrap_or_else(|| ().into_any()))
}

/// Text that follows the state.
pub fn text(make: impl Fn() -> String + Send + 'static) -> AnyView {
    fn erased(make: Box<dyn Fn() -> String + Send>) -> AnyView {
        (move || make()).into_any()
    }
    erased(Box::new(make))
}

/// What a button looks like.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Its `part`, empty for none.
    pub part: &'static str,
    /// Its class.
    pub class: &'static str,
    /// Its icon.
    pub icon: Option<Icon>,
}

/// The look of a button within a notice or a line of text.
pub const SMALL: Look = Look { part: "", class: "button small", icon: None };

/// A button. `label` is its text; with `hint` the text is drawn in wide views only and the hint
/// names the button.
pub fn button(look: Look, hint: Option<Key>, label: AnyView, act: impl Fn() + 'static) -> AnyView {
    fn erased(look: Look, hint: Option<Key>, label: AnyView, act: Box<dyn Fn()>) -> AnyView {
        let hint = hint.map(i18n::text);
        let part = Some(look.part).filter(|part| !part.is_empty());
        view! {
            <button type="button" part=part class=look.class title=hint aria-label=hint on:click=move |_| act()>
                {look.icon.map(Icon::view)}
                {label}
            </button>
        }
        .into_any()
    }
    erased(look, hint, label, Box::new(act))
}

/// A small button with a text of the catalogue.
pub fn act(key: Key, act: impl Fn() + 'static) -> AnyView {
    button(SMALL, None, i18n::text(key).into_any(), act)
}

/// A reference for an element whose content `draw` makes, again whenever something that it reads
/// has changed.
pub fn drawn<E>(draw: impl Fn(Draw) + 'static) -> NodeRef<E>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + Into<Element> + 'static,
{
    let node = NodeRef::<E>::new();
    let draw: Box<dyn Fn(Draw)> = Box::new(draw);
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            draw(Draw::onto(element.into()));
        }
    });
    node
}
