//! Whatever comes: no panic.

use genie_chat::api::error::{ApiError, Reply};
use genie_chat::api::{decode, http_date, lists, retry_after};
use proptest::prelude::*;

use super::{fixture, reply};

/// The longest wait that is believed.
const HOUR_MS: u64 = 3_600_000;

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "\\PC*".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::hash_map("[a-z_]{1,12}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Puts `value` at the `place`th node of `tree`, counted in document order.
fn replace(tree: &mut serde_json::Value, place: &mut usize, value: &serde_json::Value) {
    if *place == 0 {
        *tree = value.clone();
    }
    *place = place.wrapping_sub(1);
    match tree {
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| replace(item, place, value)),
        serde_json::Value::Object(map) => map.values_mut().for_each(|item| replace(item, place, value)),
        _ => {}
    }
}

fn decode_as_everything(status: u16, body: &str) {
    drop(decode::started(reply(status, body)));
    drop(decode::page(reply(status, body)));
    drop(decode::statement(reply(status, body)));
    drop(decode::space_title(reply(status, body)));
    drop(decode::done(reply(status, body)));
    drop(lists::conversations(reply(status, body)));
    drop(lists::spaces(reply(status, body)));
    drop(lists::comments(reply(status, body)));
    drop(decode::told(reply(status, body)).map_err(ApiError::into_failure));
}

proptest! {
    #[test]
    fn any_value_in_any_place_never_panics(
        name in prop_oneof![
            Just("start-conversation"), Just("message-completed"), Just("message-self-corrected"),
            Just("message-parameters"), Just("message-failed-sql"), Just("message-failed-rate-limit"),
            Just("query-result-types"), Just("query-result-legacy"), Just("query-result-failed"),
            Just("list-conversations"), Just("list-spaces"), Just("error-429"), Just("error-401"),
        ],
        place in 0_usize..80,
        value in any_json(),
        status in prop_oneof![Just(200_u16), Just(400), Just(403), Just(404), Just(429), Just(500)],
    ) {
        let mut tree: serde_json::Value = serde_json::from_str(&fixture(name)).unwrap();
        replace(&mut tree, &mut place.clone(), &value);
        decode_as_everything(status, &tree.to_string());
    }

    #[test]
    fn any_text_never_panics(
        body in "\\PC*|[A-Z_]{0,9}:\\PC*|(<(pre|title|/pre|b)>?|&lt;|&|\\PC|\\[ReqId:|\\]){0,12}",
        status in any::<u16>(),
    ) {
        decode_as_everything(status, &body);
    }

    #[test]
    fn a_cut_body_never_panics(cut in 0_usize..2_000) {
        let body = fixture("query-result-types");
        let end = body.floor_char_boundary(cut);
        decode_as_everything(200, &body[..end]);
    }

    #[test]
    fn a_wait_is_never_negative_and_never_more_than_an_hour(
        header in "\\PC*|-?[0-9]{1,40}(\\.[0-9]{0,30})?s?|[A-Z][a-z]{2}, [0-9]{2} (Jan|Feb|Nov|Dec) [0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-5][0-9] GMT",
        date in proptest::option::of("[A-Z][a-z]{2}, [0-2][0-9] (Jan|Jun|Dec) [0-9]{4} [01][0-9]:[0-5][0-9]:[0-5][0-9] GMT"),
        now in any::<u64>(),
    ) {
        let wait = retry_after::retry_after_ms(&header, date.as_deref(), now);
        prop_assert!(wait.is_none_or(|ms| ms <= HOUR_MS), "{:?}", wait);
        prop_assert!(retry_after::in_words(&header).is_none_or(|ms| ms <= HOUR_MS));
        let reply = Reply { status: 429, retry_after: Some(header), date, received_at: now, ..Reply::default() };
        prop_assert!(ApiError::refused(&reply).retry_after_ms().is_none_or(|ms| (1..=HOUR_MS).contains(&ms)));
    }

    #[test]
    fn whole_seconds_are_read_exactly(seconds in 0_u64..=3_600, millis in 0_u64..1_000) {
        let whole = retry_after::retry_after_ms(&seconds.to_string(), None, 0);
        prop_assert_eq!(whole, Some(seconds * 1_000));
        let both = retry_after::seconds_ms(&format!("{seconds}.{millis:03}s"));
        prop_assert_eq!(both, Some((seconds * 1_000 + millis).min(HOUR_MS)));
    }

    /// Howard Hinnant's `civil_from_days`, the other way round.
    #[test]
    fn a_written_date_is_read_back(seconds in 0_u64..253_402_300_800) {
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let shifted = days + 719_468;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let text = format!(
            "Mon, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
            names[month as usize - 1], second / 3_600, second / 60 % 60, second % 60
        );
        prop_assert_eq!(http_date::parse(&text), Some(seconds * 1_000), "{}", text);
    }
}
