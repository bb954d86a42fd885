//! How long a service asks to wait: as a header, as a detail of an error, in words.

use super::http_date;

/// Longest wait that is believed, in ms. A clock that is wrong by years must not stop the widget.
const CAP_MS: u64 = 3_600_000;

/// Reads `Retry-After`: seconds, whole or with a fraction, or a date.
///
/// A date counts from the reply's own `Date`, because clocks differ, and from `now_ms` where the
/// reply has none that can be read. What is past is zero; nothing is more than an hour.
pub fn retry_after_ms(header: &str, date: Option<&str>, now_ms: u64) -> Option<u64> {
    seconds_ms(header).or_else(|| {
        let until = http_date::parse(header)?;
        let now = date.and_then(http_date::parse).unwrap_or(now_ms);
        Some(until.saturating_sub(now).min(CAP_MS))
    })
}

/// Reads seconds such as `12`, `1.58` or the `42.5s` of `google.rpc.RetryInfo`.
pub fn seconds_ms(text: &str) -> Option<u64> {
    let text = text.trim();
    let text = text.strip_suffix('s').unwrap_or(text);
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let mut ms = 0_u64;
    // What a digit is worth, in ms, once the fraction has begun.
    let mut worth = None;
    let mut is_number = false;
    for &byte in digits {
        match (byte, &mut worth) {
            (b'0'..=b'9', None) => {
                ms = ms.saturating_mul(10).saturating_add(u64::from(byte - b'0') * 1_000);
                is_number = true;
            }
            (b'0'..=b'9', Some(worth)) => {
                ms = ms.saturating_add(u64::from(byte - b'0') * *worth);
                *worth /= 10;
            }
            (b'.', None) if is_number => worth = Some(100),
            _ => return None,
        }
    }
    let past = text.starts_with('-');
    is_number.then(|| if past { 0 } else { ms.min(CAP_MS) })
}

/// Finds a wait in a sentence: `Retry after 20 seconds.`
pub fn in_words(words: &str) -> Option<u64> {
    let mut number = None;
    for word in words.split_ascii_whitespace() {
        let unit = if word.starts_with("sec") {
            1
        } else if word.starts_with("min") {
            60
        } else {
            number = seconds_ms(word);
            // `20s` is a number with its unit.
            if number.is_some() && word.ends_with('s') {
                return number;
            }
            continue;
        };
        if let Some(number) = number {
            return Some(number.saturating_mul(unit).min(CAP_MS));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 784_111_777_000;

    #[test]
    fn retry_after_counts_seconds_and_their_fractions() {
        for (text, ms) in [
            (" 12 ", 12_000),
            ("1.58", 1_580),
            ("0.0019", 1),
            ("42.5s", 42_500),
            ("3.", 3_000),
            ("0", 0),
            ("-5", 0),
            ("3600", 3_600_000),
            ("3601", 3_600_000),
            ("99999999999999999999999999", 3_600_000),
        ] {
            assert_eq!(retry_after_ms(text, None, NOW), Some(ms), "{text}");
        }
        for text in ["", "soon", ".", "-", "1.2.3", ".5", "1e3", "+1", "12 s", "١"] {
            assert_eq!(retry_after_ms(text, None, NOW), None, "{text}");
        }
    }

    #[test]
    fn a_date_counts_from_the_replys_date_and_else_from_the_clock() {
        let until = "Sun, 06 Nov 1994 08:50:07 GMT";
        assert_eq!(retry_after_ms(until, None, NOW), Some(30_000));
        let date = |date| retry_after_ms(until, Some(date), 0);
        assert_eq!(date("Sun, 06 Nov 1994 08:50:00 GMT"), Some(7_000));
        assert_eq!(date("Sun, 06 Nov 1994 08:51:00 GMT"), Some(0), "it is past");
        assert_eq!(date("Sun, 06 Nov 1994 01:00:00 GMT"), Some(3_600_000));
        assert_eq!(retry_after_ms(until, Some("today"), NOW), Some(30_000));
    }

    #[test]
    fn a_wait_is_found_in_words() {
        for (words, ms) in [
            ("Rate limit exceeded. Retry after 20 seconds.", Some(20_000)),
            ("Please wait 1 second, then try again", Some(1_000)),
            ("Try again in 2 minutes.", Some(120_000)),
            ("Retry in 7.5s", Some(7_500)),
            ("5 questions per minute are allowed. Wait 90 minutes.", Some(3_600_000)),
            ("5 questions are too many", None),
            ("Rate limit exceeded.", None),
            ("", None),
        ] {
            assert_eq!(in_words(words), ms, "{words}");
        }
    }
}
