//! What readers stumbled over.

use genie_chat::chart::choose::Kind;
use genie_chat::chart::picture::{Palette, size, svg};
use genie_chat::domain::table::Table;

use super::{col, drawn, month, noise, one_of, table, texts};

const NAMES: [&str; 4] = ["Pizza", "Salads", "Soups", "Cakes"];

fn shares() -> Table {
    let share = col("share_percent", "DECIMAL(5,1)", one_of(&["50.1", "35.6", "9.3", "5.0"]));
    table(4, &[col("category", "STRING", one_of(&NAMES)), share])
}

#[test]
fn a_ring_of_shares_shows_what_was_sent_and_invents_no_digits() {
    let scene = drawn(&shares(), 600.0, |_| {});
    let values: Vec<&str> = texts(&scene).filter(|text| text.0 == "value").map(|text| text.4).collect();
    assert_eq!(values, ["50.1%", "35.6%", "9.3%", "5.0%"]);
}

#[test]
fn a_slice_is_pointed_to_in_its_own_colour_and_the_rest_has_none() {
    let scene = drawn(&shares(), 600.0, |_| {});
    let colours = |scene: &genie_chat::chart::scene::Scene| -> Vec<usize> {
        scene.hits.iter().flat_map(|hit| &hit.dots).map(|dot| dot.colour).collect()
    };
    assert_eq!(colours(&scene), [1, 2, 3, 4]);
    let sales = col("sales", "DECIMAL(18,2)", |row| 900 - 10 * row);
    let many = table(12, &[col("name", "STRING", |row| format!("P{row}")), sales]);
    let ring = drawn(&many, 600.0, |choice| (choice.kind, choice.top) = (Kind::Donut, 3));
    assert_eq!(colours(&ring), [1, 2, 3, 0]);
}

#[test]
fn the_legend_of_a_file_goes_on_in_the_next_line() {
    let scene = drawn(&shares(), 300.0, |_| {});
    let legend: Vec<_> = (1..9).map(|at| (at, format!("A channel of sale {at}"))).collect();
    let file =
        svg(&scene, "Title", &legend, &Palette { series: vec!["red".into(); 9], ..Palette::default() });
    let (width, height) = size(&scene, &legend);
    assert!(height > size(&scene, &legend[..2]).1 + 22.0);
    // Each entry begins and ends within the picture, and none stands in the drawing.
    for entry in file.split("<text").filter(|text| text.contains("A channel")) {
        let number = |name: &str| -> f64 {
            entry.split(name).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        assert!(number("x=\"") + 19.0 * 6.0 < width, "{entry}");
        assert!(number("y=\"") < height - scene.height - 16.0 + 1.0, "{entry}");
    }
}

#[test]
fn names_of_lines_that_read_the_same_when_cut_are_left_to_the_legend() {
    let lines = |name: &'static str| {
        let channel = col("channel", "STRING", move |row| format!("{name} {}", row % 2));
        let cells = [col("month", "DATE", |row| month(row / 2)), channel, col("sales", "INT", noise)];
        let scene = drawn(&table(24, &cells), 700.0, |_| {});
        texts(&scene).filter(|text| text.0 == "end").count()
    };
    assert_eq!(lines("Shop"), 2);
    assert_eq!(lines("A sales channel with quite a long name, number"), 0);
}
