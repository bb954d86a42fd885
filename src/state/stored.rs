//! What is kept in the browser: ids, and the text of questions whose fate is unknown.
//!
//! No answers, SQL or rows: other scripts of the host page can read the
//! storage, and the relay has them.

use super::model::Model;
use crate::api::json::{self, Json};
use crate::domain::turn::TurnState;

/// Version of the format. Another version is not read.
const VERSION: i64 = 1;

/// The stored form.
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
        Self {
            conversation: model.conversation.as_ref().map(|id| id.as_str().to_owned()),
            messages: model
                .turns
                .iter()
                .filter_map(|turn| turn.message.as_ref().map(|id| id.as_str().to_owned()))
                .collect(),
            unsure: model
                .turns
                .iter()
                .filter(|turn| match turn.state {
                    TurnState::Sending | TurnState::Unsure => true,
                    TurnState::Stopped => turn.message.is_none(),
                    _ => false,
                })
                .map(|turn| turn.question.clone())
                .collect(),
        }
    }

    /// Reads what the storage held; damaged or foreign data counts as nothing.
    pub fn parse(text: Option<&str>) -> Self {
        let json = text.and_then(|text| Json::parse(text).ok()).unwrap_or_default().0;
        if json.get("v").number() != Some(VERSION) {
            return Self::default();
        }
        let texts =
            |name: &str| json.get(name).items().iter().filter_map(Json::text).map(str::to_owned).collect();
        Self {
            conversation: json.string("conversation"),
            messages: texts("messages"),
            unsure: texts("unsure"),
        }
    }

    /// True where there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.conversation.is_none() && self.unsure.is_empty()
    }

    /// The text to store.
    pub fn to_json(&self) -> String {
        let mut out = String::from("{\"v\":");
        out.push_str(&VERSION.to_string());
        if let Some(conversation) = &self.conversation {
            out.push_str(",\"conversation\":");
            json::quote(conversation, &mut out);
        }
        for (name, texts) in [(",\"messages\":[", &self.messages), (",\"unsure\":[", &self.unsure)] {
            out.push_str(name);
            for (index, text) in texts.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                json::quote(text, &mut out);
            }
            out.push(']');
        }
        out.push('}');
        out
    }
}
