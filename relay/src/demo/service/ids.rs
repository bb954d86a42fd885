//! Identifiers of the service's form: 32 hexadecimal digits that begin with
//! the time, and the dashed form of statement ids.

use std::hash::{BuildHasher, RandomState};

/// Gives out ids that do not repeat, not even after a restart.
pub(crate) struct Ids {
    random: RandomState,
    count: u64,
}

impl Ids {
    /// A new series.
    pub(crate) fn new() -> Self {
        Self { random: RandomState::new(), count: 0 }
    }

    /// The next id: `01f1`, the time in milliseconds in 12 digits, 4 that count, 12 random
    /// digits. A later id is larger, so that the id of what was deleted still says where it stood.
    pub(crate) fn next(&mut self, now: i64) -> String {
        self.count += 1;
        let time = now.cast_unsigned() & 0xFFFF_FFFF_FFFF;
        let (count, random) = (self.count & 0xFFFF, self.random.hash_one((now, self.count)) >> 16);
        format!("01f1{time:012x}{count:04x}{random:012x}")
    }

    /// The same as a statement id, in groups of 8-4-4-4-12.
    pub(crate) fn statement(&mut self, now: i64) -> String {
        let mut id = self.next(now);
        for dash in [20, 16, 12, 8] {
            id.insert(dash, '-');
        }
        id
    }
}

/// Whether `text` has the form of an id.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == 32 && text.starts_with("01f1") && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{Ids, is_id};

    #[test]
    fn ids_have_the_service_s_form_and_differ() {
        let mut ids = Ids::new();
        let (first, second, statement) = (ids.next(5), ids.next(5), ids.statement(5));
        assert!(is_id(&first) && is_id(&second) && !is_id("unknown"));
        assert!(first < second && second < ids.next(6));
        let groups: Vec<_> = statement.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
    }
}
