//! Numbers, times, letters and nested values out of text, against what others make of them.

use std::cmp::Ordering;
use std::str::FromStr;

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, Zero};
use genie_chat::text::file_name::file_name;
use genie_chat::text::keys::shortcut;
use genie_chat::text::nested::{self, Node};
use genie_chat::text::number::Number;
use genie_chat::text::sum::Sum;
use genie_chat::text::{binary, fold, time};
use proptest::prelude::*;

/// Numbers as databases write them, many of them close to each other.
fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,3}",
        "[-+]?0{0,2}[0-9]{1,40}(\\.[0-9]{0,40})?",
        "-?\\.[0-9]{1,20}",
        "-?[0-9]\\.[0-9]{1,17}[eE][-+]?[0-9]{1,3}",
        "-?123456789012345678(0|1|\\.0|\\.1)",
        "-?0\\.0{0,30}1?0{0,3}",
    ]
}

fn big(text: &str) -> BigDecimal {
    BigDecimal::from_str(text.trim_end_matches('.')).unwrap()
}

fn finite(text: &str) -> genie_chat::text::number::Finite<'_> {
    match Number::parse(text) {
        Some(Number::Finite(finite)) => finite,
        other => panic!("{text}: {other:?}"),
    }
}

proptest! {
    #[test]
    fn numbers_compare_as_big_numbers_do(left in any_number(), right in any_number()) {
        let (mine, others) = (Number::parse(&left).unwrap(), Number::parse(&right).unwrap());
        let order = big(&left).cmp(&big(&right));
        prop_assert_eq!(mine.compare(others), order, "{} {}", left, right);
        let (key, other) = (mine.key(), others.key());
        prop_assert!(key.0 == other.0 || key.0.cmp(&other.0) == order, "{} {}", left, right);
        prop_assert!(key.0 != other.0 || !(key.1 && other.1) || order == Ordering::Equal, "{} {}", left, right);
    }

    #[test]
    fn sums_and_averages_are_those_of_big_numbers(
        numbers in proptest::collection::vec(any_number(), 1..12), places in 0_usize..6,
    ) {
        let mut sum = Sum::default();
        let mut oracle = BigDecimal::zero();
        for number in &numbers {
            sum.add(finite(number));
            oracle += big(number);
        }
        let text = sum.text();
        prop_assert_eq!(big(&text), oracle.clone(), "{}", text);
        prop_assert!(!text.contains(['e', 'E', '+']) && !text.starts_with('.') && !text.ends_with('.'));
        prop_assert!(!text.contains('.') || !text.ends_with('0'), "{}", text);
        let average = sum.average(numbers.len() as u64, places).unwrap();
        let scales = numbers.iter().map(|number| big(number).normalized().as_bigint_and_exponent().1);
        let places = scales.max().unwrap_or(0).max(places as i64);
        let (total, count) = (oracle.abs().with_scale(places).into_bigint_and_exponent().0, numbers.len());
        let rounded: BigInt = (total * 2 + count) / (2 * count);
        prop_assert_eq!(big(&average).abs(), BigDecimal::new(rounded, places), "{:?}", numbers);
        prop_assert!(!average.starts_with('-') || oracle < BigDecimal::zero());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,20}", json in "[\\[\\]{}\",:0-9eE.\\\\ n-]{0,24}", time in "[-+0-9T:.Z ]{0,30}") {
        for text in [&text, &json, &time] {
            let _ = (Number::parse(text), time::micros(text), nested::parse(text), binary::preview(text, 4));
        }
    }

    #[test]
    fn json_has_a_tree_and_nothing_else_has(text in "[\\[\\]{}\",:01e.\\\\ n-]{0,12}") {
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert_eq!(nested::parse(&text).is_some(), is_json, "{}", text);
    }

    #[test]
    fn base64_is_counted_and_shown(bytes in proptest::collection::vec(any::<u8>(), 0..40), padded in any::<bool>()) {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for three in bytes.chunks(3) {
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            for at in 0..4 {
                match at <= three.len() {
                    true => text.push(char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])),
                    false if padded => text.push('='),
                    false => {}
                }
            }
        }
        let shown = binary::preview(&text, 5).unwrap();
        let hex: String = bytes.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        prop_assert_eq!((shown.size, shown.hex), (bytes.len(), hex));
    }

    #[test]
    fn text_compares_as_its_keys_do(left in "[aAbBÄäéÉ zZ]{0,12}", right in "[aAbBÄäéÉ zZ]{0,12}") {
        let order = fold::compare(&left, &right);
        prop_assert_eq!(order, fold::compare(&right, &left).reverse());
        prop_assert_eq!(order == Ordering::Equal, left == right);
        let (mine, others) = (fold::key(&left), fold::key(&right));
        prop_assert!(mine == others || mine.cmp(&others) == order);
    }

    #[test]
    fn a_part_is_found_where_it_is(
        text in prop_oneof!["[abAB]{0,12}[éÉ]?[abAB]{0,3}", "[abAB@`1]{0,50}", "[ai@A1éİ]{0,30}"],
        part in prop_oneof!["[ab]{0,3}é?[ab]?", "[ab@`1]{1,4}", "[ai]{1,2}"],
    ) {
        let mut scratch = String::from("of before");
        let small = text.chars().map(fold::fold).collect::<String>();
        prop_assert_eq!(fold::holds(&text, &part, &mut scratch), small.contains(&part));
    }
}

