//! How far an answer is, derived from the time since the question alone, so
//! that no task runs in the background and a test can set the clock.

use super::super::turn::Course;

/// What is visible of the query that is worked on. Later ones include the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sees {
    Nothing,
    /// Description and first thoughts.
    Thoughts,
    Sql,
    /// The statement has been handed to the warehouse.
    Statement,
    /// Its rows can be read and are counted.
    Rows,
    /// The whole message.
    Everything,
}

/// What is visible of an answer at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The value of `status`; another end replaces the last one.
    pub(crate) status: &'static str,
    /// The query that is worked on; those before it are completely visible.
    pub(crate) query: usize,
    pub(crate) sees: Sees,
    /// Milliseconds after the question at which the last change happened.
    pub(crate) since: u64,
}

impl Progress {
    /// What is visible of the query at place `at`.
    pub(crate) fn of_query(self, at: usize) -> Sees {
        match at.cmp(&self.query) {
            std::cmp::Ordering::Less => Sees::Everything,
            std::cmp::Ordering::Equal => self.sees,
            std::cmp::Ordering::Greater => Sees::Nothing,
        }
    }

    /// Whether the message is at its end.
    pub(crate) fn is_done(self) -> bool {
        self.status == "COMPLETED"
    }
}

/// When something changes: permille of the time to the answer, status, number of the query, what is seen.
type Moment = (u64, &'static str, usize, Sees);

/// Most of the time goes to the model, then to the warehouse. The model comes
/// back at the end to write the answer, so that the states do not only go forward.
const QUERY: &[Moment] = &[
    (0, "SUBMITTED", 0, Sees::Nothing),
    (30, "FILTERING_CONTEXT", 0, Sees::Nothing),
    (120, "FETCHING_METADATA", 0, Sees::Nothing),
    (250, "ASKING_AI", 0, Sees::Nothing),
    (350, "ASKING_AI", 0, Sees::Thoughts),
    (500, "ASKING_AI", 0, Sees::Sql),
    (600, "PENDING_WAREHOUSE", 0, Sees::Sql),
    (700, "EXECUTING_QUERY", 0, Sees::Statement),
    (900, "ASKING_AI", 0, Sees::Rows),
    (1000, "COMPLETED", 0, Sees::Everything),
];

/// A first query goes wrong, which Genie sees and corrects.
const CORRECTED: &[Moment] = &[
    (0, "SUBMITTED", 0, Sees::Nothing),
    (30, "FILTERING_CONTEXT", 0, Sees::Nothing),
    (100, "ASKING_AI", 0, Sees::Nothing),
    (200, "ASKING_AI", 0, Sees::Sql),
    (300, "PENDING_WAREHOUSE", 0, Sees::Sql),
    (350, "EXECUTING_QUERY", 0, Sees::Statement),
    (450, "ASKING_AI", 1, Sees::Nothing),
    (600, "ASKING_AI", 1, Sees::Sql),
    (700, "EXECUTING_QUERY", 1, Sees::Statement),
    (900, "ASKING_AI", 1, Sees::Rows),
    (1000, "COMPLETED", 1, Sees::Everything),
];

/// Nearly all the time goes to the start of the warehouse.
const SLOW_WAREHOUSE: &[Moment] = &[
    (0, "SUBMITTED", 0, Sees::Nothing),
    (10, "FILTERING_CONTEXT", 0, Sees::Nothing),
    (50, "ASKING_AI", 0, Sees::Thoughts),
    (120, "PENDING_WAREHOUSE", 0, Sees::Sql),
    (900, "EXECUTING_QUERY", 0, Sees::Statement),
    (980, "ASKING_AI", 0, Sees::Rows),
    (1000, "COMPLETED", 0, Sees::Everything),
];

/// Text-only turns need no warehouse and are ready sooner.
const TEXT: &[Moment] = &[
    (0, "SUBMITTED", 0, Sees::Nothing),
    (30, "FILTERING_CONTEXT", 0, Sees::Nothing),
    (120, "FETCHING_METADATA", 0, Sees::Nothing),
    (250, "ASKING_AI", 0, Sees::Nothing),
    (600, "COMPLETED", 0, Sees::Everything),
];

/// Share of the time to an answer that one execution of its query takes, in permille.
const EXECUTION: u64 = 200;

/// The progress `elapsed` milliseconds after a question, if usual answers take `total`.
pub(crate) fn progress(elapsed: u64, total: u64, course: Course) -> Progress {
    let (moments, total) = match course {
        Course::Text => (TEXT, total),
        Course::Query => (QUERY, total),
        Course::Corrected => (CORRECTED, total),
        Course::SlowWarehouse => (SLOW_WAREHOUSE, total.saturating_mul(4)),
    };
    let begins = |permille: u64| total.saturating_mul(permille) / 1000;
    let reached = moments.iter().rev().find(|(permille, ..)| elapsed >= begins(*permille));
    let &(from, status, query, sees) = reached.unwrap_or(&moments[0]);
    Progress { status, query, sees, since: begins(from) }
}

/// Milliseconds that one execution of a query takes, if usual answers take `total`.
pub(crate) fn execution(total: u64) -> u64 {
    total.saturating_mul(EXECUTION) / 1000
}

#[cfg(test)]
mod tests {
    use super::{Course, Progress, Sees, progress};

    const COURSES: [(Course, u64); 4] = [
        (Course::Text, 6_000),
        (Course::Query, 10_000),
        (Course::Corrected, 10_000),
        (Course::SlowWarehouse, 40_000),
    ];

    #[test]
    fn what_was_seen_stays_and_the_end_is_on_time() {
        for (course, end) in COURSES {
            let mut last = progress(0, 10_000, course);
            for elapsed in 0..=end {
                let now = progress(elapsed, 10_000, course);
                assert!((now.query, now.sees) >= (last.query, last.sees), "{course:?} at {elapsed}");
                assert!(now.since >= last.since && now.since <= elapsed);
                assert_eq!(now.is_done(), elapsed == end, "{course:?} at {elapsed}");
                last = now;
            }
        }
    }

    #[test]
    fn the_model_comes_back_after_the_warehouse() {
        for course in [Course::Query, Course::Corrected, Course::SlowWarehouse] {
            let mut states: Vec<_> =
                (0..40_000).map(|elapsed| progress(elapsed, 10_000, course).status).collect();
            states.dedup();
            let executed = states.iter().position(|status| *status == "EXECUTING_QUERY");
            let after = executed.map(|at| states[at + 1]);
            assert_eq!(after, Some("ASKING_AI"), "{course:?}");
        }
    }

    #[test]
    fn an_answer_that_takes_no_time_is_there_at_once() {
        let done = Progress { status: "COMPLETED", query: 0, sees: Sees::Everything, since: 0 };
        assert_eq!(progress(0, 0, Course::Query), done);
    }
}
