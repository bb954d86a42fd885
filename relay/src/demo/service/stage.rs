//! How far an answer is, derived from the time since the question alone, so
//! that no task runs in the background and a test can set the clock.

/// The states of a message, in the order in which they pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Submitted,
    FilteringContext,
    FetchingMetadata,
    AskingAi,
    PendingWarehouse,
    ExecutingQuery,
    /// Completed or failed.
    Done,
}

impl Stage {
    /// The value of `status`; a failed message replaces the last one.
    pub(crate) const fn status(self) -> &'static str {
        match self {
            Self::Submitted => "SUBMITTED",
            Self::FilteringContext => "FILTERING_CONTEXT",
            Self::FetchingMetadata => "FETCHING_METADATA",
            Self::AskingAi => "ASKING_AI",
            Self::PendingWarehouse => "PENDING_WAREHOUSE",
            Self::ExecutingQuery => "EXECUTING_QUERY",
            Self::Done => "COMPLETED",
        }
    }
}

/// What is visible of an answer at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) stage: Stage,
    /// Description and first thoughts are there.
    pub(crate) thinking: bool,
    /// The SQL is there.
    pub(crate) written: bool,
    /// Milliseconds after the question at which the last change happened.
    pub(crate) since: u64,
}

/// When each stage begins, in permille of the time to the answer. Most of the
/// time goes to the model, then to the warehouse.
const QUERY: [(u64, Stage); 7] = [
    (0, Stage::Submitted),
    (30, Stage::FilteringContext),
    (120, Stage::FetchingMetadata),
    (250, Stage::AskingAi),
    (600, Stage::PendingWarehouse),
    (700, Stage::ExecutingQuery),
    (1000, Stage::Done),
];

/// Text-only turns need no warehouse and are ready sooner.
const TEXT: [(u64, Stage); 5] = [
    (0, Stage::Submitted),
    (30, Stage::FilteringContext),
    (120, Stage::FetchingMetadata),
    (250, Stage::AskingAi),
    (600, Stage::Done),
];

const THINKING: u64 = 350;
const WRITTEN: u64 = 500;

/// The progress `elapsed` milliseconds after a question whose answer takes
/// `total`; `query` tells a turn with SQL from one with text only.
pub(crate) fn progress(elapsed: u64, total: u64, query: bool) -> Progress {
    let schedule: &[_] = if query { &QUERY } else { &TEXT };
    let begins = |permille: u64| total.saturating_mul(permille) / 1000;
    let reached = |permille: u64| elapsed >= begins(permille);
    let now = schedule.iter().rev().find(|(permille, _)| reached(*permille));
    let (start, stage) = now.copied().unwrap_or((0, Stage::Submitted));
    let marks = [THINKING, WRITTEN].into_iter().filter(|&mark| query && reached(mark));
    let since = begins(marks.fold(start, u64::max));
    Progress { stage, thinking: query && reached(THINKING), written: query && reached(WRITTEN), since }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Stage, progress};

    #[test]
    fn nothing_goes_back_and_the_end_is_on_time() {
        for query in [true, false] {
            let mut last = progress(0, 10_000, query);
            for elapsed in 0..12_000 {
                let now = progress(elapsed, 10_000, query);
                assert!(now.stage >= last.stage && now.since >= last.since && now.since <= elapsed);
                last = now;
            }
            assert_eq!(last.stage, Stage::Done);
        }
        assert_eq!(progress(9_999, 10_000, true).stage, Stage::ExecutingQuery);
        assert_eq!(progress(6_000, 10_000, false).stage, Stage::Done);
    }

    #[test]
    fn an_answer_that_takes_no_time_is_there_at_once() {
        let done = Progress { stage: Stage::Done, thinking: true, written: true, since: 0 };
        assert_eq!(progress(0, 0, true), done);
    }
}
