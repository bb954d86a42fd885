//! How long to wait: polling, and retrying what has failed.

/// First wait after a failure, in ms.
const BASE_MS: u64 = 1_000;
/// Longest wait between two tries, in ms.
const CAP_MS: u64 = 60_000;

/// Wait before the next try after `misses` failures in a row, in ms: exponential from 1 s,
/// factor 2, at most 60 s, with up to 10 % of jitter so that many widgets do not come back at once.
///
/// `random` is any number evenly spread over `u32`.
pub fn retry_delay_ms(misses: u32, random: u32) -> u64 {
    let exponent = misses.saturating_sub(1).min(16);
    let wait = BASE_MS.saturating_mul(1 << exponent).min(CAP_MS);
    wait + wait * u64::from(random) / (10 * u64::from(u32::MAX))
}

/// Wait between two polls of one message, in ms, after having waited for `waited_ms` already.
///
/// Most answers take seconds and deserve a close look; a cold warehouse takes minutes.
pub fn poll_delay_ms(waited_ms: u64) -> u64 {
    match waited_ms {
        0..30_000 => 1_000,
        30_000..300_000 => 2_000,
        _ => 5_000,
    }
}

/// Reads `Retry-After` in whole seconds; the platform sends no other form on its own errors. None
/// counts as one, so that nobody asks without a pause; more than a day counts as a day, so that nothing
/// that is reckoned with it overflows.
pub fn retry_after_ms(header: &str) -> Option<u64> {
    header.trim().parse::<u64>().ok().map(|seconds| seconds.clamp(1, 86_400) * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute() {
        let waits: Vec<u64> = (1..=8).map(|misses| retry_delay_ms(misses, 0)).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
        assert_eq!(retry_delay_ms(u32::MAX, u32::MAX), 66_000);
    }

    #[test]
    fn polls_slow_down_with_the_wait() {
        assert_eq!(
            [0, 29_999, 30_000, 299_999, 300_000].map(poll_delay_ms),
            [1_000, 1_000, 2_000, 2_000, 5_000]
        );
    }

    #[test]
    fn retry_after_counts_seconds() {
        assert_eq!(retry_after_ms(" 12 "), Some(12_000));
        assert_eq!(retry_after_ms("0"), Some(1_000));
        assert_eq!(retry_after_ms("18446744073709551615"), Some(86_400_000));
        assert_eq!(retry_after_ms("soon"), None);
    }
}
