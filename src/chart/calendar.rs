//! Days, months and years: read from cells, and as marks along an axis. UTC throughout, so that no
//! hour is missing and none comes twice.

use crate::text::time;

/// Milliseconds of a day.
pub const DAY: f64 = 86_400_000.0;
const MINUTE: f64 = 60_000.0;

/// What the times of a column are: the coarsest that fits all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Moments of a day.
    Moment,
    /// Days.
    Day,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
}

/// Reads a day, a month, a quarter, a year or a moment; in ms since 1970, with how exact it is.
pub fn read(text: &str) -> Option<(f64, Grain)> {
    if let Some((micros, _)) = time::micros(text) {
        let ms = micros as f64 / 1000.0;
        let midnight = micros.rem_euclid(86_400_000_000) == 0;
        return Some((ms, if midnight { Grain::Day } else { Grain::Moment }));
    }
    let mut parts = text.split(['-', ' ', '/']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let Some(second) = second else {
        return match (first.len(), year(first)) {
            (4, Some(year)) => Some((first_of(year, 1), Grain::Year)),
            // 202503
            (6, _) => Some((first_of(year(first.get(..4)?)?, month_number(first.get(4..)?)?), Grain::Month)),
            _ => None,
        };
    };
    let (year, part) = match year(first) {
        Some(year) => (year, second),
        None => (year(second)?, first),
    };
    if let Some(quarter) = part.strip_prefix(['Q', 'q']) {
        let quarter = quarter.parse::<i64>().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Some((first_of(year, quarter * 3 - 2), Grain::Quarter));
    }
    let named = || ordinal(part).filter(|at| *at <= 12).map(i64::from);
    Some((first_of(year, month_number(part).or_else(named)?), Grain::Month))
}

fn year(text: &str) -> Option<i64> {
    text.parse().ok().filter(|year| text.len() == 4 && (1_000..3_000).contains(year))
}

fn month_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|month| text.len() <= 2 && (1..=12).contains(month))
}

/// The first moment of a month, in ms since 1970.
pub fn first_of(year: i64, month: i64) -> f64 {
    time::days(year, month, 1) as f64 * DAY
}

/// Year, month and day of a time in ms since 1970.
pub fn civil(ms: f64) -> (i64, i64, i64) {
    time::civil((ms / DAY).floor() as i64)
}

/// What all these times are; `None` where one of them is no time.
pub fn grain<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Grain> {
    let mut all = Some(Grain::Year);
    for text in texts {
        let (ms, exact) = read(text)?;
        let (_, month, day) = civil(ms);
        let fits = match exact {
            Grain::Day if day == 1 && month == 1 => Grain::Year,
            Grain::Day if day == 1 && month % 3 == 1 => Grain::Quarter,
            Grain::Day if day == 1 => Grain::Month,
            exact => exact,
        };
        all = all.min(Some(fits));
    }
    all
}

/// The place of a name among months (1 to 12) or days of the week (21 to 27), in English.
pub fn ordinal(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let small = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let find = |names: &[&str], first: u8| {
        let is = |name: &&str| {
            *name == small || (small.len() >= 3 && small.len() <= 4 && name.starts_with(&small))
        };
        names.iter().position(is).map(|at| first + at as u8)
    };
    find(&MONTHS, 1).or_else(|| find(&DAYS, 21))
}

/// Distance of marks on a time axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// So many milliseconds, a day at most.
    Time(f64),
    /// So many days.
    Days(i64),
    /// So many months, a divisor of 12.
    Months(i64),
    /// So many years.
    Years(i64),
}

const STEPS: [Step; 24] = [
    Step::Time(MINUTE),
    Step::Time(5.0 * MINUTE),
    Step::Time(15.0 * MINUTE),
    Step::Time(30.0 * MINUTE),
    Step::Time(60.0 * MINUTE),
    Step::Time(180.0 * MINUTE),
    Step::Time(360.0 * MINUTE),
    Step::Time(720.0 * MINUTE),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(500),
];

/// Marks between two times, both in ms since 1970, not finer than `grain`: at most `most` of them.
pub fn ticks(from: f64, to: f64, grain: Grain, most: usize) -> (Step, Vec<f64>) {
    let fine = |step: &&Step| match step {
        Step::Time(_) => grain == Grain::Moment,
        Step::Days(_) => grain <= Grain::Day,
        Step::Months(count) => grain <= Grain::Month || (grain == Grain::Quarter && count % 3 == 0),
        Step::Years(_) => true,
    };
    let most = most.max(1);
    for step in STEPS.iter().filter(fine) {
        // A rough count first: marks of minutes over a century need not be made.
        if (to - from) / length(*step) < most as f64 + 1.0 {
            let marks = marks(from, to, *step);
            if marks.len() <= most {
                return (*step, marks);
            }
        }
    }
    (Step::Years(1), vec![from])
}

fn length(step: Step) -> f64 {
    match step {
        Step::Time(ms) => ms,
        Step::Days(days) => days as f64 * DAY,
        Step::Months(months) => months as f64 * 28.0 * DAY,
        Step::Years(years) => years as f64 * 365.0 * DAY,
    }
}

fn marks(from: f64, to: f64, step: Step) -> Vec<f64> {
    let (year, month, _) = civil(from);
    let mark = |at: i64| match step {
        Step::Time(ms) => ((from / ms).ceil() + at as f64) * ms,
        // Weeks begin on Mondays: day 4 of 1970 is one.
        Step::Days(days) => {
            let first = (from / DAY).ceil() as i64 - 4;
            ((first + days - 1).div_euclid(days) * days + 4 + at * days) as f64 * DAY
        }
        Step::Months(months) => {
            let first = (year * 12 + month - 1).div_euclid(months) * months + at * months;
            first_of(first.div_euclid(12), first.rem_euclid(12) + 1)
        }
        Step::Years(years) => first_of(year.div_euclid(years) * years + at * years, 1),
    };
    (0..).map(mark).skip_while(|mark| *mark < from).take_while(|mark| *mark <= to).collect()
}
