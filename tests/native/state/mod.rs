//! The state machine, driven event by event with a small stand-in for the browser and the relay.

mod again;
mod alike;
mod asking;
mod coming;
mod copies;
mod deleted;
mod doubt;
mod drafts;
mod earlier;
mod failing;
mod fate;
mod fixtures;
mod found;
mod keeping;
mod lists;
mod lossless;
mod misread;
mod offers;
mod opening;
mod pausing;
mod pictures;
mod promised;
mod rating;
mod reach;
mod repeated;
mod tabs;
mod texts;
mod unkind;

use genie_chat::api::endpoint::Request;
use genie_chat::api::error::{Lost, Reply};
use genie_chat::config::{Config, RawAttributes};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::effect::{Effect, HostEvent, RequestId, TimerId};
use genie_chat::state::event::{Event, Kind};
use genie_chat::state::model::Model;
use genie_chat::state::note::Note;
use genie_chat::state::stored::{Kept, Record};
use genie_chat::state::update;

pub use fixtures::{GONE, QUERY, ROWS, TEXT, keep, message, ours, started, stored_with};

/// A widget with everything that it has asked for and not got yet.
pub struct Bench {
    pub model: Model,
    pub now: u64,
    pub kept: Kept,
    pub notes: Vec<Note>,
    pub told: Vec<HostEvent>,
    pub requests: Vec<(RequestId, Request)>,
    pub timers: Vec<(TimerId, u64)>,
    /// Every request ever sent, as `POST /path`.
    pub log: Vec<String>,
    /// Whether claims and locks are granted; locks asked for otherwise.
    pub grants: bool,
    pub locks: Vec<String>,
    /// Whether the page's `headers` hook answers, which it does at once.
    pub hook_answers: bool,
    /// Whether the browser's locks never answer.
    pub locks_hang: bool,
    /// Every record that was ever written.
    pub keeps: Vec<Record>,
    /// The caller whom the relay has named last.
    pub caller: Option<String>,
    /// How often it was to be found out whether anything answers, and the page's developers were told.
    pub probes: u32,
    pub complaints: u32,
}

pub fn config() -> Config {
    let raw =
        RawAttributes { relay_url: Some("/".into()), space_id: Some("s".into()), ..RawAttributes::default() };
    Config::parse(&raw).unwrap()
}

impl Bench {
    /// A configured widget whose first requests (relay, space) are left to the test.
    pub fn with(kept: Kept) -> Self {
        let mut bench = Self {
            model: Model::default(),
            now: 1_000_000,
            kept,
            notes: Vec::new(),
            told: Vec::new(),
            requests: Vec::new(),
            timers: Vec::new(),
            log: Vec::new(),
            grants: true,
            locks: Vec::new(),
            caller: None,
            hook_answers: true,
            locks_hang: false,
            keeps: Vec::new(),
            probes: 0,
            complaints: 0,
        };
        bench.event(Kind::Configured { config: config(), kept: bench.kept.clone() });
        bench
    }

    pub fn new() -> Self {
        Self::known(Vec::new())
    }

