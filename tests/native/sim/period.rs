//! Troubles that last for a while and concern every request.

use super::world::World;

/// How many kinds there are.
pub const PERIODS: usize = 4;

/// What lasts for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The page's `headers` hook gives a promise that is never kept.
    HookHangs,
    /// It throws, or its promise is rejected.
    HookFails,
    /// Each request is redirected to a sign-in page of another origin, which CORS does not let be seen.
    SessionOver,
    /// A proxy has nowhere to send requests to.
    Proxy,
}

impl World<'_> {
    pub fn lasts(&self, period: Period) -> bool {
        self.periods[period as usize] > self.now
    }

    /// It begins, and ends by itself.
    pub fn last(&mut self, period: Period) {
        let ms = match self.rng.below(3) {
            0 => self.rng.between(50, 2_000),
            1 => self.rng.between(2_000, 30_000),
            _ => self.rng.between(30_000, 300_000),
        };
        self.periods[period as usize] = self.now + ms;
    }
}
