//! How often everything happened that the simulation is there for: what never happens tests nothing.

use std::fmt;

use genie_chat::domain::answer::Which;
use genie_chat::domain::status::MessageStatus;
use genie_chat::state::effect::Effect;
use genie_chat::state::event::Kind;

const EVENTS: [&str; 41] = [
    "Configured",
    "Misconfigured",
    "Submitted",
    "Suggested",
    "Stopped",
    "CheckedAgain",
    "AskedAgain",
    "RowsWanted",
    "RowsWanted, earlier",
    "NewConversation",
    "OpenedAgain",
    "Replied",
    "RowsCame",
    "Fired",
    "Claimed",
    "Locked",
    "Hidden",
    "Offline",
    "Seen",
    "Opened",
    "OlderWanted",
    "HistoryWanted",
    "MoreHistoryWanted",
    "Renamed",
    "Deleted",
    "Undeleted",
    "DeletedAtOnce",
    "Leaving",
    "Forgotten",
    "StorageFailed",
    "StorageNoticed",
    "Heard",
    "LockLost",
    "Left",
    "Progress",
    "Due",
    "Probed",
    "Redirected",
    "ReachAgain",
    "Dismissed",
    "Learned",
];
const EFFECTS: [&str; 16] = [
    "Send", "Watch", "Abort", "Probe", "Complain", "Wait", "Unwait", "Keep", "Forget", "Tell", "Claim",
    "Lock", "Unlock", "Caller", "Focus", "Emit",
];
const FAULTS: [&str; 59] = [
    "lost on the way",
    "lost without a sign",
    "reply lost",
    "reply after the time-out",
    "landed after giving up",
    "slow",
    "repeated reply",
    "cut body",
    "login page",
    "401",
    "408",
    "429",
    "429, Retry-After",
    "500, processed",
    "500",
    "502",
    "503",
    "503, Retry-After",
    "stale reply",
    "reload",
    "crash between effects",
    "tab closed",
    "tab opened",
    "tab duplicated",
    "hidden",
    "offline",
    "connection cut",
    "conversation deleted",
    "403",
    "attributes broken",
    "late timer",
    "storage refused",
    "storage lies",
    "storage full",
    "storage damaged",
    "storage slow",
    "locks refuse",
    "locks missing",
    "locks hang",
    "locks slow",
    "hook slow",
    "hook hangs",
    "hook fails",
    "fell behind",
    "removed and inserted",
    "space changed",
    "info failed",
    "caller named",
    "plain relay",
    "foreign relay",
    "session over",
    "404 of a proxy",
    "POST repeated",
    "repetition refused",
    "asked after a deletion",
    "left after a deletion",
    "claim refused",
    "note missed",
    "frozen",
];
const TURNS: [&str; 8] = ["queued", "sending", "waiting", "unsure", "done", "failed", "stopped", "expired"];
const STATUSES: [&str; 11] = [
    "SUBMITTED",
    "FETCHING_METADATA",
    "FILTERING_CONTEXT",
    "ASKING_AI",
    "PENDING_WAREHOUSE",
    "EXECUTING_QUERY",
    "COMPLETED",
    "FAILED",
    "CANCELLED",
    "QUERY_RESULT_EXPIRED",
    "other",
];
/// Worth knowing, but no failure where there are none.
const NOTES: [&str; 4] =
    ["schedules", "events in all", "another ask's message adopted", "posted by a copy out of sight"];

/// One kind of thing that is counted.
#[derive(Debug, Clone, Copy)]
pub enum Group {
    Event,
    Effect,
    Fault,
    Turn,
    Status,
    Note,
}

const GROUPS: [(&str, &[&str]); 6] = [
    ("events", &EVENTS),
    ("effects", &EFFECTS),
    ("faults", &FAULTS),
    ("turn states", &TURNS),
    ("message statuses", &STATUSES),
    ("notes", &NOTES),
];

#[derive(Debug)]
pub struct Tally {
    counts: [Vec<u64>; GROUPS.len()],
}

impl Tally {
    pub fn new() -> Self {
        Self { counts: GROUPS.map(|(_, names)| vec![0; names.len()]) }
    }

    pub fn add(&mut self, group: Group, name: &str) {
        let index = GROUPS[group as usize].1.iter().position(|known| *known == name);
        let Some(index) = index else { panic!("nothing is called {name}") };
        self.counts[group as usize][index] += 1;
    }

