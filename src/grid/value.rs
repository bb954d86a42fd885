//! Values compared by what their column's type says, never by a float.

use std::cmp::Ordering;

use crate::domain::table::Kind;
use crate::text::number::Number;
use crate::text::{fold, interval, time};

/// The key of NULL: behind everything.
pub(super) const NULL: u64 = u64::MAX;
/// The key of text that is no value of its column's type: behind all that are.
const STRANGE: u64 = u64::MAX - 1;

/// True for types whose values are ordered as text.
pub(super) fn is_text(kind: Kind) -> bool {
    !kind.is_numeric() && !kind.is_time() && !matches!(kind, Kind::Boolean | Kind::Interval)
}

/// A key that orders as [`compare`] does where the keys differ, and whether an equal key means that
/// the values are the same.
pub(super) fn key(kind: Kind, cell: Option<&str>) -> (u64, bool) {
    let Some(text) = cell else { return (NULL, true) };
    match kind {
        Kind::Boolean => match text {
            _ if text.eq_ignore_ascii_case("false") => (0, true),
            _ if text.eq_ignore_ascii_case("true") => (1, true),
            _ => (STRANGE, false),
        },
        kind if kind.is_numeric() => Number::parse(text).map_or((STRANGE, false), Number::key),
        kind if kind.is_time() => ordered(time::micros(text)),
        Kind::Interval => ordered(interval::length(text)),
        _ => (fold::key(text), false),
    }
}

/// A key of a number that may have lost its last digits; none is of text that is no value.
fn ordered(read: Option<(i64, bool)>) -> (u64, bool) {
    // Moves the smallest number to 0.
    read.map_or((STRANGE, false), |(size, cut)| (size.cast_unsigned() ^ 1 << 63, !cut))
}

/// Orders two values of which neither is NULL.
pub(super) fn compare(kind: Kind, left: &str, right: &str) -> Ordering {
    let ((mine, exact), (others, too)) = (key(kind, Some(left)), key(kind, Some(right)));
    mine.cmp(&others)
        .then_with(|| if exact && too { Ordering::Equal } else { compare_same_key(kind, left, right) })
}

/// Orders two values whose keys are equal and do not tell all.
pub(super) fn compare_same_key(kind: Kind, left: &str, right: &str) -> Ordering {
    if kind.is_numeric()
        && let (Some(left), Some(right)) = (Number::parse(left), Number::parse(right))
    {
        return left.compare(right);
    }
    let order = fold::compare(left, right);
    // Beyond the microseconds more digits are longer, and of what is below zero, shorter.
    let below = kind == Kind::Interval && left.starts_with('-') && right.starts_with('-');
    if below { order.reverse() } else { order }
}
