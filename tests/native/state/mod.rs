//! The state machine, driven event by event with a small stand-in for the browser and the relay.

mod asking;
mod failing;
mod found;
mod opening;
mod pausing;

use genie_chat::api::endpoint::{Method, Request};
use genie_chat::api::error::{Lost, Reply};
use genie_chat::config::{Config, RawAttributes};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::effect::{Effect, HostEvent, RequestId, TimerId};
use genie_chat::state::event::{Event, Kind};
use genie_chat::state::model::Model;
use genie_chat::state::update;

/// A widget with everything that it has asked for and not got yet.
pub struct Bench {
    pub model: Model,
    pub now: u64,
    pub stored: Option<String>,
    pub tab: Option<String>,
    pub told: Vec<HostEvent>,
    pub requests: Vec<(RequestId, Request)>,
    pub timers: Vec<(TimerId, u64)>,
    /// Every request ever sent, as `POST /path`.
    pub log: Vec<String>,
    /// Whether claims and locks are granted; locks asked for otherwise.
    pub grants: bool,
    pub locks: Vec<String>,
}

pub fn config() -> Config {
    let raw =
        RawAttributes { relay_url: Some("/".into()), space_id: Some("s".into()), ..RawAttributes::default() };
    Config::parse(&raw).unwrap()
}

impl Bench {
    /// A configured widget whose first requests (relay, space) are left to the test.
    pub fn with(stored: Option<&str>) -> Self {
        let mut bench = Self {
            model: Model::default(),
            now: 1_000_000,
            stored: stored.map(str::to_owned),
            tab: None,
            told: Vec::new(),
            requests: Vec::new(),
            timers: Vec::new(),
            log: Vec::new(),
            grants: true,
            locks: Vec::new(),
        };
        bench.event(Kind::Configured {
            config: config(),
            stored: bench.stored.clone(),
            tab: bench.tab.clone(),
        });
        bench
    }

    pub fn new() -> Self {
        let mut bench = Self::with(None);
        bench.requests.clear();
        bench.log.clear();
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
        let keep = |text: String| Some(text).filter(|text| !text.is_empty());
        match effect {
            Effect::Send { id, request } => {
                let verb = if request.method == Method::Get { "GET " } else { "POST " };
                self.log.push([verb, &request.path].concat());
                self.requests.push((id, request));
            }
            Effect::Abort(id) => self.requests.retain(|(known, _)| *known != id),
            Effect::Wait { id, ms } => self.timers.push((id, self.now + ms)),
            Effect::Unwait(id) => self.timers.retain(|(known, _)| *known != id),
            Effect::Save(state) => self.stored = keep(state),
            Effect::SaveTab(state) => self.tab = keep(state),
            Effect::Claim { turn, intent } => {
                kinds.push(Kind::Claimed { turn, intent, granted: self.grants });
            }
            Effect::Lock(message) if self.grants => kinds.push(Kind::Locked(message)),
            Effect::Lock(message) => self.locks.push(message.as_str().to_owned()),
            Effect::Unlock(_) | Effect::Focus(_) => {}
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

    /// Lets time pass until the next timer, and lets it fire.
    pub fn wait(&mut self) -> u64 {
        let (index, _) = self.timers.iter().enumerate().min_by_key(|(_, (_, at))| *at).unwrap();
        let (timer, at) = self.timers.remove(index);
        let waited = at - self.now;
        self.now = at;
        self.event(Kind::Fired(timer));
        waited
    }

    pub fn ask(&mut self, question: &str) -> TurnKey {
        self.event(Kind::Submitted(question.into()));
        self.model.turns.last().unwrap().key
    }

    pub fn turn(&self, index: usize) -> &Turn {
        &self.model.turns[index]
    }

    pub fn states(&self) -> Vec<TurnState> {
        self.model.turns.iter().map(|turn| turn.state).collect()
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

/// A message of conversation `c`; one that has ended suggests a question, so that nothing is looked for.
pub fn message(id: &str, question: &str, status: &str, attachments: &str) -> String {
    let ended = !matches!(status, "SUBMITTED" | "ASKING_AI" | "EXECUTING_QUERY");
    let suggested = if ended { r#"{"suggested_questions":{"questions":["?"]}}"# } else { "" };
    let comma = if ended && !attachments.is_empty() { "," } else { "" };
    format!(
        r#"{{"message_id":"{id}","conversation_id":"c","content":"{question}","status":"{status}","attachments":[{attachments}{comma}{suggested}]}}"#
    )
}

pub fn started(id: &str, question: &str) -> String {
    format!(
        r#"{{"conversation_id":"c","message_id":"{id}","message":{}}}"#,
        message(id, question, "SUBMITTED", "")
    )
}

pub const QUERY: &str = r#"{"attachment_id":"a","query":{"query":"SELECT 1","statement_id":"st"}}"#;
pub const TEXT: &str = r#"{"text":{"content":"One."}}"#;
pub const ROWS: &str =
    r#"{"statement_response":{"status":{"state":"SUCCEEDED"},"result":{"data_array":[["1"]]}}}"#;