    /// A configured widget before a plain proxy that has answered its first requests.
    pub fn known(kept: Kept) -> Self {
        let mut bench = Self::with(kept);
        bench.reply("/v1/info", 404, "");
        bench.reply("/spaces/s", 200, r#"{"title":""}"#);
        bench.log.retain(|line| !line.ends_with("/v1/info") && !line.ends_with("/spaces/s"));
        bench
    }

    /// Applies an event. Claims and locks are granted at once: this bench has one tab.
    pub fn event(&mut self, kind: Kind) {
        let mut kinds = vec![kind];
        while let Some(kind) = kinds.pop() {
            for effect in update(&mut self.model, Event { now: self.now, random: 0, kind }) {
                self.perform(effect, &mut kinds);
            }
        }
    }

    fn perform(&mut self, effect: Effect, kinds: &mut Vec<Kind>) {
        match effect {
            Effect::Send { id, request } => {
                self.log.push([request.method.as_str(), " ", &request.path].concat());
                self.requests.push((id, request));
                if self.hook_answers {
                    kinds.push(Kind::Left(id));
                }
            }
            Effect::Abort(id) => self.requests.retain(|(known, _)| *known != id),
            Effect::Wait { id, ms } => self.timers.push((id, self.now + ms)),
            Effect::Unwait(id) => self.timers.retain(|(known, _)| *known != id),
            Effect::Keep { record, text } => {
                self.keeps.push(record.clone());
                keep(&mut self.kept, record, text);
            }
            Effect::Forget { intent, .. } => keep(&mut self.kept, Record::Intent(intent), String::new()),
            Effect::Tell(note) => self.notes.push(note),
            Effect::Claim { locked: true, .. } if self.locks_hang => {}
            Effect::Claim { turn, intent, .. } => {
                kinds.push(Kind::Claimed { turn, intent, granted: self.grants });
            }
            Effect::Lock(message) if self.grants => kinds.push(Kind::Locked(message)),
            Effect::Lock(message) => self.locks.push(message.as_str().to_owned()),
            Effect::Caller(caller) => self.caller = Some(caller),
            Effect::Probe(_) => self.probes += 1,
            Effect::Complain => self.complaints += 1,
            Effect::Watch { .. } | Effect::Unlock(_) | Effect::Focus(_) => {}
            Effect::Emit(event) => self.told.push(event),
        }
    }

    /// `q` was asked, Genie has it as message `m` of conversation `c`, and the first poll is out.
    pub fn polling() -> Self {
        let mut bench = Self::new();
        bench.ask("q");
        bench.reply("/start-conversation", 200, &started("m", "q"));
        bench.wait();
        bench
    }

    /// The browser has its connection again, and so has the relay.
    pub fn online(&mut self) {
        self.event(Kind::Offline(false));
        self.reply("/spaces/s", 200, r#"{"title":""}"#);
    }

    /// Replies to the oldest request whose path ends so.
    pub fn reply(&mut self, ending: &str, status: u16, body: &str) {
        let reply = Reply { status, body: body.to_owned(), ..Reply::default() };
        self.answer(ending, Ok(reply));
    }

    pub fn lose(&mut self, ending: &str) {
        self.answer(ending, Err(Lost::Network("gone".into())));
    }

    pub fn answer(&mut self, ending: &str, outcome: Result<Reply, Lost>) {
        let index = self.requests.iter().position(|(_, request)| request.path.ends_with(ending));
        let Some(index) = index else { panic!("no request for {ending} in {:?}", self.requests) };
        let (request, _) = self.requests.remove(index);
        self.event(Kind::Replied { request, outcome });
    }

    /// The time of the oldest request whose path ends so is over.
    pub fn overdue(&mut self, ending: &str) {
        let found = self.requests.iter().find(|(_, request)| request.path.ends_with(ending));
        let Some((request, _)) = found else { panic!("no request for {ending} in {:?}", self.requests) };
        self.event(Kind::Due(*request));
    }

    /// The names of what was logged.
    pub fn log_events(&self) -> Vec<&'static str> {
        let log = |event: &HostEvent| match event {
            HostEvent::Log { event, .. } => Some(*event),
            _ => None,
        };
        self.told.iter().filter_map(log).collect()
    }

    /// Lets time pass until the next timer, and lets it fire.
    pub fn wait(&mut self) -> u64 {
        let (index, _) = self.timers.iter().enumerate().min_by_key(|(_, (_, at))| *at).unwrap();
        let (timer, at) = self.timers.remove(index);
        let waited = at.saturating_sub(self.now);
        self.now = self.now.max(at);
        self.event(Kind::Fired(timer));
        waited
    }

    /// Waits until a request with that ending is under way.
    pub fn wait_for(&mut self, ending: &str) {
        while !self.requests.iter().any(|(_, request)| request.path.ends_with(ending)) {
            self.wait();
        }
    }

    pub fn ask(&mut self, question: &str) -> TurnKey {
        self.event(Kind::Submitted(question.into()));
        self.model.open.turns.last().unwrap().key
    }

    pub fn turn(&self, index: usize) -> &Turn {
        &self.model.open.turns[index]
    }

    pub fn states(&self) -> Vec<TurnState> {
        self.model.open.turns.iter().map(|turn| turn.state).collect()
    }

    pub fn questions(&self) -> Vec<&str> {
        self.model.open.turns.iter().map(|turn| turn.question.as_str()).collect()
    }

    /// The texts of what is stored, one after the other.
    pub fn all_kept(&self) -> String {
        self.kept.iter().map(|(record, text)| [&record.name(), "=", text, ";"].concat()).collect()
    }

    pub fn posts(&self) -> usize {
        self.log.iter().filter(|line| line.starts_with("POST")).count()
    }

    pub fn errors(&self) -> Vec<&'static str> {
        self.told
            .iter()
            .filter_map(|event| match event {
                HostEvent::Error(failure) => Some(failure.code.as_str()),
                _ => None,
            })
            .collect()
    }
}
