//! The few icons, as paths of a 24 × 24 drawing.

use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny};
use leptos::svg;

/// An icon by its path.
#[derive(Debug, Clone, Copy)]
pub struct Icon(&'static str);

/// An arrow upwards: send.
pub const SEND: Icon = Icon("M12 19V5M6 11l6-6 6 6");
/// A filled square: stop.
pub const STOP: Icon = Icon("M7 7h10v10H7z");
/// A plus: another conversation.
pub const PLUS: Icon = Icon("M12 5v14M5 12h14");
/// Two sheets: copy.
pub const COPY: Icon = Icon("M9 9h11v11H9zM5 15H4V4h11v1");
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
}
