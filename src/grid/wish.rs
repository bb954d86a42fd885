//! What a reader asks of one column, as typed, and the tests that it comes to.

use super::filter::Test;
use crate::domain::table::Kind;
use crate::text::number::Number;

/// The fields of one column's filter; what is empty asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Text that a value holds.
    pub contains: String,
    /// The value itself.
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

/// True where a field can be compared with values of that kind: numbers are typed with a point and
/// without groups, as they are sent.
pub fn is_valid(kind: Kind, field: &str) -> bool {
    !kind.is_numeric() || matches!(Number::parse(field), Some(Number::Finite(_)))
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

    /// The tests for a column of that kind. `day` gives the moment at which a day begins or, where its
    /// second argument says so, ends; what cannot be compared asks for nothing.
    pub fn tests(&self, kind: Kind, day: impl Fn(&str, bool) -> String) -> Vec<Test> {
        let bound = |field: &str, end: bool| {
            let given = Some(field).filter(|field| !field.is_empty() && is_valid(kind, field))?;
            Some(if kind.is_time() { day(given, end) } else { given.to_owned() })
        };
        let range = (bound(&self.from, false), bound(&self.to, true));
        let text = |field: &String| Some(field.clone()).filter(|field| !field.is_empty());
        [
            text(&self.contains).map(Test::Contains),
            text(&self.equals).filter(|field| is_valid(kind, field)).map(Test::Equals),
            Some(range).filter(|range| *range != (None, None)).map(|(from, to)| Test::Range(from, to)),
            (!self.values.is_empty()).then(|| Test::OneOf(self.values.clone())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
