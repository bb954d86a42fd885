//! The picture that Genie itself would send of a result: a PNG with one bar for each row.

mod letters;

use tiny_skia::{Color, Paint, Pixmap, Rect, Transform};

use super::table::Row;

/// Pixels of the picture: twice those that it is shown with.
const WIDTH: u16 = 1600;
const HEIGHT: u16 = 900;
/// Where the bars stand: left, top, right and bottom edge.
const PLOT: [f32; 4] = [190.0, 170.0, 1530.0, 770.0];
/// Share of its place that a bar takes.
const BAR: f32 = 0.64;
/// Lines across the picture at most.
const MOST_LINES: f64 = 6.0;

const INK: [u8; 3] = [31, 41, 55];
const MUTED: [u8; 3] = [91, 99, 112];
const LINE: [u8; 3] = [226, 229, 234];
const BLUE: [u8; 3] = [7, 122, 157];

/// Draws rows whose first cell names a bar and whose last one, a number that is not negative, is its
/// length. `None` where nothing can be drawn.
pub(crate) fn draw(title: &str, rows: &[Row]) -> Option<Vec<u8>> {
    let value = |row: &Row| -> Option<f64> { row.last()?.as_ref()?.parse().ok() };
    let name = |row: &Row| row.first().cloned().flatten().unwrap_or_else(|| "null".to_owned());
    let bars: Vec<(String, f64)> =
        rows.iter().map(|row| (name(row), value(row).unwrap_or_default().max(0.0))).collect();
    let most = bars.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let step = step(most);
    let lines = (most / step).ceil().max(1.0);
    let [left, top, right, bottom] = PLOT;
    let height = |value: f64| (value / (lines * step)) as f32 * (bottom - top);

    let mut pixmap = Pixmap::new(WIDTH.into(), HEIGHT.into())?;
    pixmap.fill(Color::WHITE);
    letters::write(&mut pixmap, title, (left, 66.0), 5.5, INK);
    for at in 0..=lines as u16 {
        let value = f64::from(at) * step;
        let y = bottom - height(value);
        block(&mut pixmap, [left, y - 1.0, right, y + 1.0], if at == 0 { MUTED } else { LINE })?;
        let label = short(value);
        let place = (left - 24.0 - letters::width(&label, 4.5), y - 13.5);
        letters::write(&mut pixmap, &label, place, 4.5, MUTED);
    }
    let room = (right - left) / bars.len().max(1) as f32;
    for (at, (name, value)) in bars.iter().enumerate() {
        let middle = left + (at as f32 + 0.5) * room;
        let half = room * BAR / 2.0;
        block(&mut pixmap, [middle - half, bottom - height(*value), middle + half, bottom - 1.0], BLUE);
        let place = (middle - letters::width(name, 4.5) / 2.0, bottom + 34.0);
        letters::write(&mut pixmap, name, place, 4.5, INK);
    }
    pixmap.encode_png().ok()
}

/// A distance of lines that is 1, 2 or 5 times a power of ten.
fn step(most: f64) -> f64 {
    if most <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf((most / MOST_LINES).log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| most / (factor * power) <= MOST_LINES);
    factor.unwrap_or(10.0) * power
}

/// A number in few letters, e.g. `200K`.
fn short(value: f64) -> String {
    match value {
        1_000_000.0.. => format!("{}M", value / 1_000_000.0),
        1_000.0.. => format!("{}K", value / 1_000.0),
        _ => value.to_string(),
    }
}

fn block(pixmap: &mut Pixmap, [left, top, right, bottom]: [f32; 4], colour: [u8; 3]) -> Option<()> {
    // Nothing is drawn of a bar without length.
    let rect = Rect::from_ltrb(left, top, right, bottom)?;
    pixmap.fill_rect(rect, &paint(colour), Transform::identity(), None);
    Some(())
}

fn paint([red, green, blue]: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_few_and_their_numbers_round() {
        for (most, distance) in [(0.0, 1.0), (0.7, 0.2), (6.0, 1.0), (913_204.5, 200_000.0), (7e6, 2e6)] {
            assert!((step(most) - distance).abs() < 1e-9, "{most}: {}", step(most));
        }
        let labels = [0.0, 0.5, 999.0, 1_000.0, 200_000.0, 1_000_000.0, 2_500_000.0].map(short);
        assert_eq!(labels, ["0", "0.5", "999", "1K", "200K", "1M", "2.5M"]);
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let cell = |text: &str| Some(text.to_owned());
        let rows = [vec![cell("a"), cell("100")], vec![None, cell("50")], vec![cell("c"), None]];
        let picture = draw("T", &rows).and_then(|png| Pixmap::decode_png(&png).ok());
        let blue = |part: u32| {
            let x = 190 + 1340 * (2 * part + 1) / 6;
            let colour = |y: u32| picture.as_ref().and_then(|picture| picture.pixel(x, y));
            let is_blue = |y: &u32| colour(*y).is_some_and(|pixel| pixel.red() == 7 && pixel.green() == 122);
            (0..u32::from(HEIGHT)).filter(is_blue).count()
        };
        let lengths = [0, 1, 2].map(blue);
        assert!(
            lengths[0] > 400 && lengths[0].abs_diff(2 * lengths[1]) <= 4 && lengths[2] == 0,
            "{lengths:?}"
        );
    }
}
