//! A chart as an SVG file that stands alone: colours written out, nothing referred to.

use super::path::length;
use super::scene::{Anchor, FONT, Mark, Scene};
use crate::text::width;

/// The colours of a file, as CSS writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// Series: the first for what is taken together.
    pub series: Vec<String>,
    /// Text.
    pub text: String,
    /// Text that steps back.
    pub muted: String,
    /// Lines of the grid.
    pub border: String,
    /// Paper.
    pub background: String,
}

const MARGIN: f64 = 16.0;
/// Height of the title.
const TITLE: f64 = 30.0;

/// Height of a line of series.
const LEGEND: f64 = 22.0;
/// Room of an entry beside its name, and of that what stands before it.
const ENTRY: (f64, f64) = (34.0, 15.0);

/// Series by their colour and name.
pub type Legend = [(usize, String)];

/// The size of the picture of a scene, in pixels.
pub fn size(scene: &Scene, legend: &Legend) -> (f64, f64) {
    let lines = entries(scene, legend).last().map_or(0, |(line, ..)| line + 1);
    (scene.width + 2.0 * MARGIN, scene.height + 2.0 * MARGIN + TITLE + LEGEND * lines as f64)
}

/// Where each entry of the legend stands: its line, how far along it, and its name as far as it fits.
fn entries(scene: &Scene, legend: &Legend) -> Vec<(usize, f64, String)> {
    let (mut line, mut x) = (0, 0.0);
    let place = |(_, name): &(usize, String)| {
        let name = width::cut(name, scene.width - ENTRY.0, FONT);
        let room = width::of(&name, FONT) + ENTRY.0;
        if x > 0.0 && x + room > scene.width {
            (line, x) = (line + 1, 0.0);
        }
        x += room;
        (line, x - room, name)
    };
    legend.iter().map(place).collect()
}

/// The text of the file; `legend` names series with their colours.
pub fn svg(scene: &Scene, title: &str, legend: &Legend, palette: &Palette) -> String {
    let mut out = Out(String::new());
    let (width, height) = size(scene, legend);
    let top = height - scene.height - MARGIN;
    let (width, height) = (length(width), length(height));
    out.open("svg");
    for (name, value) in [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("width", &width),
        ("height", &height),
        ("font-family", "system-ui, -apple-system, Segoe UI, Roboto, sans-serif"),
        ("font-size", &length(FONT)),
    ] {
        out.attr(name, value);
    }
    out.0.push('>');
    out.element("rect", &[("width", "100%"), ("height", "100%"), ("fill", &palette.background)]);
    let at = |x: f64, y: f64| [("x", length(x)), ("y", length(y))];
    out.text(
        &at(MARGIN, MARGIN + 12.0),
        &[("fill", &palette.text), ("font-weight", "600"), ("font-size", "14")],
        title,
    );
    for ((colour, _), (line, x, name)) in legend.iter().zip(entries(scene, legend)) {
        let (x, y) = (MARGIN + x, MARGIN + TITLE + LEGEND * line as f64);
        let [left, top] = [length(x), length(y - 4.0)];
        let fill = palette.series(*colour);
        out.element("rect", &[("x", &left), ("y", &top), ("width", "10"), ("height", "10"), ("fill", fill)]);
        out.text(&at(x + ENTRY.1, y + 5.0), &[("fill", &palette.muted)], &name);
    }
    let shift = ["translate(", &length(MARGIN), " ", &length(top), ")"].concat();
    out.open("g");
    out.attr("transform", &shift);
    out.0.push('>');
    for mark in &scene.marks {
        out.mark(mark, palette);
    }
    out.0.push_str("</g></svg>");
    out.0
}

impl Palette {
    fn series(&self, colour: usize) -> &str {
        self.series.get(colour).map_or("", String::as_str)
    }
}

struct Out(String);

impl Out {
    fn open(&mut self, tag: &str) {
        self.0.push('<');
        self.0.push_str(tag);
    }

    fn attr(&mut self, name: &str, value: &str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.escaped(value);
        self.0.push('"');
    }

    fn element(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.open(tag);
        attributes.iter().for_each(|(name, value)| self.attr(name, value));
        self.0.push_str("/>");
    }

    fn text(&mut self, place: &[(&str, String)], attributes: &[(&str, &str)], text: &str) {
        self.open("text");
        place.iter().for_each(|(name, value)| self.attr(name, value));
        attributes.iter().for_each(|(name, value)| self.attr(name, value));
        self.0.push('>');
        self.escaped(text);
        self.0.push_str("</text>");
    }

    fn mark(&mut self, mark: &Mark, palette: &Palette) {
        match mark {
            Mark::Path { class, colour, d } => {
                let colour = colour.map_or("", |colour| palette.series(colour));
                let stroke = |width| {
                    vec![
                        ("d", d.as_str()),
                        ("fill", "none"),
                        ("stroke", colour),
                        ("stroke-width", width),
                        ("stroke-linecap", "round"),
                        ("stroke-linejoin", "round"),
                    ]
                };
                let attributes = match *class {
                    "mesh" => vec![("d", d.as_str()), ("stroke", palette.border.as_str())],
                    "zero" => vec![("d", d.as_str()), ("stroke", palette.muted.as_str())],
                    "stroke" => stroke("2"),
                    "dots" => stroke("5.5"),
                    "cloud" => [stroke("7"), vec![("stroke-opacity", "0.6")]].concat(),
                    "area" => vec![("d", d.as_str()), ("fill", colour), ("fill-opacity", "0.25")],
                    _ => vec![("d", d.as_str()), ("fill", colour)],
                };
                self.element("path", &attributes);
            }
            Mark::Text { class, colour, x, y, anchor, text } => {
                let fill = match (colour, *class) {
                    (Some(colour), _) => palette.series(*colour),
                    (None, "tick") => &palette.muted,
                    (None, _) => &palette.text,
                };
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let mut attributes = vec![("fill", fill), ("text-anchor", anchor)];
                if *class == "panel" {
                    attributes.push(("font-weight", "600"));
                }
                self.text(&[("x", length(*x)), ("y", length(*y))], &attributes, text);
            }
        }
    }

    /// Text as XML takes it: control characters have no place there.
    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                letter if letter.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&letter) => {
                    self.0.push(' ');
                }
                letter => self.0.push(letter),
            }
        }
    }
}
