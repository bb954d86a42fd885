//! Where one element's state is kept, and under which names.

mod claims;
mod drafts;
mod whole;

pub use claims::Bid;
pub use drafts::Owner;

use crate::config::{Config, Persist};
use crate::domain::ids::{ConversationId, MessageId, Millis};
use crate::state::stored::{self, Conversation, Intent, Kept, Record};

/// Conversations that are kept at most; the one used longest ago goes first.
const MAX_CONVERSATIONS: usize = 200;
/// Bytes that conversations may take in all.
const MAX_BYTES: usize = 1_000_000;

/// Which storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Until it is forgotten; shared by all tabs.
    Local,
    /// As long as the tab lives.
    Session,
}

/// A place where a browser keeps texts. It may refuse at any call.
pub trait Storage {
    /// Reads a value; `None` also if the storage refuses.
    fn get(&self, place: Place, key: &str) -> Option<String>;
    /// Writes a value; false if the storage refuses.
    fn set(&self, place: Place, key: &str, value: &str) -> bool;
    /// Removes a value; false if the storage refuses.
    fn remove(&self, place: Place, key: &str) -> bool;
    /// The names of everything that is stored; none if the storage refuses.
    fn names(&self, place: Place) -> Vec<String>;
}

/// The records of one element.
#[derive(Debug)]
pub struct Keep<S> {
    storage: S,
    relay_url: String,
    place: Place,
    /// The relay and the space.
    base: String,
    /// Conversations and questions belong to the relay, the space and the caller.
    space: String,
    /// The rest belongs to the element, too.
    widget: String,
    /// The conversation that the page wants to be open.
    wanted: Option<ConversationId>,
}

impl<S: Storage> Keep<S> {
    /// The records for these settings, in that storage.
    pub fn new(storage: S, config: &Config) -> Self {
        let base = [":", &config.relay_url, "|", config.space.as_str()].concat();
        // If nothing may be written, the element has a storage of its own.
        let place = if config.persist == Persist::Local { Place::Local } else { Place::Session };
        let name = [whole::CALLER, &base].concat();
        // The storage that all tabs share may have been cleared; then the tab's own records are whose they were.
        let last = || storage.get(place, &name).or_else(|| storage.get(Place::Session, &name));
        let space = match config.caller.clone().or_else(last) {
            Some(caller) => [&base, "@", &caller].concat(),
            None => base.clone(),
        };
        let keep = Self {
            storage,
            relay_url: config.relay_url.clone(),
            place,
            widget: [&space, "|", &config.widget].concat(),
            base,
            space,
            wanted: config.conversation.clone(),
        };
        keep.gather();
        keep
    }

    /// True where other tabs read what is kept.
    pub fn is_shared(&self) -> bool {
        self.place == Place::Local
    }

    /// The relay that requests go to.
    pub fn relay_url(&self) -> &str {
        &self.relay_url
    }

    /// The name of the channel on which tabs tell each other what is new.
    pub fn channel(&self) -> String {
        ["genie-chat", &self.space].concat()
    }

    /// The beginning of a record's name; its own end makes it whole.
    fn prefix(&self, record: &Record) -> String {
        let owner = match record {
            Record::Open | Record::Ahead(_) | Record::Deleting(_) => &self.widget,
            Record::Typed(_) => {
                return ["genie-chat:2", &self.base, &self.widget[self.space.len()..], ":"].concat();
            }
            Record::Conversation(_) | Record::Intent(_) => &self.space,
        };
        ["genie-chat:2", owner, ":"].concat()
    }

    fn name(&self, record: &Record) -> String {
        [self.prefix(record).as_str(), &record.name()].concat()
    }

    /// Every record of this place that has the same beginning as `like`. What cannot be read is
    /// set aside, so that a later version finds it.
    fn all(&self, place: Place, like: &Record) -> Kept {
        let prefix = self.prefix(like);
        let mut kept = Vec::new();
        for name in self.storage.names(place) {
            let record = name.strip_prefix(&prefix).and_then(Record::parse);
            let Some(record) = record else { continue };
            let Some(text) = self.storage.get(place, &name) else { continue };
            if stored::is_damaged(&record, &text) {
                self.storage.set(place, &["genie-chat:aside", &self.widget].concat(), &text);
                self.storage.remove(place, &name);
            }
            kept.push((record, text));
        }
        kept
    }

    /// The records of the thread that is open, every question that Genie is not known to have, and the
    /// conversations to which these belong, or in which they have arrived.
    pub fn kept(&self, conversation: Option<&ConversationId>) -> Kept {
        let place = self.place;
        let mut kept = self.all(Place::Session, &Record::Open);
        let typed = self.all(Place::Session, &Record::Typed(String::new())).into_iter();
        kept.extend(typed.filter(|(record, _)| matches!(record, Record::Typed(_))));
        if place == Place::Local && kept.iter().all(|(record, _)| *record != Record::Open) {
            kept.extend(self.storage.get(place, &self.name(&Record::Open)).map(|id| (Record::Open, id)));
        }
        let open = kept.iter().find(|(record, _)| *record == Record::Open).map(|(_, id)| id.as_str().into());
        let open = conversation.cloned().or_else(|| self.wanted.clone()).or(open);
        let shared = self.all(place, &Record::Intent(String::new()));
        let mut spots: Vec<String> = open.iter().map(|open| open.as_str().to_owned()).collect();
        // By its draft's name a conversation is known to have begun meanwhile.
        let mut names: Vec<String> =
            spots.iter().filter_map(|spot| spot.strip_prefix('~')).map(str::to_owned).collect();
        for intent in kept.iter().chain(&shared).filter_map(|(record, text)| Intent::parse(record, text)) {
            names.extend(intent.spot.strip_prefix('~').map(str::to_owned));
            names.push(intent.name);
            spots.push(intent.spot);
        }
        let holds = |text: &str| {
            let known = Conversation::parse(text);
            let intents = known.messages.iter().map(|message| &message.intent);
            intents.chain(&known.draft).any(|name| names.contains(name))
        };
        let wanted = |(record, text): &(Record, String)| match record {
            Record::Conversation(id) => {
                spots.iter().any(|spot| spot == id.as_str()) || (!names.is_empty() && holds(text))
            }
            _ => true,
        };
        kept.extend(shared.into_iter().filter(wanted));
        kept
    }

