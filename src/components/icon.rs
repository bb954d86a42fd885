//! The few icons, as paths of a 24 × 24 drawing.

use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny};
use leptos::svg;

use crate::platform::dom::Draw;

/// An icon by its path.
#[derive(Debug, Clone, Copy)]
pub struct Icon(&'static str);

/// An arrow upwards: send.
pub const SEND: Icon = Icon("M12 19V5M6 11l6-6 6 6");
/// A filled square: stop.
pub const STOP: Icon = Icon("M7 7h10v10H7z");
/// A plus: another conversation.
pub const PLUS: Icon = Icon("M12 5v14M5 12h14");
/// A clock that runs back: past conversations.
pub const PAST: Icon = Icon("M3 12a9 9 0 1 0 2.6-6.4L3 8M3 3v5h5M12 7v5l3 2");
/// A cross: closes.
pub const CLOSE: Icon = Icon("M6 6l12 12M18 6L6 18");
/// A pencil: renames.
pub const PENCIL: Icon = Icon("M4 20h4L19 9l-4-4L4 16zM13 7l4 4");
/// A bin: deletes.
pub const BIN: Icon = Icon("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13");
/// Two sheets: copy.
pub const COPY: Icon = Icon("M9 9h11v11H9zM5 15H4V4h11v1");
/// A thumb upwards: it helped.
pub const UP_THUMB: Icon =
    Icon("M7 11v9H4v-9zM7 11l4-7c2 0 3 1 2.6 3L13 10h5a2 2 0 0 1 2 2.3l-1 6a2 2 0 0 1-2 1.7H7");
/// A thumb downwards: it did not.
pub const DOWN_THUMB: Icon =
    Icon("M17 13V4h3v9zM17 13l-4 7c-2 0-3-1-2.6-3l.6-3H6a2 2 0 0 1-2-2.3l1-6A2 2 0 0 1 7 4h10");
/// An arrow downwards: opens.
pub const DOWN: Icon = Icon("M6 9l6 6 6-6");

impl Icon {
    /// Draws it in the colour of the text. Decoration: what it means stands in words beside it.
    pub fn view(self) -> AnyView {
        svg::svg()
            .attr("viewBox", "0 0 24 24")
            .attr("aria-hidden", "true")
            .class("icon")
            .child(svg::path().attr("d", self.0))
            .into_any()
    }

    /// Draws it by hand.
    pub fn draw(self) -> Draw {
        Draw::svg(self.0)
    }
}
