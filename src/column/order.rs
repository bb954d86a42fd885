//! Labels with an order of their own: months, weeks, fiscal quarters, ranges, sizes, times of a day.

use super::names::place;
use super::period::{ordinal, short_year};
use crate::text::number::Number;

/// The places of labels among each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    /// A number for each label.
    pub keys: Vec<f64>,
    /// True where the last one is followed by the first: a year may begin in July.
    pub cyclic: bool,
}

/// Words in their order.
const SCALES: [&str; 5] = [
    "xxxs,xxs,xs,s,m,l,xl,xxl,2xl,xxxl,3xl,4xl,5xl",
    "extra small,x-small,small,medium,large,x-large,extra large",
    "none,very low,low,medium,moderate,high,very high,critical",
    "morning,noon,afternoon,evening,night",
    "bronze,silver,gold,platinum,diamond",
];

/// Words before or behind the number of something that is counted in its order.
const COUNTED: &str = "week,wk,w,kw,quarter,qtr,q,half,h,fy,year,month,day,period,tier,level,stage,step,phase,\
    grade,round,sprint,star,decile,quartile,quintile,bucket,band,priority";

/// Labels that say that there is none: they stand behind all others.
const NO_LABEL: &str = "unknown,other,others,n/a,na,none,not specified,unspecified,missing,-";

/// Signs of ranges and bounds, and of what they are of.
const SIGNS: &str = "<>+-–≤≥$€£¥%&., ";

/// True where a text holds one of these letters.
fn holds(text: &str, letters: &str) -> bool {
    text.chars().any(|letter| letters.contains(letter))
}

/// The places of labels that have an order of their own; `numbered` where the column's name says that its
/// numbers count something: `week`.
pub fn places(texts: &[&str], numbered: bool) -> Option<Places> {
    let small: Vec<String> = texts.iter().map(|text| text.trim().to_ascii_lowercase()).collect();
    // Each of these reads all labels, or none.
    let month = |text: &str| ordinal(text).map(f64::from);
    if let Some(keys) = all(&small, &month) {
        return Some(Places { keys, cyclic: true });
    }
    // All labels count the same thing as the first one.
    let kind = small.iter().find_map(|text| counted(text, numbered)).map(|(_, kind)| kind);
    let count = |text: &str| counted(text, numbered).filter(|one| Some(one.1) == kind).map(|(key, _)| key);
    let mut keys = all(&small, &count).or_else(|| all(&small, &clock));
    for list in SCALES {
        keys = keys.or_else(|| all(&small, &|text| place(list, text).map(|at| at as f64)));
    }
    // One number alone is no range.
    if keys.is_none() && small.iter().any(|text| range(text).is_some_and(|(_, open)| open)) {
        keys = all(&small, &|text| range(text).map(|(key, _)| key));
    }
    keys.map(|keys| Places { keys, cyclic: false })
}

/// A key for each label, if two of them have one at least, and the others say that there is no label.
fn all(texts: &[String], read: &dyn Fn(&str) -> Option<f64>) -> Option<Vec<f64>> {
    let mut found = 0;
    let mut keys = Vec::new();
    for text in texts {
        let key = read(text);
        found += usize::from(key.is_some());
        keys.push(key.or_else(|| place(NO_LABEL, text).map(|_| f64::INFINITY))?);
    }
    (found > 1 || (found == 1 && texts.len() == 1)).then_some(keys)
}

/// Words and numbers in turn, without what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let class = |byte: Option<&u8>| match byte {
        Some(b'0'..=b'9' | b'.' | b',') => 1,
        Some(b'a'..=b'z') => 2,
        Some(_) => 0,
        None => 3,
    };
    let bytes = text.as_bytes();
    let mut start = 0;
    for at in 1..=bytes.len() {
        let before = class(bytes.get(at - 1));
        if class(bytes.get(at)) != before {
            pieces.extend(text.get(start..at).filter(|_| before > 0));
            start = at;
        }
    }
    pieces
}

