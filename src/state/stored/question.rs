//! The record of one question that Genie is not known to have: typed ahead, of unknown fate, or refused.

use super::{Conversation, Kept, Record};
use super::{begin, list, member, millis, read, text_of, texts};
use crate::domain::failure::{Advice, Code};
use crate::domain::ids::{ConversationId, MessageId, Millis};
use crate::domain::turn::{Turn, TurnState};
use crate::state::thread::Thread;

/// A question, from the keystroke until it is answered, edited or dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Names it over all tabs and reloads.
    pub name: String,
    /// The question.
    pub question: String,
    /// The spot of the thread that shows it (`Thread::spot`).
    pub spot: String,
    /// When it left, or was typed, in ms since 1970.
    pub at: Millis,
    /// The conversation to which it was posted; none if it was to begin one, or has never left.
    pub conversation: Option<ConversationId>,
    /// Ids that were known before it left, none of which is this one's: messages of the
    /// conversation, or conversations if it begins one. Without them it cannot be looked for.
    pub before: Option<Vec<String>>,
    /// True if it has not left.
    pub ahead: bool,
    /// Why it was refused, if it was.
    pub refused: Option<Advice>,
    /// True if it may have arrived all the same: not the relay has refused it, or it could not be looked for.
    pub doubt: bool,
}

impl Intent {
    /// True if that message cannot be this question's: it was known before, or nobody can tell.
    pub fn knew(&self, message: &MessageId) -> bool {
        self.before.as_ref().is_none_or(|before| before.iter().any(|known| known == message.as_str()))
    }

    /// The record of a turn whose question Genie is not known to have; none for any other.
    pub fn of(turn: &Turn, thread: &Thread) -> Option<(Record, Self)> {
        if turn.message.is_some() {
            return None;
        }
        let ahead = turn.state == TurnState::Queued || (turn.state == TurnState::Sending && !turn.claimed);
        let failure = turn.failure.as_ref().filter(|_| turn.state == TurnState::Failed);
        // Refused for the quota, and to be sent again: by this page only. If it may have arrived, it is of unknown fate.
        let later = turn.state == TurnState::Sending && turn.wait_until.is_some() && !turn.doubt;
        let quota = later.then_some(Advice::Code(Code::Quota));
        let name = turn.intent.clone();
        let record = if ahead { Record::Ahead(name.clone()) } else { Record::Intent(name.clone()) };
        let intent = Self {
            name,
            question: turn.question.clone(),
            spot: thread.spot(),
            at: turn.asked_at,
            conversation: turn.asked_in.clone().filter(|_| !ahead || turn.look_first),
            before: turn.before.clone().filter(|_| !ahead || turn.look_first),
            ahead,
            refused: failure.map(|failure| failure.advice).or(quota),
            doubt: failure.is_some() && turn.doubt,
        };
        Some((record, intent))
    }

    /// The text to store.
    pub fn to_json(&self) -> String {
        let mut out = begin();
        member("text", &self.question, &mut out);
        member("in", &self.spot, &mut out);
        if let Some(conversation) = &self.conversation {
            member("conversation", conversation.as_str(), &mut out);
        }
        if let Some(advice) = self.refused {
            member("code", advice.code().as_str(), &mut out);
            if let Some(number) = advice.number() {
                out.push_str(",\"advice\":");
                out.push_str(&number.to_string());
            }
        }
        if self.doubt {
            out.push_str(",\"doubt\":1");
        }
        if let Some(before) = &self.before {
            list("before", before, &mut out);
        }
        out.push_str(",\"at\":");
        out.push_str(&self.at.to_string());
        out.push('}');
        out
    }

