//! How a value reads: in the reader's locale, with every digit that was sent.

use std::borrow::Cow;
use std::cell::RefCell;

use web_sys::Element;

use crate::column::period::{Grain, civil, fits};
use crate::column::{Form, Sense};
use crate::domain::table::Kind;
use crate::i18n::grid::{GridKey, fill};
use crate::i18n::{self, Key};
use crate::platform::dates::Dates;
use crate::platform::intl::{self, Numbers, Times};
use crate::text::number::Number;
use crate::text::typed::Marks;
use crate::text::{binary, time, visible};

/// Characters of a cell that are put into the page; what is longer is to be opened.
const MOST: usize = 300;

/// Bytes of a binary value that are shown: few enough for its size to be seen beside them.
const PREVIEW: usize = 8;

/// Microseconds of a day.
const DAY_MICROS: i64 = 86_400_000_000;

/// A value as it is shown.
pub(super) struct Shown<'a> {
    /// What stands in the cell.
    pub text: Cow<'a, str>,
    /// What the style sheet is to know.
    pub class: &'static str,
    /// The exact value, where the text is not.
    pub exact: Option<&'a str>,
}

/// The formats of one locale, each made when it is first needed.
pub(super) struct Format {
    locale: Option<String>,
    /// By digits behind the point.
    numbers: RefCell<Vec<Option<Numbers>>>,
    day: Times,
    moment: Times,
    clock: Times,
    month: Dates,
    year: Dates,
}

impl Format {
    /// The formats for what stands in `element`.
    pub fn new(element: &Element) -> Self {
        let locale = intl::locale(element);
        let [day, moment, clock] = [(false, true), (true, false), (true, true)]
            .map(|(with_time, utc)| Times::new(locale.as_deref(), with_time, utc));
        let year = ("year", "numeric");
        let [month, year] =
            [&[("month", "short"), year], &[year][..]].map(|parts| Dates::new(locale.as_deref(), parts));
        Self { locale, numbers: RefCell::default(), day, moment, clock, month, year }
    }

    /// A number of rows or cells.
    pub fn count(&self, count: u64) -> String {
        let digits = count.to_string();
        self.number(&digits, 0).unwrap_or(digits)
    }

    /// A value of such a column.
    pub fn show<'a>(&self, sense: Sense, cell: Option<&'a str>) -> Shown<'a> {
        let plain = |text: Cow<'a, str>| Shown { text, class: "", exact: None };
        let Some(text) = cell else {
            return Shown { text: i18n::text(Key::Null).into(), class: "null", exact: None };
        };
        let kind = sense.kind;
        let shown = match kind {
            // A year, an id or a code is written as it was sent.
            _ if sense.form == Form::Name => {
                Number::parse(text).and_then(Number::plain).filter(|_| text.contains(['e', 'E']))
            }
            Kind::Integer => self.number(text, 0),
            Kind::Decimal(scale) => self.number(text, scale.map_or(0, usize::from)),
            Kind::Float => {
                let written = text.contains(['e', 'E']).then(|| Number::parse(text)?.plain()).flatten();
                self.number(written.as_deref().unwrap_or(text), 0)
            }
            Kind::Date | Kind::Timestamp | Kind::TimestampNtz => {
                let shown = self.time(sense, text).map(Cow::Owned);
                return shown.map_or(plain(text.into()), |shown| Shown {
                    text: shown,
                    class: "",
                    exact: Some(text),
                });
            }
            Kind::Binary => {
                return binary::preview(text, PREVIEW).map_or(plain(text.into()), |value| {
                    let more = if value.size > PREVIEW { "…" } else { "" };
                    let size = match value.size {
                        1 => i18n::grid::text(GridKey::OneByte).to_owned(),
                        size => fill(GridKey::Bytes, &[&self.count(size as u64)]),
                    };
                    let between = if value.size > 0 { " · " } else { "" };
                    let shown = [&value.hex, more, between, &size].concat();
                    Shown { text: shown.into(), class: "code", exact: Some(text) }
                });
            }
            _ if text.is_empty() => {
                let text = i18n::grid::text(GridKey::Empty).into();
                return Shown { text, class: "void", exact: None };
            }
            _ => {
                let class = if kind.is_nested() { "code" } else { "" };
                let shown = visible::line(text, MOST);
                let changed = matches!(shown, Cow::Owned(_)) && text.len() <= MOST;
                return Shown { text: shown, class, exact: changed.then_some(text) };
            }
        };
        plain(shown.map_or(text.into(), Cow::Owned))
    }

    /// A finite number in plain digits, with at least `scale` of them behind the point.
    pub fn number(&self, text: &str, scale: usize) -> Option<String> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
        if !plain || !matches!(Number::parse(text), Some(Number::Finite(_))) {
            return None;
        }
        let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len()).max(scale);
        let mut numbers = self.numbers.borrow_mut();
        if numbers.len() <= digits {
            numbers.resize_with(digits + 1, || None);
        }
        let known = numbers.get_mut(digits)?;
        known.get_or_insert_with(|| Numbers::new(self.locale.as_deref(), digits)).format(text)
    }

    fn time(&self, sense: Sense, text: &str) -> Option<String> {
        let written = time::read(text)?;
        let local = sense.form == Form::Local && written.offset.is_some();
        let micros = if local { time::micros(text)?.0 } else { written.clock };
        let ms = micros.div_euclid(1000) as f64;
        let midnight = sense.kind == Kind::Date || written.clock.rem_euclid(DAY_MICROS) == 0;
        let exact = if midnight { Grain::Day } else { Grain::Moment };
        let grain = match sense.form {
            // A value that is finer than its column's sample said is shown as fine as it is.
            Form::Time(grain) if fits(ms, exact) < grain => exact,
            Form::Time(grain) => grain,
            _ if sense.kind == Kind::Date => Grain::Day,
            _ => Grain::Moment,
        };
        match grain {
            Grain::Year => self.year.format(ms),
            Grain::Quarter => {
                let (_, month, _) = civil(ms);
                Some(fill(GridKey::QuarterOfYear, &[&((month + 2) / 3).to_string(), &self.year.format(ms)?]))
            }
            Grain::Month => self.month.format(ms),
            Grain::Day => self.day.format(ms),
            Grain::Moment => {
                let format = if local { &self.moment } else { &self.clock };
                let Some(digits) = fraction(text) else { return format.format(ms) };
                let digits = digits.chars().filter_map(|digit| self.number(&digit.to_string(), 0));
                let fraction: String = [self.marks().point.to_string()].into_iter().chain(digits).collect();
                format.with_fraction(ms, &fraction)
            }
        }
    }

    /// How numbers are typed in this locale.
    pub fn marks(&self) -> Marks {
        Marks::of(&self.number("1234567.5", 1).unwrap_or_default())
    }
}

/// The digits of a second's fraction, if there is any.
fn fraction(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('.')?;
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    let digits = rest.get(..end)?.trim_end_matches('0');
    Some(digits).filter(|digits| !digits.is_empty())
}