/// Something that is counted, by year and number: `week 1`, `w04`, `2026-w03`, `q1 fy26`, `fy22`,
/// `tier 2`, `5 stars`; and what it is that is counted.
fn counted(text: &str, numbered: bool) -> Option<(f64, &'static str)> {
    if !text.is_ascii() || holds(text, "+<>$%") {
        return None;
    }
    let pieces = pieces(text);
    let fiscal = pieces.contains(&"fy");
    let (mut year, mut part, mut kind) = (None, None, None);
    for piece in &pieces {
        let Ok(number) = piece.parse::<i64>() else {
            let word = piece.strip_suffix('s').unwrap_or(piece);
            let known = COUNTED.split(',').nth(place(COUNTED, word)?)?;
            if known != "fy" && kind.replace(known).is_some() {
                return None;
            }
            continue;
        };
        let four = piece.len() == 4 && (1_900..2_101).contains(&number);
        let short = piece.len() == 2 && (fiscal || (part.is_some() && kind.is_some()));
        if four && year.is_none() {
            year = Some(number);
        } else if piece.len() == 6 && numbered && year.is_none() {
            // 202604
            (year, part) = (Some(number / 100), Some(number % 100));
        } else if short && year.is_none() {
            year = short_year(piece);
        } else if part.replace(number).is_some() {
            return None;
        }
    }
    // `2025/26` is a year that begins in the other one.
    let (this, next) = (year.unwrap_or(0), part.unwrap_or(0));
    let across = kind.is_none() && part == year.map(|year| (year + 1) % 100);
    let kind = kind.or(fiscal.then_some("fy")).or(numbered.then_some("week")).or(across.then_some("fy"))?;
    let most = match kind {
        "q" | "quarter" | "qtr" => 4,
        "h" | "half" => 2,
        "w" | "wk" | "kw" => 53,
        _ => i64::MAX,
    };
    // `2026` alone is a year, and no week.
    let complete = part.is_some() || (fiscal && year.is_some());
    (complete && next <= most).then(|| ((this * 1_000 + next.min(999)) as f64, kind))
}

/// A time of a day, or a range of them: `08:00`, `8 am`, `08:00-09:00`.
fn clock(text: &str) -> Option<f64> {
    let end = text.find(|letter| "-–".contains(letter)).unwrap_or(text.len());
    let text = text.get(..end)?.trim();
    let (time, shift) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(time), _) => (time, Some(0)),
        (_, Some(time)) => (time, Some(12)),
        _ => (text, None),
    };
    let (hours, minutes) = match time.trim().split_once(':') {
        Some((hours, rest)) => {
            let (minutes, seconds) = rest.split_at_checked(2)?;
            let plain = seconds.bytes().all(|byte| byte == b':' || byte.is_ascii_digit());
            (hours, Some(minutes).filter(|_| plain)?)
        }
        None if shift.is_some() => (time.trim(), "0"),
        None => return None,
    };
    let hours: i64 = hours.parse().ok().filter(|hour| (0..25).contains(hour))?;
    let minutes: i64 = minutes.parse().ok().filter(|minute| (0..60).contains(minute))?;
    let hours = shift.map_or(hours, |shift| hours % 12 + shift);
    Some((hours * 60 + minutes) as f64)
}

/// A range or a bound by its least number, and true where it is one: `18-24`, `55+`, `under 18`,
/// `$0–$50`, `1k to 5k`; false for a number alone.
fn range(text: &str) -> Option<(f64, bool)> {
    if text.chars().any(|letter| !letter.is_ascii_alphanumeric() && !SIGNS.contains(letter)) {
        return None;
    }
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for piece in pieces(text) {
        let scale = match piece {
            "k" => 1e3,
            "m" | "mn" => 1e6,
            "b" | "bn" => 1e9,
            _ => 1.0,
        };
        match numbers.last_mut() {
            _ if piece.bytes().any(|byte| byte.is_ascii_digit()) => {
                numbers.push(Number::parse(&piece.replace(',', ""))?.approximate()?);
            }
            Some(last) if scale > 1.0 => *last *= scale,
            _ => words.push(piece),
        }
    }
    let says = |list: &str| words.iter().any(|word| place(list, word).is_some());
    let below = holds(text, "<≤") || says("under,below,less,younger") || text.starts_with("up ");
    let above = holds(text, ">+≥") || says("over,above,more,older,plus,greater,up");
    match numbers[..] {
        // Beside a range that begins with the same number.
        [one] if below => Some((one - 1e-6, true)),
        [one] if above => Some((one + 1e-6, true)),
        [one] => Some((one, false)),
        [one, two] if one <= two && (holds(text, "-–") || says("to,and,between")) => Some((one, true)),
        _ => None,
    }
}
