//! What is drawn: within its frame, legible, and where a reader points to.

use genie_chat::chart::choose::Kind;
use genie_chat::chart::picture::{Palette, svg};
use genie_chat::chart::scene::{Anchor, Mark};
use genie_chat::domain::table::Table;

use super::{col, drawn, month, noise, one_of, table, texts};

fn tables() -> Vec<(&'static str, Table)> {
    let revenue = || col("revenue", "DECIMAL(18,2)", |row| 100 + noise(row));
    vec![
        ("months", table(24, &[col("month", "DATE", month), revenue()])),
        ("categories", table(6, &[col("category", "STRING", |row| format!("Category {row}")), revenue()])),
        (
            "long names",
            table(
                20,
                &[col("name", "STRING", |row| format!("A name of some length, number {row}")), revenue()],
            ),
        ),
        (
            "series",
            table(
                48,
                &[
                    col("month", "DATE", |row| month(row / 6)),
                    col("channel", "STRING", |row| format!("Channel of sale {}", row % 6)),
                    revenue(),
                ],
            ),
        ),
        (
            "panels",
            table(
                12,
                &[
                    col("month", "DATE", month),
                    revenue(),
                    col("rate", "DOUBLE", |row| format!("0.0{}", row + 1)),
                ],
            ),
        ),
        (
            "panels of bars",
            table(
                12,
                &[
                    col("product", "STRING", |row| format!("Product with a name {row}")),
                    revenue(),
                    col("rate", "DOUBLE", |row| format!("0.0{}", row + 1)),
                ],
            ),
        ),
        (
            "signs",
            table(
                12,
                &[
                    col("month", "DATE", month),
                    col("profit", "DOUBLE", |row| {
                        format!("{}{}", if row % 3 == 0 { "-" } else { "" }, noise(row))
                    }),
                ],
            ),
        ),
        (
            "losses",
            table(
                6,
                &[
                    col("product", "STRING", |row| format!("Product with a long name {row}")),
                    col("profit", "DOUBLE", |row| {
                        format!("{}{}", if row % 2 == 0 { "-" } else { "" }, noise(row))
                    }),
                ],
            ),
        ),
        (
            "points",
            table(200, &[col("price", "DOUBLE", noise), col("units", "BIGINT", |row| noise(row + 5))]),
        ),
        (
            "shares",
            table(
                4,
                &[
                    col("region", "STRING", |row| format!("Region {row}")),
                    col("share", "DOUBLE", one_of(&["0.4", "0.3", "0.2", "0.1"])),
                ],
            ),
        ),
    ]
}

#[test]
fn no_text_leaves_the_drawing_and_no_mark_is_without_a_number() {
    for (name, table) in tables() {
        for width in [270.0, 330.0, 560.0, 820.0] {
            let scene = drawn(&table, width, |_| {});
            assert!(scene.height > 60.0 && !scene.hits.is_empty(), "{name} {width}");
            for (class, x, y, anchor, text) in texts(&scene) {
                // Near enough: six pixels a letter, which the layout takes to be more.
                let room = text.chars().count() as f64 * 5.4;
                let (left, right) = match anchor {
                    Anchor::Start => (x, x + room),
                    Anchor::Middle => (x - room / 2.0, x + room / 2.0),
                    Anchor::End => (x - room, x),
                };
                let within = left >= -1.0 && right <= width + 1.0 && y > 0.0 && y <= scene.height;
                assert!(
                    within,
                    "{name} {width}: {class} `{text}` from {left} to {right} at {y} of {}",
                    scene.height
                );
            }
            for mark in &scene.marks {
                if let Mark::Path { class, d, .. } = mark {
                    assert!(!d.contains("NaN") && !d.contains("inf"), "{name} {class}: {d}");
                }
            }
        }
    }
}

#[test]
fn no_two_texts_of_an_axis_overlap() {
    for (name, table) in tables() {
        for width in [270.0, 330.0, 820.0] {
            let scene = drawn(&table, width, |_| {});
            let ticks: Vec<_> = texts(&scene)
                .filter(|(class, .., anchor, _)| *class == "tick" && *anchor == Anchor::Middle)
                .collect();
            for (at, one) in ticks.iter().enumerate() {
                for other in &ticks[at + 1..] {
                    let room = (one.4.chars().count() + other.4.chars().count()) as f64 * 5.0 / 2.0;
                    let apart = (one.1 - other.1).abs() >= room || (one.2 - other.2).abs() >= 12.0;
                    assert!(apart, "{name} {width}: `{}` and `{}`", one.4, other.4);
                }
            }
        }
    }
}

