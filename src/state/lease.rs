//! Who may poll a message where the browser has no Web Locks: pages without HTTPS have none. A
//! lease in the storage serves instead; its holder renews it, and a dead one's runs out.

use crate::domain::ids::Millis;

/// How long a lease lasts unless it is renewed, in ms. Another tab takes over within 3 s.
pub const LEASE_MS: u64 = 2_500;
/// How often it is renewed, in ms.
pub const RENEW_MS: u64 = 800;
/// Twice the longest time that a record takes to reach every tab, in ms: storage is slow from one process to another.
/// A tab that has written its name waits so long before it trusts it. Whoever wrote because the name was not to be
/// seen yet has done so after one such time, and is seen after two.
pub const SETTLE_MS: u32 = 250;

/// The text of a lease.
pub fn write(me: &str, now: Millis) -> String {
    [&(now + LEASE_MS).to_string(), " ", me].concat()
}

/// True where a lease is `me`'s.
pub fn is_mine(stored: Option<&str>, me: &str) -> bool {
    parse(stored).is_some_and(|(_, owner)| owner == me)
}

/// How long a lease has been `me`'s, in ms; none if it is another's, or so near its end that another tab may take it.
pub fn held_ms(stored: Option<&str>, me: &str, now: Millis) -> Option<u64> {
    let (until, owner) = parse(stored)?;
    let held = (now + LEASE_MS).checked_sub(until)?;
    (owner == me && held + u64::from(SETTLE_MS) < LEASE_MS).then_some(held)
}

/// How long to wait until a lease can be taken, in ms; none where it can be now. A time further
/// ahead than any lease comes from another clock, and counts as over.
pub fn wait_ms(stored: Option<&str>, me: &str, now: Millis) -> Option<u64> {
    let (until, owner) = parse(stored)?;
    let left = until.saturating_sub(now);
    (owner != me && left > 0 && left <= LEASE_MS).then_some(left.min(RENEW_MS))
}

fn parse(stored: Option<&str>) -> Option<(Millis, &str)> {
    let (until, owner) = stored?.split_once(' ')?;
    Some((until.parse().ok()?, owner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_one_tabs_until_it_runs_out() {
        let lease = write("a", 1_000);
        let lease = Some(lease.as_str());
        assert!(is_mine(lease, "a") && !is_mine(lease, "b") && !is_mine(None, "a"));
        for (me, now, wait) in [
            ("a", 1_000, None),
            ("b", 1_000, Some(RENEW_MS)),
            ("b", 3_400, Some(100)),
            ("b", 3_500, None),
            ("b", 9_999_999, None),
        ] {
            assert_eq!(wait_ms(lease, me, now), wait, "{me} at {now}");
        }
    }

    #[test]
    fn a_lease_is_trusted_neither_near_its_end_nor_by_another_clock() {
        let lease = write("a", 1_000);
        let held = |me, now| held_ms(Some(&lease), me, now);
        assert_eq!([held("a", 1_000), held("a", 3_249)], [Some(0), Some(2_249)]);
        assert_eq!([held("a", 3_250), held("a", 999), held("b", 1_000)], [None; 3]);
    }

    #[test]
    fn what_is_no_lease_binds_nobody() {
        let far = write("a", 90_000);
        for stored in [None, Some(""), Some("x"), Some("soon a"), Some(far.as_str())] {
            assert_eq!(wait_ms(stored, "b", 1_000), None, "{stored:?}");
        }
    }
}
