//! Which rows are to be seen: the geometry of a scrolled list of equally high rows.
//!
//! A view has a canvas of [`Rows::canvas`] pixels in a scrolling box and a pool of [`Rows::pool`] row
//! elements, which rows take in turn, so that scrolling by one row changes one element.

/// Pixels of a canvas that every browser can scroll: Firefox ends at 17.9 million, Chrome and Safari
/// at 33.5, and a zoom of 200 % halves that.
const MAX_CANVAS: f64 = 8_000_000.0;

/// Rows drawn above and below what is to be seen, so that scrolling does not flash.
const OVERSCAN: usize = 6;

/// A list and the box through which it is seen. Lengths are CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rows {
    /// Number of rows.
    pub count: usize,
    /// Height of one row; above zero.
    pub height: f64,
    /// Height of the box, without a sticky header.
    pub viewport: f64,
}

/// The rows to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The first row to draw.
    pub first: usize,
    /// The one behind the last.
    pub end: usize,
    /// Where the first row begins on the canvas.
    pub top: f64,
}

impl Rows {
    /// Height of the canvas: that of all rows, or as much as a browser can scroll. Then a pixel of
    /// scrolling moves the rows by more than a pixel.
    pub fn canvas(&self) -> f64 {
        self.total().min(MAX_CANVAS)
    }

    /// Number of row elements that are enough at any place.
    pub fn pool(&self) -> usize {
        self.count.min(self.page() + 2 + 2 * OVERSCAN)
    }

    /// Number of rows that a page up or down moves by, at least one.
    pub fn page(&self) -> usize {
        ((self.viewport / self.height) as usize).max(1)
    }

    /// The rows to draw at a scroll position. Positions beyond the ends, as elastic scrolling has
    /// them, show the ends.
    pub fn window(&self, scroll: f64) -> Window {
        self.around(scroll, OVERSCAN)
    }

    /// Those of them that are to be seen: enough while the reader leaps from place to place, because
    /// what is drawn ahead is not looked at then.
    pub fn seen(&self, scroll: f64) -> Window {
        self.around(scroll, 0)
    }

    fn around(&self, scroll: f64, spare: usize) -> Window {
        let most = self.count.min(self.page() + 2 + 2 * spare);
        let scroll = scroll.clamp(0.0, self.range(self.canvas()));
        let above = self.hidden(scroll);
        let first = ((above / self.height) as usize).saturating_sub(spare);
        let end = self.count.min(first + most);
        // At the end, the pool reaches further up.
        let first = end.saturating_sub(most);
        Window { first, end, top: scroll + first as f64 * self.height - above }
    }

    /// True where less than a box of rows is left below what is to be seen.
    pub fn nears_end(&self, scroll: f64) -> bool {
        self.seen(scroll).end + self.page() >= self.count
    }

    /// The scroll position, as near to `scroll` as can be, at which a row is to be seen as a whole.
    pub fn reveal(&self, row: usize, scroll: f64) -> f64 {
        let top = row as f64 * self.height;
        let least = top + self.height - self.viewport;
        let above = self.hidden(scroll);
        // Where a row is higher than the box, its top counts.
        if above > top || least > top {
            self.scroll(top)
        } else if above < least {
            self.scroll(least)
        } else {
            scroll
        }
    }

    fn total(&self) -> f64 {
        self.count as f64 * self.height
    }

    /// How far a canvas of this height can be scrolled.
    fn range(&self, canvas: f64) -> f64 {
        (canvas - self.viewport).max(0.0)
    }

    /// Pixels of rows above the box.
    fn hidden(&self, scroll: f64) -> f64 {
        let range = self.range(self.canvas());
        if range > 0.0 { scroll * (self.range(self.total()) / range) } else { 0.0 }
    }

    /// The scroll position that has so many pixels of rows above the box.
    fn scroll(&self, above: f64) -> f64 {
        let range = self.range(self.total());
        if range > 0.0 { above.min(range) * (self.range(self.canvas()) / range) } else { 0.0 }
    }
}