#[test]
fn each_place_is_found_where_it_is_drawn() {
    for (name, table) in tables() {
        let scene = drawn(&table, 640.0, |_| {});
        for (at, hit) in scene.hits.iter().enumerate() {
            let dot = hit.dots[0];
            // The last place of a line ends with the frame.
            let x = if scene.free { dot.x } else { dot.x.min(scene.width - 8.0) };
            let found = scene.find(x, dot.y);
            let same = found.is_some_and(|found| found == at || scene.hits[found].dots[0].x == dot.x);
            assert!(same, "{name}: {at}, not {found:?}");
        }
    }
}

#[test]
fn bars_begin_at_zero_and_end_at_their_value() {
    let table = table(2, &[col("flag", "BOOLEAN", |row| row == 1), col("n", "INT", |row| (row + 1) * 50)]);
    let scene = drawn(&table, 400.0, |_| {});
    let d = scene.marks.iter().find_map(|mark| match mark {
        Mark::Path { class: "fill", d, .. } => Some(d.clone()),
        _ => None,
    });
    // `M left top h width v height h -width Z`, one after the other.
    let heights: Vec<f64> =
        d.unwrap().split('v').skip(1).map(|rest| rest.split('h').next().unwrap().parse().unwrap()).collect();
    assert_eq!(heights.len(), 2);
    let ratio =
        heights.iter().copied().fold(0.0, f64::max) / heights.iter().copied().fold(f64::MAX, f64::min);
    assert!((ratio - 2.0).abs() < 0.02, "{heights:?}");
}

#[test]
fn all_kinds_can_be_drawn_of_anything() {
    for (name, table) in tables() {
        for kind in
            [Kind::Bar, Kind::Grouped, Kind::Stacked, Kind::Line, Kind::Area, Kind::Scatter, Kind::Donut]
        {
            for log in [false, true] {
                let scene = drawn(&table, 400.0, |choice| (choice.kind, choice.log) = (kind, log));
                for mark in &scene.marks {
                    if let Mark::Path { d, .. } = mark {
                        assert!(!d.contains("NaN"), "{name} {kind:?} {log}: {d}");
                    }
                }
            }
        }
    }
}

#[test]
fn five_thousand_points_take_few_elements() {
    let table = table(5_000, &[col("price", "DOUBLE", noise), col("units", "BIGINT", |row| noise(row + 5))]);
    let scene = drawn(&table, 800.0, |_| {});
    assert_eq!(scene.hits.len(), 5_000);
    assert!(scene.marks.len() < 40, "{}", scene.marks.len());
}

#[test]
fn a_file_holds_names_as_text_and_no_control_characters() {
    let table = table(
        3,
        &[col("name", "STRING", one_of(&["<b>\"&", "a\u{7}b", "c"])), col("n", "INT", |row| row + 1)],
    );
    let scene = drawn(&table, 400.0, |_| {});
    let palette = Palette { series: vec!["red".into(); 9], text: "black".into(), ..Palette::default() };
    let file = svg(&scene, "A & B", &[(1, "<s>".into())], &palette);
    for expected in
        ["A &amp; B", "&lt;b&gt;&quot;&amp;", "&lt;s&gt;", "a b", "xmlns=\"http://www.w3.org/2000/svg\""]
    {
        assert!(file.contains(expected), "{expected} in {file}");
    }
    assert!(!file.contains("<b>") && !file.contains('\u{7}'));
    assert_eq!(file.matches("<text").count(), file.matches("</text>").count());
}

#[test]
fn the_least_bar_of_a_logarithmic_axis_has_a_length() {
    const SALES: &[&str] = &["1000", "5000", "100000"];
    for name in ["", "A product with a rather long name, so that its bar lies, "] {
        let product = col("product", "STRING", move |row| format!("{name}P{row}"));
        let table = table(3, &[product, col("sales", "INT", one_of(SALES))]);
        let scene = drawn(&table, 600.0, |choice| choice.log = true);
        let bars = scene.marks.iter().find_map(|mark| match mark {
            Mark::Path { class: "fill", d, .. } => Some(d.as_str()),
            _ => None,
        });
        let bars: Vec<_> = bars.unwrap().split('M').skip(1).collect();
        assert_eq!(bars.len(), 3);
        for bar in bars {
            let side = |letter: char| -> f64 {
                let number = bar.split(letter).nth(1).unwrap();
                let end = number.find(|digit: char| digit.is_ascii_alphabetic()).unwrap_or(number.len());
                number[..end].trim().parse::<f64>().unwrap().abs()
            };
            assert!(side('h') > 15.0 && side('v') > 15.0, "{bar}");
        }
    }
}
