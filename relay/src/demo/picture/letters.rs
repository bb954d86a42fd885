//! Letters made of strokes, so that a picture needs no font: capitals, digits and a few signs.

use tiny_skia::{LineCap, LineJoin, PathBuilder, Pixmap, Stroke, Transform};

/// From one letter to the next, and the width of one, in units of its grid.
const ADVANCE: f32 = 6.0;
const WIDE: f32 = 4.0;

/// The strokes of a letter on a grid of 5 by 7 points: each point is two digits, `|` lifts the pen.
fn strokes(letter: char) -> &'static str {
    match letter {
        'A' => "062046|1434",
        'B' => "003041423303|334445360600",
        'C' => "4130100105163645",
        'D' => "00304145360600",
        'E' => "40000646|0333",
        'F' => "400006|0333",
        'G' => "41301001051636454323",
        'H' => "0006|4046|0343",
        'I' => "2026|1030|1636",
        'J' => "4045361605",
        'K' => "0006|400346",
        'L' => "000646",
        'M' => "0600234046",
        'N' => "06004640",
        'O' | '0' => "103041453616050110",
        'P' => "06003041423303",
        'Q' => "103041453616050110|2446",
        'R' => "06003041423303|2346",
        'S' => "413010010213334445361605",
        'T' => "0040|2026",
        'U' => "000516364540",
        'V' => "002640",
        'W' => "0016233640",
        'X' => "0046|4006",
        'Y' => "002340|2326",
        'Z' => "00400646",
        '1' => "112026|1636",
        '2' => "01103041420646",
        '3' => "01103041423313|334445361605",
        '4' => "36300444",
        '5' => "400002324345361605",
        '6' => "413010010516364544331304",
        '7' => "004016",
        '8' => "13020110304142331304051636454433",
        '9' => "051636454130100102133342",
        '.' => "2526",
        ',' => "2517",
        '-' => "1333",
        _ => "",
    }
}

/// How wide a text is whose grid has this unit, in pixels.
pub(super) fn width(text: &str, unit: f32) -> f32 {
    (text.chars().count() as f32 * ADVANCE - (ADVANCE - WIDE)).max(0.0) * unit
}

/// Writes a text with its upper left corner at a place; what has no strokes leaves a gap.
pub(super) fn write(pixmap: &mut Pixmap, text: &str, (x, y): (f32, f32), unit: f32, colour: [u8; 3]) {
    let mut path = PathBuilder::new();
    for (at, letter) in text.to_uppercase().chars().enumerate() {
        let left = x + at as f32 * ADVANCE * unit;
        for line in strokes(letter).split('|') {
            for (index, point) in line.as_bytes().chunks_exact(2).enumerate() {
                let [across, down] =
                    [point[0], point[1]].map(|digit| f32::from(digit.saturating_sub(b'0')) * unit);
                if index == 0 {
                    path.move_to(left + across, y + down);
                } else {
                    path.line_to(left + across, y + down);
                }
            }
        }
    }
    let stroke = Stroke {
        width: unit * 0.72,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    };
    if let Some(path) = path.finish() {
        pixmap.stroke_path(&path, &super::paint(colour), &stroke, Transform::identity(), None);
    }
}
