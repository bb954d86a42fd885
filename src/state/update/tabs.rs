//! What the tabs of a browser tell each other.

use std::sync::Arc;

use super::{Owner, Step};
use crate::api::decode;
use crate::domain::ids::{ConversationId, Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::model::{Alarm, Opening};
use crate::state::note::Note;
use crate::state::stored::{self, Conversation, Intent, Kept, Known, Record};

/// How long another tab is waited for that asks a question of which a copy is queued here, in ms. After that this tab
/// claims it, because the other one may be gone: what that has posted is refused here, and looked for.
const TAKEN_MS: u64 = 15_000;

impl Step<'_> {
    /// Tells the other tabs what the relay told of a turn's message.
    pub(super) fn pass_on(&mut self, key: TurnKey, body: String) {
        if let Some((_, conversation)) = self.model.place_of(key) {
            let conversation = conversation.clone();
            let intent = self.model.turn(key).map(|turn| turn.intent.clone()).unwrap_or_default();
            self.effects.push(Effect::Tell(Note::Message { conversation, intent, body }));
        }
    }

    /// Another tab has told something.
    pub(super) fn heard(&mut self, note: Note) {
        match note {
            Note::Message { conversation, intent, body } => self.message_heard(&conversation, &intent, body),
            Note::Deleted(conversation) => self.dropped(&conversation, 0),
            Note::Undeleted(conversation) => {
                self.hold_back(&conversation);
                self.no_longer_deleting(&conversation);
                self.undeleted();
            }
            Note::Taken(intent) => self.taken(&intent),
            Note::Settled(intent) => self.settled_elsewhere(&intent),
            Note::Again { former, intent } => self.again_elsewhere(&former, &intent),
            Note::Quota(until) => self.quota_heard(until),
        }
    }

    /// Another tab has told something before it is known whose state this is: it changes what is to be opened. What is
    /// typed here is nobody's yet.
    pub(super) fn heard_early(&mut self, note: &Note) {
        let now = self.now;
        let Some(kept) = &mut self.model.unbegun else { return };
        let mut over: Vec<Record> = Vec::new();
        match note {
            Note::Undeleted(conversation) => over.push(Record::Deleting(conversation.clone())),
            Note::Settled(intent) | Note::Again { former: intent, .. } => {
                over.extend([Record::Ahead, Record::Typed, Record::Intent].map(|kind| kind(intent.clone())));
            }
            Note::Message { conversation, intent, body } => {
                let Ok(told) = decode::passed_on(body.clone()) else { return };
                let record = Record::Conversation(conversation.clone());
                let there = Conversation::parse(stored::text_of(kept, &record)).messages;
                let mut there = there.into_iter().filter(|known| known.message == told.message);
                let ended = told.status.is_terminal();
                let known = there.next().unwrap_or_else(|| Known {
                    asked_at: (!ended).then_some(now),
                    question: if ended { String::new() } else { told.question },
                    ..Known::from(told.message)
                });
                let known = Known { intent: intent.clone(), ..known };
                // Questions typed behind it go where it has gone.
                let spot = Intent::all(kept).into_iter().find(|question| question.name == *intent);
                let draft = spot.and_then(|question| Some(question.spot.strip_prefix('~')?.to_owned()));
                let owned =
                    Conversation { draft, messages: vec![known], ..Conversation::default() }.to_json();
                match kept.iter_mut().find(|(known, _)| *known == record) {
                    Some((_, text)) => *text = stored::merge(text, &owned),
                    None => kept.push((record, owned)),
                }
            }
            _ => {}
        }
        let (ended, mut left): (Kept, Kept) =
            std::mem::take(kept).into_iter().partition(|(record, _)| over.contains(record));
        if let (Note::Again { intent, .. }, Some((_, text))) = (note, ended.last()) {
            // It goes on under its new name; what all tabs share comes last, and says more than a copy.
            let (record, text) = (Record::Ahead(intent.clone()), text.clone());
            self.effects.push(Effect::Keep { record: record.clone(), text: text.clone() });
            left.push((record, text));
        }
        *kept = left;
        for (record, _) in ended {
            self.effects.push(Effect::Keep { record, text: String::new() });
        }
    }

    /// Another tab asks a question of which a copy is queued here. It tells what becomes of it; if nothing is heard
    /// in the time that this takes at most, what is noted about claims decides.
    fn taken(&mut self, intent: &str) {
        let queued =
            |key: &TurnKey| self.model.turn(*key).is_some_and(|turn| turn.state == TurnState::Queued);
        if let Some(key) = self.model.asked(intent).filter(queued) {
            self.disarm(&|alarm| *alarm == Alarm::Claim(key));
            self.wait(Alarm::Claim(key), TAKEN_MS);
        }
    }

    /// A copy of a question that is settled goes, and so does what this tab alone has stored of it. If it has left here,
    /// too, only this tab knows what becomes of that.
    fn settled_elsewhere(&mut self, intent: &str) {
        match self.model.asked(intent) {
            Some(key) if self.model.posting(key).0 => {}
            Some(key) => self.forget_turn(key),
            None => {
                self.settled.push(intent.to_owned());
                for page in self.pages() {
                    page.unsure.retain(|question| question.name != intent);
                }
            }
        }
    }

    /// Another tab asks a question again of which a copy is here: that holds its place, and is looked for before it is
    /// asked here, if the other tab does not.
    fn again_elsewhere(&mut self, former: &str, intent: &str) {
        let key = self.model.asked(former).filter(|key| !self.model.posting(*key).0);
        let Some(key) = key else { return self.settled_elsewhere(former) };
        self.cancel(&|owner| owner == Owner::Turn(key));
        if self.model.turn(key).is_some_and(|turn| turn.before.is_none()) {
            // No message here is its own: that would have come with its name.
            self.aim(key);
        }
        if let Some(turn) = self.model.turn_mut(key) {
            turn.look_first = true;
            intent.clone_into(&mut turn.intent);
            turn.claimed = false;
            turn.failure = None;
            turn.looking_since = None;
            turn.passed = false;
        }
        self.settled.push(former.to_owned());
        self.set(key, TurnState::Queued);
        self.taken(intent);
    }

    fn message_heard(&mut self, conversation: &ConversationId, intent: &str, body: String) {
        let Ok(told) = decode::passed_on(body) else { return };
        if let Some(turn) = self.model.turn_of(&told.message) {
            let (key, state) = (turn.key, turn.state);
            self.name(key, intent);
            match state {
                // What this tab has asked for itself is on its way.
                TurnState::Waiting if !self.model.held.contains(&told.message) => {
                    self.hear(key, told);
                }
                // The answer is final; only suggestions may come late.
                TurnState::Done | TurnState::Failed => {
                    if let Some(turn) = self.model.turn_mut(key)
                        && turn.answer.suggestions.is_empty()
                    {
                        turn.answer.suggestions = told.answer.suggestions;
                    }
                }
                _ => {}
            }
            return;
        }
        let now = self.now;
        // It may be the very question of which this tab does not know what became of it.
        if let Some(key) = self.model.asked(intent) {
            let place = self.model.thread_of(key).and_then(|thread| thread.conversation.clone());
            if self.model.posting(key).0 {
                return;
            }
            if place.as_ref().is_some_and(|place| place != conversation) {
                // It has begun another one, in another tab.
                return self.forget_turn(key);
            }
            if place.is_none() {
                self.begun(key, conversation.clone());
            }
            return self.adopt(key, told);
        }
        for page in self.pages().filter(|page| page.conversation != *conversation) {
            page.unsure.retain(|question| question.name != intent);
        }
        // The conversation that was to begin here has begun in another tab.
        let open = &mut self.model.open;
        if open.conversation.is_none() && open.draft == intent && !intent.is_empty() {
            let spot = open.spot();
            open.conversation = Some(conversation.clone());
            self.delete_begun(&spot, conversation);
            self.shown();
        }
        let Some(thread) = self.model.thread_mut(conversation) else { return };
        // Nobody knows the name: the text has to do, and it is looked for as long as there may be two of them.
        let alike = |turn: &Arc<Turn>| turn.is_kept() && turn.claimed && turn.question == told.question;
        if thread.opening == Opening::Loading && !intent.is_empty() {
            // It comes with the others: by then its name is known.
            let known = Known { intent: intent.to_owned(), ..Known::from(told.message) };
            thread.known.retain(|other| other.message != known.message);
            return thread.known.push(known);
        }
        if thread.opening != Opening::Idle || (intent.is_empty() && thread.turns.iter().any(alike)) {
            return;
        }
        let known = thread.known.iter().find(|known| known.message == told.message).cloned();
        let key = TurnKey(self.model.fresh());
        let mut turn = super::messages::turn(key, told, known.as_ref(), now);
        turn.intent = intent.to_owned();
        let Some(thread) = self.model.thread_mut(conversation) else { return };
        // Before what is typed ahead here.
        let place = thread.turns.iter().position(|turn| turn.state == TurnState::Queued);
        thread.turns.insert(place.unwrap_or(thread.turns.len()), Arc::new(turn));
        self.expire(key);
        self.watch(key);
        self.advance();
    }

    /// A message is that question's.
    pub(super) fn name(&mut self, key: TurnKey, intent: &str) {
        if let Some(turn) = self.model.turn_mut(key).filter(|turn| turn.intent.is_empty()) {
            intent.clone_into(&mut turn.intent);
        }
    }

    /// Copies of questions whose message is shown go. What was typed behind one that has begun a conversation goes there.
    pub(super) fn drop_copies(&mut self) {
        let model = &*self.model;
        let copies = model.turns(&|turn| turn.message.is_none() && !model.posting(turn.key).0);
        let shown = |copy: &&Arc<Turn>| {
            let shown = model.keys(&|turn| turn.message.is_some() && turn.intent == copy.intent);
            Some((copy.key, *shown.first()?))
        };
        let copies: Vec<_> = copies.iter().filter_map(shown).collect();
        for (key, shown) in copies {
            let place = |key| self.model.thread_of(key).and_then(|thread| thread.conversation.clone());
            match (place(key), place(shown)) {
                (None, Some(begun)) => {
                    self.begun(key, begun);
                    self.advance();
                }
                _ => self.forget_turn(key),
            }
        }
    }

    /// The service takes no questions until then; one that waits to be sent says so.
    fn quota_heard(&mut self, until: Millis) {
        let longest = self.now + self.max_wait_ms();
        if until > self.now && until <= longest {
            self.model.quota_until = Some(until);
        }
    }
}
