//! What is kept in the browser: ids, and the text of questions whose fate is unknown.
//!
//! No answers, SQL or rows: other scripts of the host page can read the
//! storage, and the relay has them.

use serde::{Deserialize, Serialize};

use super::model::Model;
use crate::domain::turn::TurnState;

/// Version of the format. Another version is not read.
const VERSION: u32 = 1;

/// The stored form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stored {
    /// Version of the format.
    pub v: u32,
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
            v: VERSION,
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
        text.and_then(|text| serde_json::from_str::<Self>(text).ok())
            .filter(|stored| stored.v == VERSION)
            .unwrap_or_default()
    }

    /// True where there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.conversation.is_none() && self.unsure.is_empty()
    }

    /// The text to store. Strings and numbers always serialise.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