    /// Reads a record; `None` if it is damaged, of another version, or no question's.
    pub fn parse(record: &Record, text: &str) -> Option<Self> {
        let (name, ahead) = match record {
            Record::Intent(name) => (name, false),
            Record::Ahead(name) | Record::Typed(name) => (name, true),
            _ => return None,
        };
        let json = read(text)?;
        let conversation = json.string("conversation");
        Some(Self {
            name: name.to_owned(),
            question: json.string("text")?,
            spot: json.string("in").or_else(|| conversation.clone()).unwrap_or_default(),
            at: millis(json.get("at")).unwrap_or_default(),
            conversation: conversation.map(Into::into),
            before: json.get("before").is_list().then(|| texts(&json, "before")),
            ahead,
            refused: json.string("code").map(|code| {
                let told = millis(json.get("advice"))
                    .and_then(|number| Advice::numbered(usize::try_from(number).ok()?));
                told.unwrap_or_else(|| Advice::Code(Code::parse(&code).unwrap_or(Code::Internal)))
            }),
            doubt: json.get("doubt").number() == Some(1),
        })
    }

    /// Every question that is stored and has not arrived, in the order in which they were typed; one that is
    /// stored twice has left. The spot of one whose conversation has begun since is that conversation.
    pub fn all(kept: &Kept) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (record, text) in kept {
            let Some(mut intent) = Self::parse(record, text) else { continue };
            if arrived(kept, &intent.name).is_some() {
                continue;
            }
            intent.spot = spot_now(kept, &intent.spot);
            match all.iter_mut().find(|other| other.name == intent.name) {
                Some(other) if other.ahead => *other = intent,
                Some(_) => {}
                None => {
                    // Not sorted at the end: the sorts of std are 3.6 kB, and these are a few.
                    let later = |other: &Self| order(&other.name) > order(&intent.name);
                    let at = all.iter().position(later).unwrap_or(all.len());
                    all.insert(at, intent);
                }
            }
        }
        all
    }
}

/// Where a question's name stands among others, which begins and ends with it: when it was typed, and a number that grows within its page.
pub fn order(name: &str) -> (Millis, u32) {
    let (typed, rest) = name.split_once('-').unwrap_or((name, ""));
    let number = rest.split('-').fold("", |_, part| part);
    (typed.parse().unwrap_or_default(), number.parse().unwrap_or_default())
}

/// The spot of a thread: another one if its conversation has begun since.
pub fn spot_now(kept: &Kept, spot: &str) -> String {
    let Some(draft) = spot.strip_prefix('~') else { return spot.to_owned() };
    if outlived(kept, draft) {
        return spot.to_owned();
    }
    let mut begun = kept.iter().filter_map(|(record, text)| match record {
        Record::Conversation(id) if Conversation::parse(text).draft.as_deref() == Some(draft) => Some(id),
        _ => None,
    });
    if let Some(begun) = begun.next() {
        return begun.as_str().to_owned();
    }
    // Another question may have begun it.
    let moved = left(kept, draft).map(|first| first.spot);
    moved.filter(|moved| !moved.starts_with('~')).unwrap_or(spot.to_owned())
}

/// The record of a question that has left.
fn left(kept: &Kept, intent: &str) -> Option<Intent> {
    let record = Record::Intent(intent.to_owned());
    Intent::parse(&record, text_of(kept, &record))
}

/// True for a question that has left and is stored as such.
pub fn has_left(kept: &Kept, intent: &str) -> bool {
    left(kept, intent).is_some()
}

/// True for a question whose conversation is gone, and which is kept as a text: what other tabs still know of that
/// conversation does not hold for it.
fn outlived(kept: &Kept, intent: &str) -> bool {
    left(kept, intent).is_some_and(|intent| intent.refused == Some(Advice::Gone))
}

/// The message of a question, and its conversation, if any tab of this browser knows it.
pub fn arrived(kept: &Kept, intent: &str) -> Option<(ConversationId, MessageId)> {
    if outlived(kept, intent) {
        return None;
    }
    kept.iter().find_map(|(record, text)| match record {
        Record::Conversation(id) if !intent.is_empty() && text.len() >= intent.len() => {
            let messages = Conversation::parse(text).messages;
            let known = messages.into_iter().find(|known| known.intent == intent)?;
            Some((id.clone(), known.message))
        }
        _ => None,
    })
}
