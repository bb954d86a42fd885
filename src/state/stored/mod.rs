//! What is kept in the browser: ids, times, titles, and the text of questions that Genie is not known
//! to have.
//!
//! No answers, SQL or rows: other scripts of the host page can read the storage, and the relay has
//! them. There is one record for each conversation and one for each question of unknown fate, so
//! that tabs do not write over each other's.

mod conversation;
mod question;

pub use conversation::{Conversation, Known, merge};
pub use question::{Intent, arrived, has_left, order, spot_now};

use super::model::Model;
use crate::api::json::{self, Json};
use crate::domain::ids::ConversationId;

/// Longest id of a conversation, in bytes.
const LONGEST_ID: usize = 1_024;
/// Version of the format. Another version is not read.
const VERSION: i64 = 2;

/// Names one thing that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The spot of the thread that this element shows.
    Open,
    /// What is known of a conversation.
    Conversation(ConversationId),
    /// A question that has not left, by the name of its intent; it belongs to a tab.
    Ahead(String),
    /// The same, typed before it was known whose it is.
    Typed(String),
    /// A question that left and is not known to have arrived, or was refused, by the name of its intent.
    Intent(String),
    /// A conversation that is about to be deleted; the promise belongs to a tab.
    Deleting(ConversationId),
}

impl Record {
    /// The end of the name under which it is stored.
    pub fn name(&self) -> String {
        match self {
            Self::Open => String::from("open"),
            Self::Conversation(id) => ["c/", id.as_str()].concat(),
            Self::Ahead(intent) => ["a/", intent].concat(),
            Self::Typed(intent) => ["t/", intent].concat(),
            Self::Intent(intent) => ["i/", intent].concat(),
            Self::Deleting(id) => ["d/", id.as_str()].concat(),
        }
    }

    /// Reads such an end.
    pub fn parse(name: &str) -> Option<Self> {
        match (name, name.split_once('/')) {
            ("open", _) => Some(Self::Open),
            (_, Some(("c", id))) => Some(Self::Conversation(id.into())),
            (_, Some(("a", intent))) => Some(Self::Ahead(intent.to_owned())),
            (_, Some(("t", intent))) => Some(Self::Typed(intent.to_owned())),
            (_, Some(("i", intent))) => Some(Self::Intent(intent.to_owned())),
            (_, Some(("d", id))) => Some(Self::Deleting(id.into())),
            _ => None,
        }
    }
}

/// What the storage held, as it was read.
pub type Kept = Vec<(Record, String)>;

/// The text of a record; empty where there is none.
pub fn text_of<'a>(kept: &'a Kept, record: &Record) -> &'a str {
    kept.iter().find(|(known, _)| known == record).map_or("", |(_, text)| text)
}

/// The promises to the reader: conversations that are to be deleted.
pub fn promised(model: &Model) -> Kept {
    let record = |(conversation, due): &(ConversationId, u64)| {
        let text = [&begin(), ",\"at\":", &due.to_string(), "}"].concat();
        (Record::Deleting(conversation.clone()), text)
    };
    model.history.deleting.iter().map(record).collect()
}

/// What of the model is worth keeping.
pub fn of(model: &Model) -> Kept {
    let mut kept = promised(model);
    if model.unbegun.is_some() {
        // It stands behind whatever will be opened.
        let typed = model.open.turns.iter().filter_map(|turn| Intent::of(turn, &model.open));
        for (_, intent) in typed {
            let intent = Intent { spot: String::new(), ..intent };
            kept.push((Record::Typed(intent.name.clone()), intent.to_json()));
        }
        return kept;
    }
    for thread in model.threads() {
        // First that a question has arrived, then what stands behind it.
        if let Some((id, record)) = Conversation::of(thread) {
            kept.push((Record::Conversation(id), record.to_json()));
        }
        for turn in &thread.turns {
            kept.extend(Intent::of(turn, thread).map(|(record, intent)| (record, intent.to_json())));
        }
    }
    kept.push((Record::Open, model.open.spot()));
    kept
}

/// The JSON of a record; `None` where it is damaged or of another version.
fn read(text: &str) -> Option<Json> {
    let (json, _) = Json::parse(text).ok()?;
    (json.get("v").number() == Some(VERSION)).then_some(json)
}

/// True where a record cannot be read: damaged, or written by a later version.
pub fn is_damaged(record: &Record, text: &str) -> bool {
    match record {
        // Ids are short words, and anything else would only be sent to be refused.
        Record::Open => {
            let odd = |byte: u8| !byte.is_ascii_graphic() || b"{}[]<>\"\\".contains(&byte);
            text.len() > LONGEST_ID || text.bytes().any(odd)
        }
        _ => !text.is_empty() && read(text).is_none(),
    }
}

/// When a conversation that is about to be deleted is to be deleted.
pub fn due(text: &str) -> u64 {
    read(text).and_then(|json| millis(json.get("at"))).unwrap_or_default()
}

fn texts(json: &Json, name: &str) -> Vec<String> {
    json.get(name).items().iter().filter_map(Json::text).map(str::to_owned).collect()
}

fn millis(json: &Json) -> Option<u64> {
    json.number().and_then(|time| u64::try_from(time).ok())
}

fn begin() -> String {
    let mut out = String::from("{\"v\":");
    out.push_str(&VERSION.to_string());
    out
}

fn member(name: &str, text: &str, out: &mut String) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    json::quote(text, out);
}

fn list(name: &str, texts: &[String], out: &mut String) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":[");
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        json::quote(text, out);
    }
    out.push(']');
}
