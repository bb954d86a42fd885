//! Axes: which stretch of numbers or times lies where, and what is written beside it.

use super::super::calendar::{Step, ticks};
use super::super::field::Unit;
use super::super::number::{short, ten, within};
use super::super::ticks::{Ticks, powers};
use super::super::words::{Style, Words};
use super::FONT;
use crate::column::period::{DAY, Grain};
use crate::text::width;

/// An axis of numbers with its marks.
pub(super) struct Axis {
    low: f64,
    high: f64,
    log: bool,
    /// Where the marks are, and what they say.
    pub marks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis that covers these values, with zero where it belongs to them, or on request.
    pub fn new(
        (low, high): (f64, f64),
        zero: bool,
        log: bool,
        unit: Unit,
        most: usize,
        words: &dyn Words,
    ) -> Self {
        if log && low > 0.0 {
            // A bar of the least value has a length, too.
            let low = if zero { low / 3.0 } else { low };
            let powers = powers(low, high, most);
            let mark = |power: &i32| (ten(*power), short(ten(*power), unit, words));
            let marks: Vec<_> = powers.iter().map(mark).collect();
            let end = |at: Option<&i32>| at.map_or(1.0, |power| ten(*power));
            return Self { low: end(powers.first()), high: end(powers.last()), log: true, marks };
        }
        // Zero shows how much a change is; where changes are small it would hide them.
        let near = |near: f64, far: f64| near < 0.6 * far;
        let low = if low > 0.0 && (zero || near(low, high)) { 0.0 } else { low };
        let high = if high < 0.0 && (zero || near(-high, -low)) { 0.0 } else { high };
        let ticks = Ticks::covering(low, high, most);
        let (low, high) = ticks.ends();
        let marks = ticks.values().zip(ticks.labels(unit, words)).collect();
        Self { low, high, log: false, marks }
    }

    /// Where a value lies, from 0 to 1.
    pub fn part(&self, value: f64) -> f64 {
        if self.log {
            let (low, high) = (self.low.log10(), self.high.log10());
            return (value.max(self.low).log10() - low) / (high - low);
        }
        (value - self.low) / (self.high - self.low)
    }

    /// Where bars begin.
    pub fn base(&self) -> f64 {
        if self.log { 0.0 } else { within(self.part(0.0), 0.0, 1.0) }
    }

    /// Where zero is a mark among others, between the ends or at one.
    pub fn zero(&self) -> Option<f64> {
        (!self.log && self.low <= 0.0 && self.high >= 0.0).then(|| self.part(0.0))
    }

    /// The widest text beside it.
    pub fn widest(&self) -> f64 {
        self.marks.iter().map(|(_, text)| width::of(text, FONT)).fold(0.0, f64::max)
    }
}

/// What stands under a mark of time: in a first line, and in a second one where it changes.
fn two_lines(ms: f64, style: Style, before: Option<f64>, words: &dyn Words) -> (String, String) {
    let same =
        |change: Style| before.is_some_and(|before| words.time(before, change) == words.time(ms, change));
    let below = match style {
        Style::Clock => Some(Style::Day),
        Style::Day | Style::Month | Style::QuarterOnly => Some(Style::Year),
        _ => None,
    };
    let below =
        below.filter(|change| !same(*change)).map_or_else(String::new, |change| words.time(ms, change));
    (words.time(ms, style), below)
}

/// Marks of a time axis of so many pixels: at the times themselves where there are few.
pub(super) fn times(
    times: &[f64],
    (from, to): (f64, f64),
    grain: Grain,
    pixels: f64,
    words: &dyn Words,
) -> Vec<(f64, String, String)> {
    let wide = if grain == Grain::Moment || grain == Grain::Day { 58.0 } else { 48.0 };
    let most = ((pixels / wide) as usize).clamp(2, 14);
    let apart = |pair: &[f64]| matches!(pair, [a, b] if (b - a) / (to - from) * pixels >= wide);
    let (style, marks) = if times.len() <= most && times.windows(2).all(apart) {
        (style_of(grain), times.to_vec())
    } else {
        let (step, marks) = ticks(from, to, grain, most);
        let style = match step {
            Step::Time(_) => Style::Clock,
            Step::Days(_) => Style::Day,
            Step::Months(_) if grain == Grain::Quarter => Style::QuarterOnly,
            Step::Months(_) => Style::Month,
            Step::Years(_) => Style::Year,
        };
        (style, marks)
    };
    let mut before = None;
    let mut lines = Vec::new();
    for ms in marks {
        let (above, below) = two_lines(ms, style, before, words);
        before = Some(ms);
        lines.push((ms, above, below));
    }
    lines
}

fn style_of(grain: Grain) -> Style {
    match grain {
        Grain::Moment => Style::Clock,
        Grain::Day => Style::Day,
        Grain::Month => Style::Month,
        Grain::Quarter => Style::QuarterOnly,
        Grain::Year => Style::Year,
    }
}

/// What stands under columns of times: every so many of them, as there is room for.
pub(super) fn columns(
    times: &[f64],
    grain: Grain,
    room: f64,
    words: &dyn Words,
) -> Vec<(usize, String, String)> {
    let style = style_of(grain);
    let widest =
        times.iter().take(40).map(|ms| width::of(&words.time(*ms, style), FONT)).fold(24.0, f64::max);
    let every = ((widest + 8.0) / room.max(1.0)).ceil().max(1.0) as usize;
    let mut before = None;
    let mut lines = Vec::new();
    for (at, ms) in times.iter().enumerate().step_by(every) {
        let (above, below) = two_lines(*ms, style, before, words);
        before = Some(*ms);
        lines.push((at, above, below));
    }
    lines
}

/// A time as its place is named.
pub(super) fn first_and_last(times: &[f64]) -> Option<(f64, f64)> {
    let (first, last) = (*times.first()?, *times.last()?);
    let single = if first < last { 0.0 } else { DAY };
    Some((first, last + single))
}
