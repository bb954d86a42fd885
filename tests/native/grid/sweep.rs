//! A selection that is dragged beyond the edge of its box.

use genie_chat::grid::sweep::{Glide, speed};
use proptest::prelude::*;

proptest! {
    #[test]
    fn the_further_out_the_faster_and_both_ways_alike(start in -500_i32..500, long in 1_i32..900, out in 0_i32..4_000) {
        let (start, end) = (f64::from(start), f64::from(start + long));
        let out = f64::from(out);
        prop_assert_eq!(speed(start, start, end), 0.0);
        prop_assert_eq!(speed(end - 1.0, start, end), 0.0);
        let (before, behind) = (speed(start - out - 1.0, start, end), speed(end + out + 1.0, start, end));
        prop_assert_eq!(before, -behind);
        prop_assert!(speed(end + out, start, end) <= behind && behind <= 3_000.0);
        // At the edge, about two rows a second; a hand's width out, many.
        prop_assert!(behind >= 90.0 && (out < 190.0 || behind >= 2_900.0));
    }

    #[test]
    fn steps_are_whole_and_lose_nothing(speeds in proptest::collection::vec((-3_000.0_f64..3_000.0, 0.0_f64..50.0), 1..200)) {
        let mut glide = Glide::default();
        let steps: Vec<f64> = speeds.iter().map(|(speed, ms)| glide.step(*speed, *ms)).collect();
        let way: f64 = speeds.iter().map(|(speed, ms)| speed * ms / 1_000.0).sum();
        prop_assert!(steps.iter().all(|step| step.fract() == 0.0));
        prop_assert!((steps.iter().sum::<f64>() - way).abs() < 1.0 + 1e-6, "{} {}", steps.iter().sum::<f64>(), way);
    }
}

#[test]
fn a_pause_is_no_leap() {
    assert_eq!(Glide::default().step(1_000.0, 60_000.0), 50.0);
    assert_eq!(Glide::default().step(1_000.0, -5.0), 0.0);
}
