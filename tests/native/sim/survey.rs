//! The failures of a run, one line for each kind.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use super::check::only;

#[derive(Debug, Default)]
pub struct Survey {
    /// By their words without numbers: the first seed, how many schedules, and the words.
    kinds: BTreeMap<String, (u64, u64, String)>,
}

impl Survey {
    /// Takes down why a schedule failed. False if that does not count.
    pub fn add(&mut self, seed: u64, why: &(dyn Any + Send)) -> bool {
        let words = why.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| why.downcast_ref::<&str>().copied()).unwrap_or("no words");
        let line = words.lines().next().unwrap_or_default();
        if only().is_some_and(|only| !line.contains(only)) {
            return false;
        }
        let kind: String = line.split(|letter: char| letter.is_ascii_digit()).collect();
        let (_, count, _) = self.kinds.entry(kind).or_insert_with(|| (seed, 0, line.to_owned()));
        *count += 1;
        true
    }

    pub fn merge(&mut self, other: Self) {
        for (kind, theirs) in other.kinds {
            let mine = self.kinds.entry(kind).or_insert_with(|| (theirs.0, 0, theirs.2.clone()));
            mine.1 += theirs.1;
            if theirs.0 < mine.0 {
                (mine.0, mine.2) = (theirs.0, theirs.2);
            }
        }
    }

    pub fn first(&self) -> Option<u64> {
        self.kinds.values().map(|(seed, ..)| *seed).min()
    }
}

impl fmt::Display for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: Vec<_> = self.kinds.values().collect();
        kinds.sort_unstable();
        for (seed, count, words) in kinds {
            writeln!(f, "  seed {seed:<8}{count:>8} times  {words}")?;
        }
        Ok(())
    }
}
