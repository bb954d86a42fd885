//! Scroll positions of one element, in CSS pixels.

use web_sys::Element;

/// How near to its end counts as being there.
const NEAR: i32 = 32;

/// True where the reader sees the end.
pub fn at_end(element: &Element) -> bool {
    element.scroll_height() - element.scroll_top() - element.client_height() <= NEAR
}

/// True where there is nothing below; positions may be fractions.
pub fn is_end(element: &Element) -> bool {
    element.scroll_height() - element.scroll_top() - element.client_height() <= 1
}

/// Scrolls to the end, but never so far that the top of `last` leaves the view; tells where to.
pub fn follow(element: &Element, last: &Element) -> i32 {
    let end = element.scroll_height() - element.client_height();
    let offset = last.get_bounding_client_rect().top() - element.get_bounding_client_rect().top();
    let above = element.scroll_top() + offset as i32 - NEAR / 2;
    element.set_scroll_top(end.min(above).max(0));
    element.scroll_top()
}

/// True where the reader sees the beginning.
pub fn at_start(element: &Element) -> bool {
    element.scroll_top() <= NEAR
}

/// Where an element stands on the screen, to put it there again.
pub struct Anchor {
    element: Element,
    top: f64,
}

impl Anchor {
    /// Remembers where `element` stands.
    pub fn at(element: Element) -> Self {
        let top = element.get_bounding_client_rect().top();
        Self { element, top }
    }

    /// Scrolls `viewport` so that it stands there again, whatever came in before it.
    pub fn restore(&self, viewport: &Element) {
        let moved = self.element.get_bounding_client_rect().top() - self.top;
        viewport.set_scroll_top(viewport.scroll_top() + moved as i32);
    }
}
