//! Where one element's state is kept, and under which names.

use crate::config::{Config, Persist};
use crate::domain::ids::MessageId;
use crate::platform::storage::{self, Place};

/// How many claimed intents are remembered: far more than tabs can hold in their queues.
const CLAIMS: usize = 100;

/// The storage of one element.
#[derive(Debug)]
pub struct Keep {
    relay_url: String,
    place: Option<Place>,
    key: String,
}

impl Keep {
    /// The storage for these settings.
    pub fn new(config: &Config) -> Self {
        Self {
            relay_url: config.relay_url.clone(),
            place: match config.persist {
                Persist::Local => Some(Place::Local),
                Persist::Session => Some(Place::Session),
                Persist::None => None,
            },
            key: [&config.relay_url, "|", config.space.as_str(), "|", &config.widget].concat(),
        }
    }

    /// The relay that requests go to.
    pub fn relay_url(&self) -> &str {
        &self.relay_url
    }

    fn name(&self, what: &str) -> String {
        ["genie-chat:", what, ":", &self.key].concat()
    }

    fn write(&self, place: Place, what: &str, text: &str) {
        let name = self.name(what);
        // Where the storage refuses, the state lives as long as the page.
        if text.is_empty() {
            storage::remove(place, &name)
        } else {
            storage::set(place, &name, text)
        };
    }

    /// What was stored for all tabs.
    pub fn state(&self) -> Option<String> {
        storage::get(self.place?, &self.name("state"))
    }

    /// Stores this for all tabs.
    pub fn save(&self, state: &str) {
        if let Some(place) = self.place {
            self.write(place, "state", state);
        }
    }

    /// Drafts and questions typed ahead belong to a tab, wherever conversations are kept.
    pub fn queue(&self) -> Option<String> {
        self.place?;
        storage::get(Place::Session, &self.name("queue"))
    }

    /// Stores the questions typed ahead.
    pub fn save_queue(&self, queue: &str) {
        if self.place.is_some() {
            self.write(Place::Session, "queue", queue);
        }
    }

    /// The draft that was left in this tab.
    pub fn draft(&self) -> Option<String> {
        self.place?;
        storage::get(Place::Session, &self.name("draft"))
    }

    /// Keeps what is typed.
    pub fn save_draft(&self, text: &str) {
        if self.place.is_some() {
            self.write(Place::Session, "draft", text);
        }
    }

    /// Notes that this tab posts an intent; false where it is noted already. Reading and writing
    /// happen in one task, and browsers let one tab at a time do so.
    pub fn claim(&self, intent: &str) -> bool {
        let Some(Place::Local) = self.place else { return true };
        let noted = storage::get(Place::Local, &self.name("claims")).unwrap_or_default();
        let claims: Vec<&str> = noted.split(' ').filter(|claim| !claim.is_empty()).collect();
        if claims.contains(&intent) {
            return false;
        }
        // The newest first; the oldest go.
        let mut kept = String::from(intent);
        for claim in claims.iter().take(CLAIMS - 1) {
            kept.push(' ');
            kept.push_str(claim);
        }
        self.write(Place::Local, "claims", &kept);
        true
    }

    /// The name of a message's lock: the same for every element of the browser that shows it.
    pub fn lock_name(&self, message: &MessageId) -> String {
        ["genie-chat:poll:", &self.relay_url, "|", message.as_str()].concat()
    }
}
