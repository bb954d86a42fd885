//! The record of one conversation.

use super::{begin, member, millis, read};
use crate::api::json::{self, Json};
use crate::domain::ids::{ConversationId, MessageId, Millis};
use crate::domain::turn::TurnState;
use crate::state::model::{Opening, Thread};

/// Most messages of a conversation that are remembered: the newest. Older ones are never looked for.
const MAX_MESSAGES: usize = 100;
/// Longest title that is kept, in characters.
const TITLE_CHARS: usize = 80;

/// A message that this browser knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub message: MessageId,
    /// True where the reader stopped waiting for it: only the reader goes on.
    pub stopped: bool,
    /// When it was asked by this browser's clock, as long as it is not answered.
    pub asked_at: Option<Millis>,
    /// The name of the question that made it; empty if another browser asked. By it every tab knows that
    /// its copy of the question has arrived.
    pub intent: String,
    /// The question, as long as it is not answered: if its conversation is gone before that, its text is not.
    pub question: String,
}

impl From<MessageId> for Known {
    fn from(message: MessageId) -> Self {
        Self { message, stopped: false, asked_at: None, intent: String::new(), question: String::new() }
    }
}

/// What is kept of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversation {
    /// Its title: the first question, until the service gives another.
    pub title: Option<String>,
    /// The name that the reader gave it in this browser.
    pub name: Option<String>,
    /// What it was called as long as it did not exist (`Thread::draft`); other tabs may call it so yet.
    pub draft: Option<String>,
    /// When it was used last.
    pub used_at: Millis,
    /// True where it cannot be gone on with here.
    pub read_only: bool,
    /// Its messages, oldest first.
    pub messages: Vec<Known>,
}

impl Conversation {
    /// What of a thread is worth keeping; none while it is not known itself.
    pub fn of(thread: &Thread) -> Option<(ConversationId, Self)> {
        // While it is fetched, what is stored says more than the thread does.
        let id = thread.conversation.clone().filter(|_| thread.opening != Opening::Loading)?;
        let shown = thread.turns.iter().filter_map(|turn| {
            Some(Known {
                message: turn.message.clone()?,
                stopped: turn.state == TurnState::Stopped,
                asked_at: (turn.state == TurnState::Waiting).then_some(turn.asked_at),
                intent: turn.intent.clone(),
                question: if turn.is_open() { turn.question.clone() } else { String::new() },
            })
        });
        let messages = thread.known.iter().cloned().chain(shown).collect();
        let title = thread.title.as_ref().map(|title| title.chars().take(TITLE_CHARS).collect());
        let (used_at, read_only) = (thread.used_at, thread.read_only);
        let draft = Some(thread.draft.clone()).filter(|draft| !draft.is_empty());
        Some((id, Self { title, name: None, draft, used_at, read_only, messages }))
    }

    /// Reads a record; nothing where it is damaged or of another version.
    pub fn parse(text: &str) -> Self {
        let Some(json) = read(text) else { return Self::default() };
        Self {
            title: json.string("title"),
            name: json.string("name"),
            draft: json.string("draft"),
            used_at: millis(json.get("at")).unwrap_or_default(),
            read_only: json.get("agent").number() == Some(1),
            messages: json.get("messages").items().iter().filter_map(known).collect(),
        }
    }

    /// The text to store.
    pub fn to_json(&self) -> String {
        let mut out = begin();
        for (name, text) in [("title", &self.title), ("name", &self.name), ("draft", &self.draft)] {
            if let Some(text) = text {
                member(name, text, &mut out);
            }
        }
        out.push_str(",\"at\":");
        out.push_str(&self.used_at.to_string());
        if self.read_only {
            out.push_str(",\"agent\":1");
        }
        out.push_str(",\"messages\":[");
        let newest = self.messages.len().saturating_sub(MAX_MESSAGES);
        for (index, known) in self.messages[newest..].iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            write(known, &mut out);
        }
        out.push_str("]}");
        out
    }
}

/// Lays what one tab knows over what others have stored, so that neither is lost.
pub fn merge(stored: &str, text: &str) -> String {
    if read(stored).is_none() {
        return text.to_owned();
    }
    let (old, new) = (Conversation::parse(stored), Conversation::parse(text));
    let is_new = |known: &Known| new.messages.iter().all(|other| other.message != known.message);
    // Who posted a question knows best which message is its own.
    let named = |known: &Known| {
        let before = old.messages.iter().find(|other| other.message == known.message);
        let intent = before.map(|before| &before.intent).filter(|intent| !intent.is_empty());
        Known { intent: intent.unwrap_or(&known.intent).clone(), ..known.clone() }
    };
    let named: Vec<Known> = new.messages.iter().map(named).collect();
    let mut messages: Vec<Known> = old.messages.into_iter().filter(is_new).collect();
    messages.extend(named);
    Conversation {
        title: new.title.or(old.title),
        name: new.name.or(old.name),
        draft: new.draft.or(old.draft),
        used_at: new.used_at.max(old.used_at),
        read_only: new.read_only || old.read_only,
        messages,
    }
    .to_json()
}

/// A message is its id, or a list if there is more to say: id, stopped, time, intent, question.
fn known(json: &Json) -> Option<Known> {
    if let Some(id) = json.text() {
        return Some(Known::from(MessageId::from(id)));
    }
    let parts = json.items();
    let text = |index: usize| parts.get(index).and_then(Json::text).unwrap_or_default().to_owned();
    Some(Known {
        message: parts.first()?.text()?.into(),
        stopped: parts.get(1).and_then(Json::number) == Some(1),
        asked_at: parts.get(2).and_then(millis),
        intent: text(3),
        question: text(4),
    })
}

fn write(known: &Known, out: &mut String) {
    let plain = !known.stopped && known.asked_at.is_none() && known.intent.is_empty();
    if plain {
        return json::quote(known.message.as_str(), out);
    }
    out.push('[');
    json::quote(known.message.as_str(), out);
    out.push_str(if known.stopped { ",1" } else { ",0" });
    out.push(',');
    match known.asked_at {
        Some(at) => out.push_str(&at.to_string()),
        None => out.push_str("null"),
    }
    for text in [&known.intent, &known.question] {
        // Without an intent nobody in this browser has asked it.
        if !known.intent.is_empty() && !text.is_empty() {
            out.push(',');
            json::quote(text, out);
        }
    }
    out.push(']');
}
