//! The shape of a result: what names its rows, and how many there are.

use super::super::field::{Field, Role};
use super::super::sort;
use super::axes::{is_share, same_axis};
use super::{Choice, Kind, MOST_SERIES, Order};
use crate::column::period::Grain;
use crate::domain::table::Table;

/// Categories along an axis beyond which a chart says less than the table.
const MOST_CATEGORIES: usize = 100;
/// Ids along an axis: they say little, so there must be few.
const MOST_LABELS: usize = 30;
/// Categories that are shown at once; the others are taken together.
const SHOWN: usize = 20;
/// Shares that a ring can tell apart.
const MOST_SHARES: usize = 6;
/// Numbers that are shown large.
const MOST_NUMBERS: usize = 4;
/// Points that make a cloud.
const CLOUD: usize = 8;
/// Times from which on a line shows more than columns.
const LINE: usize = 4;
/// Bars side by side at one place.
const SIDE_BY_SIDE: usize = 4;

/// The fields by what they are for.
pub(super) struct Roles<'a> {
    pub table: &'a Table,
    pub fields: &'a [Field],
    pub ordered: bool,
    pub measures: Vec<usize>,
    pub times: Vec<usize>,
    pub categories: Vec<usize>,
    pub labels: Vec<usize>,
}

impl Roles<'_> {
    pub fn field(&self, at: usize) -> Option<&Field> {
        self.fields.get(at)
    }

    fn distinct(&self, at: usize) -> usize {
        self.field(at).map_or(0, |field| field.distinct)
    }

    /// True where no two rows have the same values in both columns.
    fn unique(&self, one: usize, other: usize) -> bool {
        let columns = [one, other].map(|at| self.field(at).map_or(0, |field| field.column));
        sort::values(self.table, &columns).1.len() == self.table.rows()
    }

    /// The order in which categories stand: their own, that of the statement, or by size.
    fn order(&self, at: usize) -> Order {
        let ordinal = self.field(at).is_some_and(|field| field.role == Role::Ordinal);
        if ordinal || self.ordered { Order::Given } else { Order::Value }
    }

    fn alone(&self, at: usize) -> bool {
        self.distinct(at) == self.table.rows()
    }

    pub fn numbers(&self) -> Option<Choice> {
        let ys: Vec<usize> = self.measures.clone();
        let texts = self.times.len() + self.categories.len() + self.labels.len();
        if ys.is_empty() || ys.len() > MOST_NUMBERS || texts > 2 {
            return None;
        }
        Some(Choice { kind: Kind::Number, x: None, ..Choice::new(Kind::Number, 0, None, &ys) })
    }

    pub fn over_time(&self, time: usize, first: usize, ys: &[usize]) -> Option<Choice> {
        let times = self.distinct(time);
        let few = times < LINE;
        let year = self.field(time).is_some_and(|field| field.role == Role::Time(Grain::Year));
        if times < 2 {
            // The same day in every row: the categories tell the rows apart.
            return self.by_category(first, ys);
        }
        if self.alone(time) {
            // Years beside months or quarters are one time in two columns, which the table shows better.
            if self.categories.len() + self.labels.len() > 1 {
                return None;
            }
            let kind = match self.field(first)? {
                field if field.running && ys.len() == 1 && field.min >= 0.0 => Kind::Area,
                _ if few && ys.len() > 1 && self.comparable(ys) => Kind::Grouped,
                _ if few => Kind::Bar,
                _ => Kind::Line,
            };
            return Some(Choice::new(kind, time, None, &ys[..ys.len().min(SIDE_BY_SIDE)]));
        }
        if !self.labels.is_empty() {
            return None;
        }
        let [series] = self.categories[..] else {
            // Years and months in two columns.
            return self.year_and_part(time, first, year);
        };
        if self.field(series)?.role == Role::Ordinal && year {
            return self.year_and_part(time, first, year);
        }
        let count = self.distinct(series);
        if !self.unique(time, series) || count > MOST_CATEGORIES {
            return None;
        }
        let kind = if few && count <= SIDE_BY_SIDE * 2 { Kind::Grouped } else { Kind::Line };
        if few && kind == Kind::Line && times < 3 {
            // Two times and many categories: bars by category, a series for each time.
            let rows = Choice {
                order: self.order(series),
                ..Choice::new(Kind::Grouped, series, Some(time), &[first])
            };
            return (count <= SHOWN).then_some(rows);
        }
        Some(Choice::new(kind, time, Some(series), &[first]))
    }

    /// Months of several years: a line for each year.
    fn year_and_part(&self, time: usize, first: usize, year: bool) -> Option<Choice> {
        let [part] = self.categories[..] else { return None };
        let fits = year && self.field(part)?.role == Role::Ordinal && self.unique(time, part);
        fits.then(|| Choice::new(Kind::Line, part, Some(time), &[first]))
    }

    pub fn by_category(&self, first: usize, ys: &[usize]) -> Option<Choice> {
        let rows = self.table.rows();
        // The first column that names each row is what the rows are about.
        let named = self.categories.iter().copied().find(|at| self.alone(*at));
        if let Some(x) = named.filter(|_| self.categories.len() <= 3) {
            return self.along(x, ys);
        }
        match (&self.categories[..], &self.labels[..]) {
            ([], [id]) if rows <= MOST_LABELS && self.alone(*id) && ys.len() <= 2 => self.along(*id, ys),
            ([], labels) if labels.len() <= 1 => self.cloud(None, ys),
            ([one], []) => self.cloud(Some(*one), ys),
            ([one, other], []) => self.grouped(*one, *other, first),
            _ => None,
        }
    }

    /// One category for each row.
    fn along(&self, x: usize, ys: &[usize]) -> Option<Choice> {
        let rows = self.table.rows();
        let ordinal = self.field(x)?.role == Role::Ordinal;
        if rows > SHOWN * 2 && ys.len() > 1 && ys.len() <= 3 && !self.comparable(ys) {
            return self.cloud(None, ys);
        }
        if rows > MOST_CATEGORIES {
            return None;
        }
        let shared = |at: &usize| self.field(*at).is_some_and(is_share);
        if let Some(share) = ys.iter().copied().find(shared) {
            if rows <= MOST_SHARES && !ordinal && self.field(share)?.min > 0.0 {
                return Some(Choice { order: Order::Value, ..Choice::new(Kind::Donut, x, None, &[share]) });
            }
            // Beside what they are shares of, they say the same once more.
            let others: Vec<usize> = ys.iter().copied().filter(|at| !shared(at)).collect();
            if !others.is_empty() {
                return self.along(x, &others);
            }
        }
        let kind = match ys.len() {
            1 if ordinal && rows > SHOWN => Kind::Line,
            1 => Kind::Bar,
            _ if ordinal && rows >= LINE => Kind::Line,
            2..=SIDE_BY_SIDE if self.comparable(ys) => Kind::Grouped,
            // Panels of bars, one below the other.
            _ => Kind::Bar,
        };
        let ys = &ys[..ys.len().min(if kind == Kind::Bar { 3 } else { SIDE_BY_SIDE })];
        let order = self.order(x);
        let top = if rows > SHOWN + 5 && !ordinal { SHOWN - 5 } else { 0 };
        Some(Choice { order, top, ..Choice::new(kind, x, None, ys) })
    }

    /// Two categories that name each row together: the one with fewer values makes the series.
    fn grouped(&self, one: usize, other: usize, first: usize) -> Option<Choice> {
        let ordinal = |at: usize| self.field(at).is_some_and(|field| field.role == Role::Ordinal);
        let (x, series) = match self.distinct(one) >= self.distinct(other) {
            _ if ordinal(one) && !ordinal(other) => (one, other),
            _ if ordinal(other) && !ordinal(one) => (other, one),
            true => (one, other),
            false => (other, one),
        };
        let (places, count) = (self.distinct(x), self.distinct(series));
        // Places with an order make a line, which has room for more.
        let most = if ordinal(x) { MOST_CATEGORIES } else { SHOWN + 5 };
        if !self.unique(x, series) || places > most || !(2..=SHOWN).contains(&count) {
            return None;
        }
        let field = self.field(first)?;
        let stackable = field.additive && field.min >= 0.0;
        let kind = match () {
            () if ordinal(x) && places > LINE => Kind::Line,
            () if count <= SIDE_BY_SIDE && places * count <= SHOWN * 2 => Kind::Grouped,
            () if stackable => Kind::Stacked,
            () => return None,
        };
        Some(Choice::new(kind, x, Some(series), &[first]))
    }

    fn cloud(&self, series: Option<usize>, ys: &[usize]) -> Option<Choice> {
        let [x, y, ..] = *ys else { return None };
        let series = series.filter(|at| self.distinct(*at) <= MOST_SERIES);
        let varied =
            |at: usize| self.field(at).is_some_and(|field| field.distinct > 3 && field.min < field.max);
        let cloud = ys.len() <= 3 && self.table.rows() >= CLOUD && varied(x) && varied(y);
        cloud.then(|| Choice::new(Kind::Scatter, x, series, &[y]))
    }

    /// True where one axis fits all of them.
    fn comparable(&self, ys: &[usize]) -> bool {
        let fields: Vec<&Field> = ys.iter().filter_map(|at| self.field(*at)).collect();
        fields.first().is_none_or(|first| fields.iter().all(|field| same_axis(first, field)))
    }
}
