//! The colours of series, as readers with each kind of colour blindness see them.

/// What red, green and blue become without one kind of cones (Machado, Oliveira and Fernandes, 2009).
const SEEN: [(&str, [[f64; 3]; 3]); 4] = [
    ("all colours", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "no red",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "no green",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    ),
    (
        "no blue",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
    ),
];
/// Least distance (CIE76) of any two, and of the first three, which most charts have.
const APART: f64 = 13.0;
const FIRST_APART: f64 = 25.0;
/// Least contrast with the paper that WCAG asks of graphics.
const CONTRAST: f64 = 3.0;

type Rgb = [f64; 3];

fn linear(hex: &str) -> Rgb {
    [1, 3, 5].map(|at| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance([red, green, blue]: Rgb) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(linear(one)), luminance(linear(other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn lab([red, green, blue]: Rgb) -> Rgb {
    let curve = |value: f64| if value > 0.008856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 };
    let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn seen(matrix: &[[f64; 3]; 3], colour: &str) -> Rgb {
    let from = linear(colour);
    let mixed = matrix.map(|row| row.iter().zip(from).map(|(part, value)| part * value).sum::<f64>());
    lab(mixed.map(|value| value.clamp(0.0, 1.0)))
}

fn distance(one: Rgb, other: Rgb) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The eight colours of a theme, as the style sheet has them.
fn colours(dark: bool) -> Vec<&'static str> {
    let sheet = include_str!("../../../style/chart.css");
    let colour = |at: usize| {
        let from = format!("--genie-chart-{at}, light-dark(");
        let rest = &sheet[sheet.find(&from).unwrap() + from.len()..];
        let both = &rest[..rest.find(')').unwrap()];
        let (light, night) = both.split_once(", ").unwrap();
        if dark { night } else { light }
    };
    (1..=8).map(colour).collect()
}

#[test]
fn series_can_be_told_apart_by_everybody_and_from_the_paper() {
    for (dark, paper) in [(false, "#ffffff"), (true, "#15171c")] {
        let colours = colours(dark);
        for colour in &colours {
            assert!(contrast(colour, paper) >= CONTRAST, "{colour} on {paper}");
        }
        for (who, matrix) in &SEEN {
            for (at, one) in colours.iter().enumerate() {
                for (before, other) in colours[..at].iter().enumerate() {
                    let least = if at < 3 { FIRST_APART } else { APART };
                    let apart = distance(seen(matrix, one), seen(matrix, other));
                    assert!(
                        apart >= least,
                        "{one} and {other} ({before}, {at}), {who}, dark {dark}: {apart}"
                    );
                }
            }
        }
    }
}