#[test]
fn letters_lose_their_case_as_unicode_says() {
    for letter in ('\0'..='\u{52F}').chain('\u{1E00}'..='\u{1EFF}') {
        // Kept as they are: a hole among the Greek capitals, combined letters, and the palochka with its neighbours.
        if matches!(letter, '\u{181}'..='\u{36F}' | '\u{370}'..='\u{385}' | '\u{3A2}' | '\u{3CF}'..='\u{3FF}' | '\u{4C0}'..='\u{4CE}')
        {
            continue;
        }
        let mut small = letter.to_lowercase();
        let small = match letter {
            'İ' => 'i',
            'ς' => 'σ',
            _ => small.next().filter(|_| small.next().is_none()).unwrap_or(letter),
        };
        assert_eq!(fold::fold(letter), small, "{letter} {:x}", letter as u32);
    }
}

#[test]
fn numbers_are_known_from_other_text() {
    for text in ["", "-", ".", "1.2.3", "1e", "e5", "1e99999", "1 2", "0x10", "12a", "--1", "1e5.5"] {
        assert!(Number::parse(text).is_none(), "{text}");
    }
    let ascending = ["-Infinity", "-1e400", "-2", "-0.5", "-0", "0.00", "1e-400", "7", "1E400", "inf", "NaN"];
    for pair in ascending.windows(2) {
        let (left, right) = (Number::parse(pair[0]).unwrap(), Number::parse(pair[1]).unwrap());
        let same = pair == ["-0", "0.00"];
        assert_eq!(left.compare(right), if same { Ordering::Equal } else { Ordering::Less }, "{pair:?}");
    }
    let far = |text| Number::parse(text).unwrap();
    assert_eq!(far("1e9000").compare(far("1e9001")), Ordering::Less);
    assert_eq!(far("-1e9000").compare(far("-1e9001")), Ordering::Greater);
}

#[test]
fn an_average_is_rounded_half_away_from_zero() {
    for (numbers, places, expected) in [
        (&["1", "2"][..], 0, "2"),
        (&["-1", "-2"], 0, "-2"),
        (&["1", "0", "0"], 4, "0.3333"),
        (&["2", "0", "0"], 4, "0.6667"),
        (&["9", "9", "8"], 1, "8.7"),
        (&["10", "9.99"], 1, "10"),
        (&["0.1", "-0.1"], 2, "0"),
        (&["1.25", "1.25"], 1, "1.25"),
    ] {
        let mut sum = Sum::default();
        numbers.iter().for_each(|number| sum.add(finite(number)));
        assert_eq!(sum.average(numbers.len() as u64, places).as_deref(), Some(expected), "{numbers:?}");
    }
    assert_eq!(Sum::default().average(0, 2), None);
}

