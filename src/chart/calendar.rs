//! Days, months and years as marks along an axis, by the clock that wrote them: no hour is missing and
//! none comes twice.

use crate::column::period::{DAY, Grain, civil, first_of};

const MINUTE: f64 = 60_000.0;

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
