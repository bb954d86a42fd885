//! Numbers and times in the reader's locale, each format made when it is first needed.

use std::cell::{OnceCell, RefCell};

use web_sys::Element;

use crate::chart::words::{Style, Words};
use crate::column::period::civil;
use crate::i18n::chart::{ChartKey, fill, text};
use crate::platform::dates::Dates;
use crate::platform::intl::{self, Numbers};

const YEAR: (&str, &str) = ("year", "numeric");
const MONTH: (&str, &str) = ("month", "short");
const DAY: (&str, &str) = ("day", "numeric");
const HOUR: (&str, &str) = ("hour", "2-digit");
const MINUTE: (&str, &str) = ("minute", "2-digit");

/// The words of one locale.
pub(super) struct Locale {
    name: Option<String>,
    /// By digits behind the point.
    numbers: RefCell<Vec<Option<Numbers>>>,
    /// By style.
    dates: [OnceCell<Dates>; 7],
}

impl Locale {
    /// The words for what stands in `element`.
    pub fn of(element: &Element) -> Self {
        Self { name: intl::locale(element), numbers: RefCell::default(), dates: Default::default() }
    }

    fn date(&self, ms: f64, at: usize, parts: &[(&str, &str)]) -> String {
        let make = || Dates::new(self.name.as_deref(), parts);
        let format = self.dates.get(at).map(|format| format.get_or_init(make));
        let plain = || {
            let (year, month, day) = civil(ms);
            [year, month, day].map(|part| part.to_string()).join("-")
        };
        format.and_then(|format| format.format(ms)).unwrap_or_else(plain)
    }
}

impl Words for Locale {
    fn number(&self, digits: &str) -> String {
        let places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let mut numbers = self.numbers.borrow_mut();
        if numbers.len() <= places {
            numbers.resize_with(places + 1, || None);
        }
        let known = numbers.get_mut(places);
        let format =
            known.map(|known| known.get_or_insert_with(|| Numbers::new(self.name.as_deref(), places)));
        format.and_then(|format| format.format(digits)).unwrap_or_else(|| digits.to_owned())
    }

    fn letter(&self, power: i32) -> &str {
        match power {
            3 => text(ChartKey::Thousands),
            6 => text(ChartKey::Millions),
            9 => text(ChartKey::Billions),
            12 => text(ChartKey::Trillions),
            _ => "",
        }
    }

    fn time(&self, ms: f64, style: Style) -> String {
        let quarter = || ((civil(ms).1 + 2) / 3).to_string();
        match style {
            Style::Year => self.date(ms, 0, &[YEAR]),
            Style::Month => self.date(ms, 1, &[MONTH]),
            Style::MonthOfYear => self.date(ms, 2, &[MONTH, YEAR]),
            Style::Day => self.date(ms, 3, &[MONTH, DAY]),
            Style::DayOfYear => self.date(ms, 4, &[MONTH, DAY, YEAR]),
            Style::Clock => self.date(ms, 5, &[HOUR, MINUTE, ("hourCycle", "h23")]),
            Style::Moment => self.date(ms, 6, &[MONTH, DAY, YEAR, HOUR, MINUTE, ("hourCycle", "h23")]),
            Style::QuarterOnly => fill(ChartKey::Quarter, &[&quarter()]),
            Style::Quarter => fill(ChartKey::QuarterOfYear, &[&quarter(), &self.date(ms, 0, &[YEAR])]),
        }
    }

    fn null(&self) -> &str {
        text(ChartKey::Null)
    }

    fn other(&self) -> &str {
        text(ChartKey::Other)
    }
}