#[test]
fn times_are_compared_as_moments() {
    for (text, micros) in [
        ("1970-01-01", 0),
        ("1970-01-02 00:00", 86_400_000_000),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2024-05-14T12:17:01.495Z", 1_715_689_021_495_000),
        ("2024-05-14T05:17:01.495-07:00", 1_715_689_021_495_000),
        ("2024-05-14T17:47:01.495+0530", 1_715_689_021_495_000),
        ("2000-02-29T06", 951_804_000_000_000),
        ("0001-01-01", -62_135_596_800_000_000),
    ] {
        assert_eq!(time::micros(text), Some((micros, false)), "{text}");
    }
    assert_eq!(time::micros("1970-01-01T00:00:00.0000015"), Some((1, true)));
    assert!(time::micros("-0001-12-31") < time::micros("0000-01-01"));
    assert_eq!(time::micros("+290000-12-31T23:59:59").map(|(_, cut)| cut), Some(false));
    for text in [
        "",
        "today",
        "2024",
        "2024-13-01",
        "2024-00-10",
        "2024-01-32",
        "2024-01-01x",
        "24-01-01",
        "999999-01-01",
    ] {
        assert_eq!(time::micros(text), None, "{text}");
    }
}

#[test]
fn a_tree_keeps_what_was_sent() {
    let text = |text: &str| Node::Text(text.to_owned());
    let tree =
        nested::parse(r#" {"a":["1","x\u00e9"],"n":12345678901234567890.10,"t":true,"z":null,"a":{}} "#)
            .unwrap();
    let members = [
        ("a", Node::List(vec![text("1"), text("xé")])),
        ("n", Node::Verbatim("12345678901234567890.10")),
        ("t", Node::Verbatim("true")),
        ("z", Node::Null),
        ("a", Node::Map(Vec::new())),
    ];
    assert_eq!(tree, Node::Map(members.map(|(name, node)| (name.to_owned(), node)).into()));
    let deep = [&"[".repeat(40), "\"]\"", &"]".repeat(40)].concat();
    let mut node = nested::parse(&deep).unwrap();
    for _ in 0..16 {
        let Node::List(items) = node else { panic!("{node:?}") };
        node = items.into_iter().next().unwrap();
    }
    assert_eq!(node, Node::Verbatim(&deep[16..deep.len() - 16]));
    assert_eq!(nested::parse("[2026-01-01]"), None);
}

#[test]
fn a_map_is_one_in_either_form() {
    let list = nested::parse(r#"[{"key":"a","value":"1"},{"key":7,"value":null}]"#).unwrap().into_map();
    assert_eq!(list, nested::parse(r#"{"a":"1","7":null}"#).unwrap());
    let other = nested::parse(r#"[{"key":"a","value":"1"},{"value":"1","key":"a"}]"#).unwrap();
    assert_eq!(other.clone().into_map(), other);
}

#[test]
fn what_is_no_base64_has_no_preview() {
    for text in ["A", "AA=", "AAA==", "A===", "=", "AB CD", "ÄÄÄÄ", "AA=A"] {
        assert_eq!(binary::preview(text, 4), None, "{text}");
    }
    assert_eq!(binary::preview("3q2+7w==", 2).unwrap(), binary::Binary { size: 4, hex: "dead".into() });
}

#[test]
fn a_shortcut_is_found_with_caps_lock_and_on_every_layout() {
    for (key, code, name) in [
        ("a", "KeyA", "a"),
        ("A", "KeyA", "a"),
        // Russian, Greek, Hebrew.
        ("ф", "KeyA", "a"),
        ("Α", "KeyA", "a"),
        ("ש", "KeyA", "a"),
        // French: another letter stands in that place, and this one elsewhere.
        ("q", "KeyA", "q"),
        ("a", "KeyQ", "a"),
        ("é", "Digit2", "é"),
        ("Enter", "Enter", "Enter"),
        (" ", "Space", " "),
        ("Process", "KeyA", "Process"),
        ("", "", ""),
    ] {
        assert_eq!(shortcut(key, code), name, "{key} {code}");
    }
}

#[test]
fn a_file_has_a_name_before_its_ending() {
    for (title, name) in [
        ("Revenue by month", "Revenue-by-month.csv"),
        ("Umsätze: 2026?", "Umsätze--2026.csv"),
        ("売上", "売上.csv"),
        ("📈", "genie-chat.csv"),
        ("", "genie-chat.csv"),
        ("../..", "genie-chat.csv"),
    ] {
        assert_eq!(file_name(title, "csv"), name);
    }
    assert_eq!(file_name(&"x".repeat(300), "csv").len(), 84);
}
