//! Paths as SVG writes them, with a tenth of a pixel: more is not to be seen, and costs text.

/// A path that grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Path(String);

/// A length in pixels as text.
pub(super) fn length(value: f64) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

/// Writes digit by digit: a path of thousands of points must not take thousands of small texts.
fn write(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i32;
    if tenths < 0 {
        out.push('-');
    }
    let size = tenths.unsigned_abs();
    whole(out, size / 10);
    if !size.is_multiple_of(10) {
        out.push('.');
        whole(out, size % 10);
    }
}

fn whole(out: &mut String, number: u32) {
    if number >= 10 {
        whole(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

impl Path {
    fn put(&mut self, command: char, values: &[f64]) {
        self.0.push(command);
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.0.push(' ');
            }
            write(&mut self.0, *value);
        }
    }

    pub fn start(&mut self, x: f64, y: f64) {
        self.put('M', &[x, y]);
    }

    pub fn line(&mut self, x: f64, y: f64) {
        self.put('L', &[x, y]);
    }

    /// A point: a line of no length, which a round cap makes a dot.
    pub fn dot(&mut self, x: f64, y: f64) {
        self.start(x, y);
        self.put('h', &[0.0]);
    }

    pub fn rectangle(&mut self, left: f64, top: f64, width: f64, height: f64) {
        self.start(left, top);
        self.put('h', &[width]);
        self.put('v', &[height]);
        self.put('h', &[-width]);
        self.close();
    }

    /// A part of a ring around a centre, between two angles in turns, from the top on.
    pub fn ring(&mut self, centre: (f64, f64), radii: (f64, f64), from: f64, to: f64) {
        // A whole turn would begin where it ends, and be nothing.
        let to = to.min(from + 0.9999);
        let large = if to - from > 0.5 { 1.0 } else { 0.0 };
        let (outer, inner) = radii;
        let (x, y) = on_circle(centre, outer, from);
        self.start(x, y);
        let (x, y) = on_circle(centre, outer, to);
        self.put('A', &[outer, outer, 0.0, large, 1.0, x, y]);
        let (x, y) = on_circle(centre, inner, to);
        self.line(x, y);
        let (x, y) = on_circle(centre, inner, from);
        self.put('A', &[inner, inner, 0.0, large, 0.0, x, y]);
        self.close();
    }

    pub fn close(&mut self) {
        self.0.push('Z');
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn text(self) -> String {
        self.0
    }
}

/// The point of a circle at an angle in turns, from the top on, clockwise.
pub(super) fn on_circle(centre: (f64, f64), radius: f64, turns: f64) -> (f64, f64) {
    let (sin, cos) = (sine(turns), sine(turns + 0.25));
    (centre.0 + radius * sin, centre.1 - radius * cos)
}

/// The sine of an angle in turns, to a thousandth of a pixel: the library's is exact, and thirty times
/// as large.
fn sine(turns: f64) -> f64 {
    // To a quarter turn around zero, where the series ends soon.
    let turns = turns - (turns + 0.5).floor();
    let turns = if turns > 0.25 { 0.5 - turns } else { turns.max(-0.5 - turns) };
    let x = turns * std::f64::consts::TAU;
    let square = x * x;
    x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0))))
}
