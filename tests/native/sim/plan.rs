//! How rough one schedule is. Each draws its own, so that calm and wild ones both occur.

use std::sync::OnceLock;

use genie_chat::config::Persist;

use super::rng::Rng;

/// What may be unkind, and in one of how many schedules. Its name is the tally's, too. With `SIMULATE_WITH`,
/// a list of names with commas between, each schedule has exactly these.
const UNKIND: [(&str, u64); 24] = [
    ("storage refused", 12),
    ("storage lies", 24),
    ("storage full", 8),
    ("storage damaged", 12),
    ("storage slow", 4),
    ("locks refuse", 12),
    ("locks missing", 8),
    ("locks hang", 16),
    ("locks slow", 8),
    ("hook slow", 8),
    ("hook hangs", 10),
    ("hook fails", 10),
    ("fell behind", 8),
    ("removed and inserted", 6),
    ("space changed", 8),
    ("info failed", 8),
    ("caller named", 4),
    ("plain relay", 6),
    ("foreign relay", 3),
    ("session over", 10),
    ("404 of a proxy", 10),
    ("POST repeated", 8),
    ("asked after a deletion", 8),
    ("left after a deletion", 8),
];

/// What the browser's Web Locks do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locks {
    Work,
    /// There are none, as in a page without HTTPS, or each request is rejected.
    Missing,
    /// Nothing ever comes of a request.
    Dead,
}

pub struct Plan {
    pub fault_percent: u64,
    pub acts: u64,
    pub mishaps: u64,
    pub tabs: usize,
    /// Longest time that a request or reply travels, in ms.
    pub travel: u64,
    pub crashes: bool,
    pub late_timers: bool,
    pub persist: Persist,
    pub locks: Locks,
    unkind: Vec<&'static str>,
}

impl Plan {
    pub fn draw(rng: &mut Rng) -> Self {
        let unkind = unkind(rng);
        let is = |name| unkind.contains(&name);
        let locks = match (is("locks missing") || is("locks refuse"), is("locks hang")) {
            (_, true) => Locks::Dead,
            (true, _) => Locks::Missing,
            _ => Locks::Work,
        };
        Self {
            fault_percent: rng.pick(&[0, 5, 5, 20, 50]),
            acts: rng.between(1, 10),
            mishaps: rng.pick(&[0, 1, 3, 6]),
            tabs: rng.between(1, 4) as usize,
            travel: rng.pick(&[20, 200, 3_000]),
            crashes: rng.once_in(2),
            late_timers: rng.once_in(3),
            persist: match rng.below(12) {
                0 | 1 => Persist::Session,
                2 => Persist::None,
                _ => Persist::Local,
            },
            locks,
            unkind,
        }
    }

    /// True if that is unkind in this schedule.
    pub fn has(&self, name: &str) -> bool {
        self.unkind.contains(&name)
    }

    /// True unless it is unkind, and this schedule has no such thing.
    pub fn may(&self, name: &str) -> bool {
        self.has(name) || UNKIND.iter().all(|(known, _)| *known != name)
    }
}

fn unkind(rng: &mut Rng) -> Vec<&'static str> {
    static WITH: OnceLock<Option<String>> = OnceLock::new();
    let with = WITH.get_or_init(|| std::env::var("SIMULATE_WITH").ok());
    let kind = rng.once_in(4);
    let drawn = |(name, times): (&'static str, u64)| (name, rng.once_in(times) && !kind);
    let mut all = UNKIND.map(drawn);
    if let Some(with) = with {
        let wanted: Vec<&str> = with.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        for name in &wanted {
            assert!(all.iter().any(|(known, _)| known == name), "nothing unkind is called {name}");
        }
        all = all.map(|(name, _)| (name, wanted.contains(&name)));
    }
    all.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}
