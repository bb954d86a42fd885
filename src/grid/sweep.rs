//! How fast rows scroll while a selection is dragged beyond the edge of their box.

/// CSS pixels per second at the edge, what each pixel further out adds, and where that ends.
const LEAST: f64 = 90.0;
const MORE: f64 = 15.0;
const MOST: f64 = 3_000.0;

/// Milliseconds that count between two steps at most: after a pause nothing leaps.
const PAUSE: f64 = 50.0;

/// CSS pixels per second along one axis, for a pointer at `at` and a box from `start` up to before
/// `end`: none within, towards the start below zero, and faster the further out.
pub fn speed(at: f64, start: f64, end: f64) -> f64 {
    let far = |out: f64| (LEAST + MORE * out).min(MOST);
    if at < start {
        -far(start - at)
    } else if at >= end {
        far(at - end)
    } else {
        0.0
    }
}

/// Steps of whole pixels, so that no part of one is lost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Glide {
    rest: f64,
}

impl Glide {
    /// The pixels of the next step, after so many milliseconds at a speed in pixels per second.
    pub fn step(&mut self, speed: f64, ms: f64) -> f64 {
        let way = self.rest + speed * ms.clamp(0.0, PAUSE) / 1_000.0;
        let whole = way.trunc();
        self.rest = way - whole;
        whole
    }
}