    pub fn fault(&mut self, name: &str) {
        self.add(Group::Fault, name);
    }

    pub fn status(&mut self, status: &MessageStatus) {
        let other = matches!(status, MessageStatus::Other(_));
        self.add(Group::Status, if other { "other" } else { status.as_str() });
    }

    pub fn merge(&mut self, other: &Self) {
        for (mine, others) in self.counts.iter_mut().flatten().zip(other.counts.iter().flatten()) {
            *mine += others;
        }
    }

    /// What has to happen and never did.
    pub fn missing(&self) -> Vec<&'static str> {
        let names = GROUPS.iter().flat_map(|(_, names)| names.iter());
        let counts = self.counts.iter().flatten();
        names
            .zip(counts)
            .filter(|(name, count)| **count == 0 && !NOTES.contains(name))
            .map(|(name, _)| *name)
            .collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((title, names), counts) in GROUPS.iter().zip(&self.counts) {
            writeln!(f, "{title}")?;
            for (name, count) in names.iter().zip(counts) {
                writeln!(f, "  {name:<32}{count:>14}")?;
            }
        }
        Ok(())
    }
}

pub fn name_of_event(kind: &Kind) -> &'static str {
    match kind {
        Kind::Configured { .. } => "Configured",
        Kind::Misconfigured(_) => "Misconfigured",
        Kind::Submitted(_) => "Submitted",
        Kind::Suggested(_) => "Suggested",
        Kind::Stopped(_) => "Stopped",
        Kind::CheckedAgain(_) => "CheckedAgain",
        Kind::AskedAgain(_) => "AskedAgain",
        Kind::RowsWanted(_, Which::Last) => "RowsWanted",
        Kind::RowsWanted(_, Which::Earlier(_)) => "RowsWanted, earlier",
        Kind::NewConversation => "NewConversation",
        Kind::OpenedAgain => "OpenedAgain",
        Kind::Replied { .. } => "Replied",
        Kind::RowsCame { .. } => "RowsCame",
        Kind::Fired(_) => "Fired",
        Kind::Claimed { .. } => "Claimed",
        Kind::Locked(_) => "Locked",
        Kind::Hidden(_) => "Hidden",
        Kind::Offline(_) => "Offline",
        Kind::Seen(_) => "Seen",
        Kind::Opened { .. } => "Opened",
        Kind::OlderWanted => "OlderWanted",
        Kind::HistoryWanted(_) => "HistoryWanted",
        Kind::MoreHistoryWanted => "MoreHistoryWanted",
        Kind::Renamed { .. } => "Renamed",
        Kind::Deleted(_) => "Deleted",
        Kind::Undeleted(_) => "Undeleted",
        Kind::DeletedAtOnce(_) => "DeletedAtOnce",
        Kind::Leaving => "Leaving",
        Kind::Forgotten => "Forgotten",
        Kind::StorageFailed(_) => "StorageFailed",
        Kind::StorageNoticed => "StorageNoticed",
        Kind::Heard(_) => "Heard",
        Kind::LockLost(_) => "LockLost",
        Kind::Left(_) => "Left",
        Kind::Progress(_) => "Progress",
        Kind::Due(_) => "Due",
        Kind::Probed(_) => "Probed",
        Kind::Redirected => "Redirected",
        Kind::ReachAgain => "ReachAgain",
        Kind::Dismissed(_) => "Dismissed",
        Kind::Learned(_) => "Learned",
        Kind::Rated { .. } => "Rated",
        Kind::Starters(_) => "Starters",
    }
}

pub fn name_of_effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::Send { .. } => "Send",
        Effect::Watch { .. } => "Watch",
        Effect::Abort(_) => "Abort",
        Effect::Probe(_) => "Probe",
        Effect::Complain => "Complain",
        Effect::Wait { .. } => "Wait",
        Effect::Unwait(_) => "Unwait",
        Effect::Keep { .. } => "Keep",
        Effect::Forget { .. } => "Forget",
        Effect::Tell(_) => "Tell",
        Effect::Claim { .. } => "Claim",
        Effect::Lock(_) => "Lock",
        Effect::Unlock(_) => "Unlock",
        Effect::Caller(_) => "Caller",
        Effect::Focus(_) => "Focus",
        Effect::Emit(_) => "Emit",
    }
}