    /// Every conversation that this browser knows, and every question that Genie is not known to have.
    pub fn conversations(&self) -> Kept {
        let mut kept = self.all(self.place, &Record::Intent(String::new()));
        kept.extend(self.all(Place::Session, &Record::Open));
        kept
    }

    /// Stores a record; an empty text removes it. False where the storage refuses.
    pub fn keep(&self, record: &Record, text: &str) -> bool {
        let place = self.place;
        self.take_over();
        match record {
            Record::Ahead(_) | Record::Typed(_) | Record::Deleting(_) => {
                self.write(Place::Session, record, text)
            }
            // This tab's own goes before the last one of any tab.
            Record::Open => {
                let mine = self.write(Place::Session, record, text);
                (place == Place::Session || self.write(place, record, text)) && mine
            }
            Record::Conversation(_) if !text.is_empty() => self.keep_conversation(place, record, text),
            _ => self.write(place, record, text),
        }
    }

    /// Removes the record of a question in a conversation that is gone. Another tab may have begun a conversation of
    /// its own where this one saw that; what has gone there stays.
    pub fn forget_question(&self, intent: &str, spot: &str) {
        let record = Record::Intent(intent.to_owned());
        let text = self.storage.get(self.place, &self.name(&record)).unwrap_or_default();
        if Intent::parse(&record, &text)
            .is_some_and(|intent| intent.spot == spot || intent.spot.starts_with('~'))
        {
            self.write(self.place, &record, "");
        }
    }

    fn write(&self, place: Place, record: &Record, text: &str) -> bool {
        let name = self.name(record);
        if text.is_empty() { self.storage.remove(place, &name) } else { self.make_room(place, &name, text) }
    }

    /// Laid over what other tabs have stored. A new one makes the oldest go.
    fn keep_conversation(&self, place: Place, record: &Record, text: &str) -> bool {
        let name = self.name(record);
        match self.storage.get(place, &name) {
            Some(before) => self.make_room(place, &name, &stored::merge(&before, text)),
            None => {
                self.trim(place, MAX_CONVERSATIONS - 1, MAX_BYTES - text.len().min(MAX_BYTES));
                self.make_room(place, &name, text)
            }
        }
    }

    /// Writes. If that is refused, conversations go, the one used longest ago first, until it is not, or
    /// until so much has gone that room cannot be what is missing.
    fn make_room(&self, place: Place, name: &str, text: &str) -> bool {
        if self.storage.set(place, name, text) {
            return true;
        }
        let mut missing = name.len() + text.len();
        let mut known = self.known(place);
        while let Some((oldest, bytes)) = take_oldest(&mut known) {
            if oldest == name {
                continue;
            }
            self.storage.remove(place, &oldest);
            if self.storage.set(place, name, text) {
                return true;
            }
            if bytes >= missing {
                return false;
            }
            missing -= bytes;
        }
        false
    }

    /// Removes conversations until so many, and so many bytes, are left.
    fn trim(&self, place: Place, most: usize, most_bytes: usize) {
        let mut known = self.known(place);
        let mut total: usize = known.iter().map(|(_, _, bytes)| bytes).sum();
        while known.len() > most || total > most_bytes {
            let Some((oldest, bytes)) = take_oldest(&mut known) else { return };
            self.storage.remove(place, &oldest);
            total -= bytes;
        }
    }

    /// Every conversation in that storage: when it was used last, its record's name, and its bytes.
    fn known(&self, place: Place) -> Vec<(Millis, String, usize)> {
        let mut known = Vec::new();
        for (record, text) in self.all(place, &Record::Intent(String::new())) {
            if matches!(record, Record::Conversation(_)) {
                known.push((Conversation::parse(&text).used_at, self.name(&record), text.len()));
            }
        }
        known
    }

    /// The name of the lock under which a question is claimed: one for all questions if what is noted under it can be
    /// read by all tabs, else one for each.
    pub fn claim_lock(&self, intent: &str) -> String {
        ["genie-chat:claim", &self.base, if self.is_shared() { "" } else { intent }].concat()
    }

    /// The name of a message's lock: the same for every element of the browser that shows it.
    pub fn lock_name(&self, message: &MessageId) -> String {
        ["genie-chat:poll:", &self.relay_url, "|", message.as_str()].concat()
    }
}

/// Takes out the conversation used longest ago: its record's name, and its bytes.
fn take_oldest(known: &mut Vec<(Millis, String, usize)>) -> Option<(String, usize)> {
    let oldest = (0..known.len()).min_by_key(|index| known[*index].0)?;
    let (_, name, bytes) = known.swap_remove(oldest);
    Some((name, bytes))
}
