//! What a reader asks of one column, as typed, and the tests that it comes to.

use super::filter::Test;
use crate::column::{Form, Sense};
use crate::domain::table::Kind;
use crate::text::interval;
use crate::text::number::Number;
use crate::text::typed::Marks;

/// The fields of one column's filter; what is empty asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Text that a value holds.
    pub contains: String,
    /// The value itself; of times, the day.
    pub equals: String,
    /// The least value: a number or a day.
    pub from: String,
    /// The greatest value.
    pub to: String,
    /// The values that are ticked, of few; `None` is NULL.
    pub values: Vec<Option<String>>,
}

/// One thing that is asked, for the reader to see and to take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// [`Wish::contains`].
    Contains,
    /// [`Wish::equals`].
    Equals,
    /// [`Wish::from`] and [`Wish::to`].
    Range,
    /// [`Wish::values`].
    Values,
}

/// A field as a value of that kind, `None` where it is none: numbers are typed as their locale writes
/// them, or as they are sent.
pub fn value(kind: Kind, marks: Marks, field: &str) -> Option<String> {
    if kind == Kind::Interval {
        return Some(field.to_owned()).filter(|field| interval::length(field).is_some());
    }
    if !kind.is_numeric() {
        return Some(field.to_owned());
    }
    let sent =
        || Some(field.to_owned()).filter(|field| matches!(Number::parse(field), Some(Number::Finite(_))));
    marks.plain(field, true).or_else(sent)
}

impl Wish {
    /// The parts that ask for something.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let range = [self.from.as_str(), &self.to].concat();
        let asked = [
            (Part::Contains, self.contains.is_empty()),
            (Part::Equals, self.equals.is_empty()),
            (Part::Range, range.is_empty()),
            (Part::Values, self.values.is_empty()),
        ];
        asked.into_iter().filter(|(_, empty)| !empty).map(|(part, _)| part)
    }

    /// Takes a part back.
    pub fn clear(&mut self, part: Part) {
        match part {
            Part::Contains => self.contains.clear(),
            Part::Equals => self.equals.clear(),
            Part::Values => self.values.clear(),
            Part::Range => {
                self.from.clear();
                self.to.clear();
            }
        }
    }

    /// The tests for such a column, of fields typed with these marks. To equal a day is to lie within
    /// it, by the clock by which the column is shown: for the reader's clock, `local` gives the moment at
    /// which a day begins or, where its second argument says so, ends. What cannot be compared asks for
    /// nothing.
    pub fn tests(&self, sense: Sense, marks: Marks, local: impl Fn(&str, bool) -> String) -> Vec<Test> {
        let kind = sense.kind;
        let day = |day: &str, end: bool| match sense.form {
            Form::Local => local(day, end),
            _ if end => [day, "T23:59:59.999999"].concat(),
            _ => day.to_owned(),
        };
        let bound = |field: &str, end: bool| {
            let given = Some(field).filter(|field| !field.is_empty())?;
            if kind.is_time() { Some(day(given, end)) } else { value(kind, marks, given) }
        };
        let range = |from: &str, to: &str| match (bound(from, false), bound(to, true)) {
            (None, None) => None,
            (from, to) if kind.is_time() && sense.form != Form::Local => Some(Test::Clock(from, to)),
            (from, to) => Some(Test::Range(from, to)),
        };
        let text = |field: &String| Some(field.clone()).filter(|field| !field.is_empty());
        let equals = match kind.is_time() {
            true => range(&self.equals, &self.equals),
            false => bound(&self.equals, false).map(Test::Equals),
        };
        [
            text(&self.contains).map(Test::Contains),
            equals,
            range(&self.from, &self.to),
            (!self.values.is_empty()).then(|| Test::OneOf(self.values.clone())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
