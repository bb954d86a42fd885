//! What the reader points to: by mouse, by touch, and by key; told beside it and aloud.

use std::rc::Rc;

use web_sys::Event;

use super::draw::{COLOURS, place, show};
use super::{Chart, State};
use crate::chart::number::decimal;
use crate::chart::scene::Hit;
use crate::i18n::chart::{ChartKey, fill};
use crate::platform::dom::Draw;
use crate::platform::js;

/// Distance of what is told from its place, in pixels.
const AWAY: f64 = 14.0;

impl Chart {
    pub(super) fn listen(self: &Rc<Self>) {
        let plot = &self.parts.plot;
        self.on(plot, "pointermove", Self::pointed);
        self.on(plot, "pointerdown", Self::pointed);
        self.on(plot, "mouseleave", |chart, _| chart.leave());
        self.on(plot, "blur", |chart, _| chart.leave());
        self.on(plot, "keydown", Self::pressed);
        self.on(&self.parts.root, "change", Self::changed);
        self.on(&self.parts.root, "click", Self::clicked);
    }

    fn pointed(self: &Rc<Self>, event: &Event) {
        let around = self.parts.drawing.get_bounding_client_rect();
        let [x, y] = [("clientX", "left"), ("clientY", "top")]
            .map(|(at, from)| js::number(event, at) - js::number(&around, from));
        let found = self.state.borrow().scene.find(x, y);
        match found {
            Some(at) => self.go(at, None),
            None => self.leave(),
        }
    }

    fn pressed(self: &Rc<Self>, event: &Event) {
        let key = js::text(event, "key");
        let (active, last, series) = {
            let state = self.state.borrow();
            let last = state.scene.hits.len().saturating_sub(1);
            let hit = state.active.and_then(|(at, _)| state.scene.hits.get(at));
            (state.active, last, hit.map_or(0, |hit| hit.dots.len()))
        };
        let at = active.map(|(at, _)| at);
        let one = active.and_then(|(_, one)| one);
        let forward = at.map_or(0, |at| (at + 1).min(last));
        let back = at.map_or(last, |at| at.saturating_sub(1));
        let (to, one) = match key.as_str() {
            "ArrowRight" => (forward, one),
            "ArrowLeft" => (back, one),
            "ArrowDown" if series > 1 => {
                (at.unwrap_or(0), Some(one.map_or(0, |one| (one + 1).min(series - 1))))
            }
            "ArrowUp" if series > 1 => (at.unwrap_or(0), one.and_then(|one| one.checked_sub(1))),
            "ArrowDown" => (forward, None),
            "ArrowUp" => (back, None),
            "Home" => (0, one),
            "End" => (last, one),
            "Escape" if active.is_some() => {
                event.prevent_default();
                return self.leave();
            }
            _ => return,
        };
        // The page must not scroll.
        event.prevent_default();
        self.go(to, one);
        let words = self.told(&self.state.borrow());
        self.say(&words);
    }

    /// Shows what stands at a place; of one series, or of all.
    fn go(&self, at: usize, one: Option<usize>) {
        let mut state = self.state.borrow_mut();
        if state.active == Some((at, one)) || state.scene.hits.get(at).is_none() {
            return;
        }
        state.active = Some((at, one));
        self.mark(&state);
        self.tip(&state);
    }

    /// Shows nothing of any place.
    pub(super) fn leave(&self) {
        let mut state = self.state.borrow_mut();
        state.active = None;
        show(&self.parts.tip, false);
        if let Some(over) = &state.overlay {
            over.set_text_content(None);
        }
    }

    /// Lines or a band, and a ring around each point.
    fn mark(&self, state: &State) {
        let Some((hit, one)) = active(state) else { return };
        let Some(over) = state.overlay.clone() else { return };
        let [left, top, right, bottom] = hit.area;
        let tenth = |value: f64| decimal((value * 10.0).round() as i64, -1);
        let mut target = Draw::onto(over);
        if state.scene.banded {
            let [x, y] = [left, top].map(tenth);
            let [width, height] = [right - left, bottom - top].map(tenth);
            let band = Draw::shape("rect").class("band").attr("x", &x).attr("y", &y);
            target = target.child(band.attr("width", &width).attr("height", &height));
        } else if !state.scene.free {
            let line = ["M", &tenth(hit.x), " ", &tenth(top), "V", &tenth(bottom)].concat();
            target = target.child(Draw::shape("path").class("rule").attr("d", &line));
        }
        for dot in
            hit.dots.iter().enumerate().filter(|(at, _)| one.is_none_or(|one| one == *at)).map(|(_, dot)| dot)
        {
            if state.scene.banded {
                continue;
            }
            let colour = COLOURS.get(dot.colour);
            let ring =
                Draw::shape("circle").attr("cx", &tenth(dot.x)).attr("cy", &tenth(dot.y)).attr("r", "5");
            target = target.child(ring.class(["ring ", colour.copied().unwrap_or("")].concat().as_str()));
        }
        target.done();
    }

    fn values<'a>(&'a self, state: &'a State) -> impl Iterator<Item = (usize, String, String)> + 'a {
        let found = active(state);
        let dots = found.into_iter().flat_map(|(hit, one)| {
            let dots = hit.dots.iter().enumerate();
            dots.filter(move |(at, _)| one.is_none_or(|one| one == *at)).map(move |(_, dot)| (hit.at, dot))
        });
        dots.filter_map(|(at, dot)| {
            let one = state.data.series.get(dot.series)?;
            let value = state.data.value(&self.table, &self.fields, dot.series, at, &self.locale)?;
            Some((dot.colour, one.name.clone(), value))
        })
    }

    fn tip(&self, state: &State) {
        let Some((hit, _)) = active(state) else { return };
        let title = place(self, &state.data, &state.choice, hit.at);
        let mut target = Draw::onto(self.parts.tip.clone().into()).child(Draw::new("b").text(&title));
        for (colour, name, value) in self.values(state) {
            let colour = COLOURS.get(colour).copied().unwrap_or("");
            let swatch = Draw::new("span").class(["swatch ", colour].concat().as_str());
            let line = Draw::new("p").child(swatch).child(Draw::new("span").text(&name));
            target = target.child(line.child(Draw::new("strong").text(&value)));
        }
        target.done();
        show(&self.parts.tip, true);
        let size = self.parts.tip.get_bounding_client_rect();
        let [width, height] = ["width", "height"].map(|name| js::number(&size, name));
        let room = state.scene.width;
        let right = hit.x + AWAY;
        let left = if right + width > room { hit.x - AWAY - width } else { right };
        let top = (hit.y - height / 2.0).min(state.scene.height - height);
        let style = js::get(&self.parts.tip, "style");
        for (name, value) in [("left", left.min(room - width).max(0.0)), ("top", top.max(0.0))] {
            let length = [&(value.round() as i32).to_string(), "px"].concat();
            js::set(&style, name, &length.into());
        }
    }

    /// What a screen reader is told of the active place.
    fn told(&self, state: &State) -> String {
        let Some((hit, _)) = active(state) else { return String::new() };
        let name = place(self, &state.data, &state.choice, hit.at);
        let values = self.values(state).map(|(_, name, value)| fill(ChartKey::Name, &[&name, &value]));
        [name].into_iter().chain(values).collect::<Vec<_>>().join(", ")
    }
}

fn active(state: &State) -> Option<(&Hit, Option<usize>)> {
    let (at, one) = state.active?;
    Some((state.scene.hits.get(at)?, one))
}
