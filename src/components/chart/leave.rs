//! The chart as a file.

use std::rc::Rc;

use super::Chart;
use super::draw::{COLOURS, set, show};
use crate::chart::choose::Kind;
use crate::chart::picture::{self, Palette};
use crate::chart::pivot::Series;
use crate::i18n::chart::{ChartKey, text};
use crate::platform::dom::Draw;
use crate::platform::{js, picture as files};
use crate::text::file_name::file_name;

/// Pixels of a saved picture for one on the screen.
const SCALE: f64 = 2.0;

impl Chart {
    /// Saves what is seen: as a painting, or as a drawing.
    pub(super) fn save(self: &Rc<Self>, png: bool) {
        let state = self.state.borrow();
        let title = self.title(&state.choice);
        let several = state.data.series.len() > 1 && state.choice.kind != Kind::Donut;
        let seen = |(at, one): (usize, &Series)| {
            let hidden = state.hidden.get(at).copied().unwrap_or(false);
            (several && !hidden).then(|| (one.colour, one.name.clone()))
        };
        let legend: Vec<_> = state.data.series.iter().enumerate().filter_map(seen).collect();
        let svg = picture::svg(&state.scene, &title, &legend, &self.palette());
        let told = {
            let chart = Rc::downgrade(self);
            move |done| {
                if let (false, Some(chart)) = (done, chart.upgrade()) {
                    chart.parts.note.set_text_content(Some(text(ChartKey::NoPicture)));
                    show(&chart.parts.note, true);
                    chart.say(text(ChartKey::NoPicture));
                }
            }
        };
        if png {
            let size = picture::size(&state.scene, &legend);
            files::save_png(&svg, size, SCALE, file_name(&title, "png"), told);
        } else {
            told(files::save_svg(&svg, &file_name(&title, "svg")));
        }
    }

    /// The colours as the style sheet and the page have them now.
    fn palette(&self) -> Palette {
        let probe = Draw::shape("path");
        let Some(element) = probe.element() else { return Palette::default() };
        drop(self.parts.drawing.append_child(&element));
        let style = web_sys::window()
            .and_then(|window| js::call(&window, "getComputedStyle", &[element.clone().into()]));
        let colour = |class: &str| {
            set(&element, "class", class);
            let value = style.as_ref().and_then(|style| js::get(style, "fill").as_string());
            value.unwrap_or_default()
        };
        let palette = Palette {
            series: COLOURS.iter().map(|class| colour(&["fill ", class].concat())).collect(),
            text: colour("ink"),
            muted: colour("muted"),
            border: colour("border"),
            background: colour("paper"),
        };
        element.remove();
        palette
    }
}
