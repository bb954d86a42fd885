//! A selection that grows with the pointer. Beyond an edge of the rows' box it scrolls them, until the
//! pointer comes back or is let go.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent};

use super::Grid;
use super::pick::aimed;
use crate::grid::cursor::Place;
use crate::grid::sweep::{Glide, speed};
use crate::platform::frame::Frame;
use crate::platform::{clock, js};

/// The pointer whose button is held down.
#[derive(Default)]
pub(super) struct Sweep {
    /// Where it is, in CSS pixels of the window.
    at: (f64, f64),
    /// It is told of wherever it is.
    held: bool,
    along: Glide,
    down: Glide,
    /// When the rows were scrolled last, in milliseconds.
    since: f64,
    /// The frame in which they are scrolled further.
    next: Option<Frame>,
}

/// What is to be seen of the rows: left, top, right and bottom, in CSS pixels of the window.
type Sides = (f64, f64, f64, f64);

impl Sweep {
    /// A press on a cell.
    pub fn begin(event: &MouseEvent) -> Self {
        Self { at: place(event), ..Self::default() }
    }
}

impl Grid {
    /// The pointer moves with its button held down: the selection grows up to where it is.
    pub(super) fn sweep(self: &Rc<Self>, event: &Event) {
        let Some((_, mouse)) = aimed(event).filter(|_| self.sweeping.borrow().is_some()) else { return };
        if mouse.buttons() & 1 == 0 {
            self.sweeping.take();
            return;
        }
        let at = place(&mouse);
        let is_out = speeds(at, self.sides()) != (0.0, 0.0);
        let mut first = false;
        if let Some(sweep) = self.sweeping.borrow_mut().as_mut() {
            sweep.at = at;
            first = !sweep.held && (is_out || event.type_() == "pointerleave");
            sweep.held |= first;
        }
        if first {
            hold(&self.parts.table, event);
        }
        self.glide_on();
        self.grow_to(at);
    }

    /// Scrolls from the next frame on, where the pointer is out; else no more. The pointer has moved, or there is
    /// more to scroll.
    pub(super) fn glide_on(&self) {
        let sides = self.sides();
        let mut sweeping = self.sweeping.borrow_mut();
        let Some(sweep) = sweeping.as_mut() else { return };
        if speeds(sweep.at, sides) == (0.0, 0.0) {
            sweep.next = None;
        } else if sweep.next.is_none() {
            sweep.since = clock::elapsed_ms();
            sweep.next = self.next_frame();
        }
    }

    fn next_frame(&self) -> Option<Frame> {
        let me = self.me.clone();
        Frame::plan(move || me.upgrade().iter().for_each(Self::glide))
    }

    /// Scrolls on, as far as the time since the last frame allows.
    fn glide(self: &Rc<Self>) {
        let sides = self.sides();
        let (at, along, down) = {
            let mut sweeping = self.sweeping.borrow_mut();
            let Some(sweep) = sweeping.as_mut() else { return };
            let now = clock::elapsed_ms();
            let ms = now - sweep.since;
            sweep.since = now;
            let (along, down) = speeds(sweep.at, sides);
            (sweep.at, sweep.along.step(along, ms), sweep.down.step(down, ms))
        };
        // In fractions of pixels, where the page is zoomed. Right to left, positions are below zero.
        let scrolled = || {
            let scroll = &self.parts.scroll;
            (js::number(scroll, "scrollLeft"), js::number(scroll, "scrollTop"))
        };
        let before = scrolled();
        js::call(&self.parts.scroll, "scrollBy", &[along.into(), down.into()]);
        let ended = (along, down) != (0.0, 0.0) && scrolled() == before;
        self.draw_rows();
        self.grow_to(at);
        if let Some(sweep) = self.sweeping.borrow_mut().as_mut() {
            // At the end nothing is left to do, until the pointer moves.
            sweep.next = if ended { None } else { self.next_frame() };
        }
    }

    /// Lets the selection grow up to the cell at a point, or to the one next to it that is to be seen.
    fn grow_to(self: &Rc<Self>, at: (f64, f64)) {
        let place = self.place_at(at).filter(|place| place.row > 0);
        if let Some(place) = place.filter(|place| *place != self.state.borrow().active) {
            self.pick(place, true);
            // It is to be seen: nothing scrolls but by what is told above.
            self.state.borrow_mut().active = place;
            self.land();
        }
    }

    fn place_at(&self, (x, y): (f64, f64)) -> Option<Place> {
        let (left, top, right, bottom) = self.sides();
        // The last pixel within; `clamp` would bring the printing of floats along.
        let within = |at: f64, from: f64, to: f64| at.min(to - 1.0).max(from).into();
        let point = [within(x, left, right), within(y, top, bottom)];
        let found = js::call(&self.parts.table.get_root_node(), "elementFromPoint", &point)?;
        self.place_of(&found.dyn_into::<Element>().ok()?)
    }

    fn sides(&self) -> Sides {
        let scroll = &self.parts.scroll;
        let outer = scroll.get_bounding_client_rect();
        // A scroll bar may stand at either side.
        let left = outer.left() + js::number(scroll, "clientLeft");
        let top = outer.top() + js::number(scroll, "clientTop");
        let head = self.parts.head.get_bounding_client_rect();
        let (right, bottom) =
            (left + f64::from(scroll.client_width()), top + f64::from(scroll.client_height()));
        let (top, bottom) = self.uncovered(head.bottom(), bottom);
        (left, top, right, bottom)
    }

    /// The part of this height that nothing covers: above lies the widget's header, below its composer. The
    /// large view lies above both.
    fn uncovered(&self, top: f64, bottom: f64) -> (f64, f64) {
        let root = self.parts.root.get_root_node();
        let find = |part: &str| js::call(&root, "querySelector", &[part.into()])?.dyn_into::<Element>().ok();
        if self.parts.dialog.open() {
            return (top, bottom);
        }
        let above = find("[part~=transcript]").map_or(top, |part| part.get_bounding_client_rect().top());
        let below = find("[part~=composer]").map_or(bottom, |part| part.get_bounding_client_rect().top());
        // Where nothing is left, all of it counts.
        Some((top.max(above), bottom.min(below)))
            .filter(|(top, bottom)| top < bottom)
            .unwrap_or((top, bottom))
    }
}

fn place(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// How fast the rows go along and down for a pointer at this point.
fn speeds((x, y): (f64, f64), (left, top, right, bottom): Sides) -> (f64, f64) {
    (speed(x, left, right), speed(y, top, bottom))
}

/// Lets an element be told of a pointer wherever that is, until it is let go.
pub(super) fn hold(element: &Element, event: &JsValue) {
    // A pointer that is gone already needs none.
    js::call(element, "setPointerCapture", &[js::get(event, "pointerId")]);
}
