//! What goes together on an axis, and what a reader may switch to.

use super::super::field::{Field, Role, Unit};
use super::{Choice, Kind};

/// Ratio of sizes beyond which two series do not fit one axis.
const RATIO: f64 = 20.0;

/// True for shares that make up a whole.
pub(super) fn is_share(field: &Field) -> bool {
    let whole = if field.unit == Unit::Percent { 100.0 } else { 1.0 };
    field.share && (0.99..1.01).contains(&(field.sum / whole))
}

/// The greatest distance from zero.
fn size(field: &Field) -> f64 {
    field.min.abs().max(field.max.abs())
}

/// True where two measures can be read on one axis: the same unit, and sizes that are not too far apart.
pub fn same_axis(one: &Field, other: &Field) -> bool {
    let (less, more) = (size(one).min(size(other)), size(one).max(size(other)));
    let percent = |unit| matches!(unit, Unit::Percent | Unit::Fraction);
    let same = one.unit == other.unit
        || (!percent(one.unit) && !percent(other.unit) && {
            let money = |unit| matches!(unit, Unit::Money(_));
            money(one.unit) == money(other.unit)
        });
    same && more <= less * RATIO
}

/// The kinds that a reader may switch to from this choice.
pub fn kinds(fields: &[Field], choice: &Choice, series: usize) -> Vec<Kind> {
    let role = |at: Option<usize>| at.and_then(|at| fields.get(at)).map(|field| field.role);
    if choice.kind == Kind::Number {
        return vec![Kind::Number];
    }
    let measures = fields.iter().filter(|field| field.is_measure()).count();
    let along = fields.iter().any(Field::is_x);
    let y = choice.ys.first().and_then(|at| fields.get(*at));
    let positive = y.is_some_and(|field| field.min >= 0.0);
    let ordered = matches!(role(choice.x), Some(Role::Time(_) | Role::Ordinal));
    let mut kinds = Vec::new();
    let mut offer = |kind, suits: bool| {
        if suits || kind == choice.kind {
            kinds.push(kind);
        }
    };
    let several = series > 1;
    offer(Kind::Bar, along && !several);
    offer(Kind::Grouped, along && several);
    offer(Kind::Stacked, along && several);
    offer(Kind::Line, along && (ordered || choice.kind == Kind::Scatter));
    offer(Kind::Area, along && ordered && positive);
    offer(Kind::Donut, along && !several && positive && !ordered);
    offer(Kind::Scatter, measures > 1);
    kinds
}
