//! Where keys lead in a grid, and what lies between two cells.

use genie_chat::grid::cursor::{Area, Extent, Place};

const EXTENT: Extent = Extent { rows: 100, columns: 4, page: 10 };

fn at(row: usize, column: usize) -> Place {
    Place { row, column }
}

#[test]
fn keys_lead_where_the_aria_pattern_says() {
    for (from, key, control, to) in [
        (at(5, 1), "ArrowUp", false, at(4, 1)),
        (at(1, 1), "ArrowUp", false, at(0, 1)),
        (at(0, 1), "ArrowUp", false, at(0, 1)),
        (at(100, 1), "ArrowDown", false, at(100, 1)),
        (at(5, 3), "ArrowRight", false, at(5, 3)),
        (at(5, 0), "ArrowLeft", false, at(5, 0)),
        (at(5, 1), "ArrowDown", true, at(100, 1)),
        (at(5, 1), "ArrowUp", true, at(1, 1)),
        (at(5, 1), "Home", false, at(5, 0)),
        (at(5, 1), "End", false, at(5, 3)),
        (at(5, 1), "Home", true, at(1, 0)),
        (at(5, 1), "End", true, at(100, 3)),
        (at(5, 1), "PageUp", false, at(1, 1)),
        (at(0, 1), "PageUp", false, at(0, 1)),
        (at(95, 1), "PageDown", false, at(100, 1)),
        (at(0, 1), "PageDown", false, at(10, 1)),
    ] {
        assert_eq!(from.moved(key, control, EXTENT), Some(to), "{key} from {from:?}");
    }
    assert_eq!(at(5, 1).moved("x", false, EXTENT), None);
}

#[test]
fn in_an_empty_table_only_the_header_is_left() {
    let empty = Extent { rows: 0, columns: 2, page: 1 };
    for key in ["ArrowDown", "PageDown", "PageUp"] {
        assert_eq!(at(0, 1).moved(key, false, empty), Some(at(0, 1)), "{key}");
    }
    assert_eq!(at(0, 1).moved("Home", true, empty), Some(at(0, 0)));
    assert_eq!(at(7, 9).within(empty), at(0, 1));
}

#[test]
fn an_area_lies_between_any_two_corners_without_the_header() {
    let area = Area::between(at(3, 2), at(1, 0));
    assert_eq!(area, Area { rows: 0..3, columns: 0..3 });
    assert_eq!(area.len(), 9);
    assert!(area.holds(2, 2) && !area.holds(3, 2) && !area.holds(2, 3));
    assert_eq!(Area::between(at(0, 1), at(2, 1)), Area { rows: 0..2, columns: 1..2 });
    assert!(Area::between(at(0, 1), at(0, 2)).is_empty());
}

#[test]
fn a_selection_of_rows_or_columns_grows_by_the_same() {
    use genie_chat::grid::cursor::Reach;

    let extent = Extent { rows: 9, columns: 4, page: 3 };
    let area = || Area::between(Place { row: 2, column: 1 }, Place { row: 4, column: 1 });
    assert_eq!(area().reaching(Reach::Cells, extent), area());
    assert_eq!(area().reaching(Reach::Rows, extent), Area { rows: 1..4, columns: 0..4 });
    assert_eq!(area().reaching(Reach::Columns, extent), Area { rows: 0..9, columns: 1..2 });
}
