//! Values compared by what their column's type says, never by a float.

use std::cmp::Ordering;

use crate::domain::table::Kind;
use crate::text::number::Number;
use crate::text::{fold, time};

/// The key of NULL: behind everything.
pub(super) const NULL: u64 = u64::MAX;
/// The key of text that is no value of its column's type: behind all that are.
const STRANGE: u64 = u64::MAX - 1;

/// True for types whose values are ordered as text.
pub(super) fn is_text(kind: Kind) -> bool {
    !kind.is_numeric() && !kind.is_time() && kind != Kind::Boolean
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
        kind if kind.is_time() => time::micros(text).map_or((STRANGE, false), |(micros, cut)| {
            // Moves the smallest number to 0.
            (micros.cast_unsigned() ^ 1 << 63, !cut)
        }),
        _ => (fold::key(text), false),
    }
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
    fold::compare(left, right)
}
