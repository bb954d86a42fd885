//! Which rows and columns are drawn.

use genie_chat::grid::columns::{Columns, fit};
use genie_chat::grid::window::Rows;
use proptest::prelude::*;

use super::column;

fn any_rows() -> impl Strategy<Value = Rows> {
    (prop_oneof![0_usize..50, 0_usize..2_000_000], 16_u32..60, 0_u32..1500).prop_map(
        |(count, height, viewport)| Rows { count, height: f64::from(height), viewport: f64::from(viewport) },
    )
}

proptest! {
    #[test]
    fn the_rows_drawn_cover_the_box_and_are_bounded(rows in any_rows(), part in -0.1_f64..1.1) {
        let scroll = part * (rows.canvas() - rows.viewport).max(0.0);
        let window = rows.window(scroll);
        let shown = scroll.clamp(0.0, (rows.canvas() - rows.viewport).max(0.0));
        let drawn = (window.end - window.first) as f64 * rows.height;
        prop_assert!(window.end <= rows.count && window.end - window.first <= rows.pool());
        prop_assert!(rows.pool() as f64 <= rows.viewport / rows.height + 15.0);
        prop_assert!(window.top <= shown + 0.01 || rows.count == 0);
        prop_assert!(window.top + drawn >= shown + rows.viewport.min(rows.canvas()) - 0.01);
        prop_assert!(window.top + drawn <= rows.canvas() + 0.01 || rows.count as f64 * rows.height > rows.canvas());
        prop_assert!(rows.canvas() <= 8_000_000.0);
        // What is to be seen is a part of it, at the same places, and covers the box too.
        let seen = rows.seen(scroll);
        prop_assert!(window.first <= seen.first && seen.end <= window.end);
        let place = window.top + (seen.first - window.first) as f64 * rows.height;
        prop_assert!((place - seen.top).abs() < 0.01);
        prop_assert!(seen.top <= shown + 0.01 || rows.count == 0);
        let drawn_seen = (seen.end - seen.first) as f64 * rows.height;
        prop_assert!(seen.top + drawn_seen >= shown + rows.viewport.min(rows.canvas()) - 0.01);
        prop_assert!(drawn_seen <= rows.viewport + 3.0 * rows.height);
        // Six rows beyond either edge are there before they are scrolled to.
        let spare = 6.0 * rows.height - 0.01;
        prop_assert!(window.first == 0 || window.top <= shown - spare);
        prop_assert!(window.end == rows.count || window.top + drawn >= shown + rows.viewport + spare);
        if part <= 0.0 {
            prop_assert_eq!(window.first, 0);
        }
        if part >= 1.0 {
            prop_assert_eq!(window.end, rows.count);
            prop_assert!((window.top + drawn - rows.canvas()).abs() < 0.01 || rows.count == 0);
        }
    }

    #[test]
    fn scrolling_down_never_moves_rows_up(rows in any_rows(), part in 0.0_f64..1.0, further in 0.0_f64..0.1) {
        let range = rows.canvas() - rows.viewport;
        prop_assume!(range > 0.0);
        prop_assert!(rows.window(part * range).first <= rows.window((part + further) * range).first);
    }

    #[test]
    fn a_revealed_row_is_to_be_seen_as_a_whole(rows in any_rows(), row in any::<prop::sample::Index>(), part in 0.0_f64..1.0) {
        prop_assume!(rows.count > 0 && rows.viewport >= rows.height);
        let row = row.index(rows.count);
        let range = (rows.canvas() - rows.viewport).max(0.0);
        let scroll = rows.reveal(row, part * range);
        prop_assert!((-0.01..=range + 0.01).contains(&scroll));
        let window = rows.window(scroll);
        prop_assert!((window.first..window.end).contains(&row));
        let top = window.top + (row - window.first) as f64 * rows.height;
        prop_assert!(top >= scroll - 0.01 && top + rows.height <= scroll + rows.viewport + 0.01, "{} {}", top, scroll);
        // What is to be seen already stays where it is.
        prop_assert_eq!(rows.reveal(row, scroll), scroll);
    }

    #[test]
    fn the_columns_drawn_cover_the_box(
        widths in proptest::collection::vec(20_u32..300, 0..200), scroll in 0.0_f64..10_000.0, viewport in 1.0_f64..2000.0,
    ) {
        let columns = Columns::new(widths.iter().copied().map(f64::from));
        let drawn = columns.window(scroll, viewport);
        prop_assert!(drawn.end <= widths.len());
        for column in 0..widths.len() {
            let seen = columns.left(column) < scroll + viewport && columns.left(column + 1) > scroll;
            prop_assert!(!seen || drawn.contains(&column), "{} {:?}", column, drawn);
        }
        prop_assert!(widths.len() <= 12 || drawn.len() as f64 <= viewport / 20.0 + 5.0);
        // What is drawn holds what has to be, stays as long as it does, and is bounded.
        let with_spare = columns.drawn(drawn.clone(), 0..0);
        prop_assert!(with_spare.start <= drawn.start && drawn.end <= with_spare.end);
        prop_assert!(with_spare.end <= widths.len() && with_spare.len() <= drawn.len() + 4);
        prop_assert_eq!(columns.drawn(drawn, with_spare.clone()), with_spare);
        prop_assert_eq!(columns.width(), widths.iter().copied().map(f64::from).sum::<f64>());
    }
}

#[test]
fn a_list_of_millions_is_scrolled_by_more_than_pixels() {
    let rows = Rows { count: 1_000_000, height: 32.0, viewport: 640.0 };
    assert_eq!(rows.canvas(), 8_000_000.0);
    let window = rows.window(4_000_000.0 - 320.0);
    assert!((window.first..window.end).contains(&500_000));
    let small = Rows { count: 100_000, ..rows };
    assert_eq!((small.canvas(), small.window(3200.0).top), (3_200_000.0, 32.0 * 94.0));
}

#[test]
fn a_column_is_as_wide_as_its_widest_cell_or_name() {
    assert_eq!(fit(&column("STRING", &["a", "NULL"]), 0, 40), 1);
    assert_eq!(fit(&column("STRING", &["abcdef", "日本"]), 0, 40), 6);
    assert_eq!(fit(&column("STRING", &["日本語日本"]), 0, 40), 10);
    assert_eq!(fit(&column("STRING", &[&"x".repeat(100)]), 0, 40), 40);
    assert_eq!(fit(&column("STRING", &[]), 7, 40), 0);
}

#[test]
fn the_end_is_near_where_less_than_a_box_is_left_below() {
    let rows = Rows { count: 100, height: 20.0, viewport: 200.0 };
    let near = |row: usize| rows.nears_end(row as f64 * 20.0);
    assert_eq!([0, 50, 77, 78, 90].map(near), [false, false, false, true, true]);
    assert!(Rows { count: 3, ..rows }.nears_end(0.0) && Rows { count: 0, ..rows }.nears_end(0.0));
}
