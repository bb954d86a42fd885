//! Questions that Genie is not known to have: typed ahead, or of unknown fate.

use super::{Kept, Record};
use super::{begin, list, member, read, texts};
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::turn::{Turn, TurnState};
use crate::state::model::{Ahead, Model};

/// A question that left and brought no reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Names it over all tabs and reloads.
    pub name: String,
    /// The question.
    pub question: String,
    /// Where it was asked; none where it was to begin a conversation.
    pub conversation: Option<ConversationId>,
    /// Ids that were known before it left, none of which is this one's: messages of the
    /// conversation, or conversations where it begins one. Without them it cannot be looked for.
    pub before: Option<Vec<String>>,
}

/// True while nothing tells whether the turn's question arrived.
pub(super) fn is_unknown(turn: &Turn) -> bool {
    match turn.state {
        TurnState::Sending => turn.claimed,
        TurnState::Unsure => true,
        TurnState::Stopped => turn.message.is_none(),
        _ => false,
    }
}

impl Intent {
    /// True where that message cannot be this question's: it was known before, or nobody can tell.
    pub fn knew(&self, message: &MessageId) -> bool {
        self.before.as_ref().is_none_or(|before| before.iter().any(|known| known == message.as_str()))
    }

    pub(super) fn of(turn: &Turn) -> Self {
        Self {
            name: turn.intent.clone(),
            question: turn.question.clone(),
            conversation: turn.asked_in.clone(),
            before: turn.before.clone(),
        }
    }

    /// The text to store.
    pub fn to_json(&self) -> String {
        let mut out = begin();
        member("text", &self.question, &mut out);
        if let Some(conversation) = &self.conversation {
            member("conversation", conversation.as_str(), &mut out);
        }
        if let Some(before) = &self.before {
            list("before", before, &mut out);
        }
        out.push('}');
        out
    }

    /// Reads a record; `None` where it is damaged or of another version.
    pub fn parse(name: &str, text: &str) -> Option<Self> {
        let json = read(text)?;
        Some(Self {
            name: name.to_owned(),
            question: json.string("text")?,
            conversation: json.string("conversation").map(Into::into),
            before: json.get("before").is_list().then(|| texts(&json, "before")),
        })
    }

    /// Those that were asked in that conversation.
    pub fn within(kept: &Kept, conversation: Option<&ConversationId>) -> Vec<Self> {
        let read = |(record, text): &(Record, String)| match record {
            Record::Intent(name) => Self::parse(name, text),
            _ => None,
        };
        kept.iter().filter_map(read).filter(|intent| intent.conversation.as_ref() == conversation).collect()
    }
}

/// The questions typed ahead in this tab; empty where there are none. One that is not claimed yet
/// has not left.
pub fn queue_to_json(model: &Model) -> String {
    let mut all = Vec::new();
    let mut add = |intent: &str, question: &str, conversation: Option<&ConversationId>| {
        let conversation = conversation.map_or("", |id| id.as_str());
        all.extend([intent, question, conversation].map(str::to_owned));
    };
    for ahead in &model.later {
        add(&ahead.intent, &ahead.question, ahead.conversation.as_ref());
    }
    for thread in model.threads() {
        for turn in &thread.turns {
            let waits =
                turn.state == TurnState::Queued || (turn.state == TurnState::Sending && !turn.claimed);
            if waits {
                add(&turn.intent, &turn.question, thread.conversation.as_ref());
            }
        }
    }
    if all.is_empty() {
        return String::new();
    }
    let mut out = begin();
    list("queue", &all, &mut out);
    out.push('}');
    out
}

/// Reads the questions typed ahead, in their order.
pub fn read_queue(text: &str) -> Vec<Ahead> {
    let Some(json) = read(text) else { return Vec::new() };
    let texts = texts(&json, "queue");
    let read = |three: &[String]| Ahead {
        intent: three[0].clone(),
        question: three[1].clone(),
        conversation: Some(three[2].as_str()).filter(|id| !id.is_empty()).map(Into::into),
    };
    texts.chunks_exact(3).map(read).collect()
}
