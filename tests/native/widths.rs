//! How wide a text is, without asking a browser.

use genie_chat::text::width::{cut, letters, of, thirds};
use proptest::prelude::*;

#[test]
fn wide_letters_count_for_more() {
    let texts = ["", "1,234.50", "illi", "WWW", "mmm", "日本", "é"];
    assert_eq!(texts.map(thirds), [0, 16, 8, 9, 9, 8, 4]);
    assert_eq!(texts.map(|text| letters(text, 40)), [0, 8, 4, 3, 3, 4, 1]);
    assert_eq!(texts.map(|text| of(text, 100.0)), [0.0, 408.0, 120.0, 276.0, 276.0, 210.0, 57.0]);
    // A sign beyond the alphabet is not wide for that.
    assert_eq!(letters("–€…", 40), 3);
    assert_eq!(letters(&"日".repeat(1_000), 7), 7);
}

#[test]
fn what_does_not_fit_ends_in_dots() {
    assert_eq!(cut("Dairy", 100.0, 12.0), "Dairy");
    assert_eq!(cut("Dairy and eggs", 60.0, 12.0), "Dairy a…");
    assert_eq!(cut("Dairy", 0.0, 12.0), "…");
}

proptest! {
    #[test]
    fn no_font_makes_a_text_wider_than_the_most_that_is_told(text in any::<String>()) {
        prop_assert!(of(&text, 3.0) <= thirds(&text) as f64 + 1e-9);
        // The letters of code are six tenths of an em wide.
        prop_assert!(text.chars().filter(char::is_ascii).count() as f64 * 1.8 <= thirds(&text) as f64);
    }

    #[test]
    fn what_is_cut_is_a_beginning_that_fits(text in any::<String>(), most in 12.0_f64..400.0) {
        let short = cut(&text, most, 12.0);
        let fits = of(&text, 12.0) <= most;
        prop_assert_eq!(short == text, fits || text == "…");
        if !fits {
            let start = short.strip_suffix('…').expect("dots");
            prop_assert!(text.starts_with(start) && of(start, 12.0) <= most);
        }
    }
}
