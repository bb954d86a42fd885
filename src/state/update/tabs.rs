//! What the tabs of a browser tell each other.

use std::sync::Arc;

use super::Step;
use crate::api::decode;
use crate::api::error::Reply;
use crate::domain::ids::{ConversationId, Millis, TurnKey};
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::model::Opening;
use crate::state::note::Note;

impl Step<'_> {
    /// Tells the other tabs what the relay told of a turn's message.
    pub(super) fn pass_on(&mut self, key: TurnKey, body: String) {
        if let Some((_, conversation)) = self.model.place_of(key) {
            let conversation = conversation.clone();
            self.effects.push(Effect::Tell(Note::Message { conversation, body }));
        }
    }

    /// Another tab has told something.
    pub(super) fn heard(&mut self, note: Note) {
        match note {
            Note::Message { conversation, body } => self.message_heard(&conversation, body),
            Note::Deleted(conversation) => self.dropped(&conversation),
            Note::Quota(until) => self.quota_heard(until),
        }
    }

    fn message_heard(&mut self, conversation: &ConversationId, body: String) {
        let Ok(told) = decode::told(Ok(Reply { status: 200, body, ..Reply::default() })) else { return };
        if let Some(turn) = self.model.turn_of(&told.message) {
            let key = turn.key;
            match turn.state {
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
        let Some(thread) = self.model.thread_mut(conversation) else { return };
        // It may be the very question of which this tab does not know what became of it.
        let own = |turn: &Arc<Turn>| turn.message.is_none() && turn.claimed && turn.question == told.question;
        if thread.opening != Opening::Idle || thread.turns.iter().any(own) {
            return;
        }
        let known = thread.known.iter().find(|known| known.message == told.message).cloned();
        let key = TurnKey(self.model.fresh());
        let turn = super::messages::turn(key, told, known.as_ref(), now);
        let Some(thread) = self.model.thread_mut(conversation) else { return };
        // Before what is typed ahead here.
        let place = thread.turns.iter().position(|turn| turn.state == TurnState::Queued);
        thread.turns.insert(place.unwrap_or(thread.turns.len()), Arc::new(turn));
        self.expire(key);
        self.watch(key);
        self.advance();
    }

    /// The service takes no questions until then; one that waits to be sent says so.
    fn quota_heard(&mut self, until: Millis) {
        let longest = self.now + self.max_wait_ms();
        if until > self.now && until <= longest {
            self.model.quota_until = Some(until);
        }
    }
}
