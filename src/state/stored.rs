//! What is kept in the browser: ids, and the text of questions whose fate is unknown.
//!
//! No answers, SQL or rows: other scripts of the host page can read the
//! storage, and the relay has them. Conversations belong to all tabs, questions
//! typed ahead to the one in which they were typed.

use super::model::Model;
use crate::api::json::{self, Json};
use crate::domain::turn::TurnState;

/// Version of the format. Another version is not read.
const VERSION: i64 = 1;

/// The form stored for all tabs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// The open conversation.
    pub conversation: Option<String>,
    /// Ids of its messages that are known here.
    pub messages: Vec<String>,
    /// Questions that left and brought no reply yet.
    pub unsure: Vec<String>,
}

impl Stored {
    /// What of the model is worth keeping.
    pub fn of(model: &Model) -> Self {
        let shown = model.turns.iter().filter_map(|turn| turn.message.as_ref());
        let unsure = model.turns.iter().filter(|turn| match turn.state {
            TurnState::Sending => turn.claimed,
            TurnState::Unsure => true,
            TurnState::Stopped => turn.message.is_none(),
            _ => false,
        });
        Self {
            conversation: model.conversation.as_ref().map(|id| id.as_str().to_owned()),
            messages: model.known.iter().chain(shown).map(|id| id.as_str().to_owned()).collect(),
            unsure: unsure.map(|turn| turn.question.clone()).collect(),
        }
    }

    /// Reads what the storage held; damaged or foreign data counts as nothing.
    pub fn parse(text: Option<&str>) -> Self {
        let Some(json) = read(text) else { return Self::default() };
        Self {
            conversation: json.string("conversation"),
            messages: texts(&json, "messages"),
            unsure: texts(&json, "unsure"),
        }
    }

    /// The text to store; empty where there is nothing to keep.
    pub fn to_json(&self) -> String {
        if self.conversation.is_none() && self.unsure.is_empty() {
            return String::new();
        }
        let mut out = begin();
        if let Some(conversation) = &self.conversation {
            out.push_str(",\"conversation\":");
            json::quote(conversation, &mut out);
        }
        list(",\"messages\":", &self.messages, &mut out);
        list(",\"unsure\":", &self.unsure, &mut out);
        out.push('}');
        out
    }
}

/// The questions typed ahead in this tab, as intent and text by turns; empty where there are none.
pub fn queue_to_json(model: &Model) -> String {
    // A question that is not claimed yet has not left.
    let queued = model.turns.iter().filter(|turn| match turn.state {
        TurnState::Queued => true,
        TurnState::Sending => !turn.claimed,
        _ => false,
    });
    let texts: Vec<String> = queued.flat_map(|turn| [turn.intent.clone(), turn.question.clone()]).collect();
    if texts.is_empty() {
        return String::new();
    }
    let mut out = begin();
    list(",\"queue\":", &texts, &mut out);
    out.push('}');
    out
}

/// Reads the questions typed ahead, as pairs of intent and text.
pub fn parse_queue(text: Option<&str>) -> Vec<(String, String)> {
    let Some(json) = read(text) else { return Vec::new() };
    let texts = texts(&json, "queue");
    texts.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

fn read(text: Option<&str>) -> Option<Json> {
    let (json, _) = Json::parse(text?).ok()?;
    (json.get("v").number() == Some(VERSION)).then_some(json)
}

fn texts(json: &Json, name: &str) -> Vec<String> {
    json.get(name).items().iter().filter_map(Json::text).map(str::to_owned).collect()
}

fn begin() -> String {
    let mut out = String::from("{\"v\":");
    out.push_str(&VERSION.to_string());
    out
}

fn list(name: &str, texts: &[String], out: &mut String) {
    out.push_str(name);
    for (index, text) in texts.iter().enumerate() {
        out.push(if index == 0 { '[' } else { ',' });
        json::quote(text, out);
    }
    out.push_str(if texts.is_empty() { "[]" } else { "]" });
}
