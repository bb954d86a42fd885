//! What the reader says of an answer.

use super::Step;
use crate::api::decode::{self, Outcome};
use crate::api::endpoint;
use crate::domain::conversation::Rating;
use crate::domain::ids::TurnKey;
use crate::domain::turn::Feedback;
use crate::state::effect::HostEvent;
use crate::state::model::Purpose;

/// A rating and the words that went with it.
pub(in crate::state) type Sent = (Option<Rating>, Option<String>);

impl Step<'_> {
    /// Takes the rating, and sends it unless the one before is still on its way: two at a time could
    /// arrive in the wrong order.
    pub(super) fn rate(&mut self, key: TurnKey, rating: Option<Rating>, comment: Option<String>) {
        let Some(turn) = self.model.turn_mut(key).filter(|turn| turn.message.is_some()) else { return };
        let before = std::mem::take(&mut turn.feedback);
        // Empty words take a comment back.
        let comment = comment.or(before.comment).filter(|words| rating.is_some() && !words.is_empty());
        turn.feedback = Feedback { rating, comment, sending: before.sending, failure: None };
        if !before.sending {
            self.send_rating(key);
        }
    }

    fn send_rating(&mut self, key: TurnKey) {
        let (Some(turn), Some((space, conversation))) = (self.model.turn(key), self.model.place_of(key))
        else {
            return;
        };
        let Some(message) = &turn.message else { return };
        let (rating, comment) = (turn.feedback.rating, turn.feedback.comment.clone());
        let request = endpoint::feedback(space, conversation, message, rating, comment.as_deref());
        if let Some(turn) = self.model.turn_mut(key) {
            turn.feedback.sending = true;
        }
        self.send(Purpose::Feedback(key, (rating, comment)), request);
    }

    /// The rating has arrived, or not. One that the reader has changed meanwhile is sent now.
    pub(super) fn rated(&mut self, key: TurnKey, sent: &Sent, outcome: Outcome) {
        let Some(turn) = self.model.turn_mut(key) else { return };
        turn.feedback.sending = false;
        if (turn.feedback.rating, &turn.feedback.comment) != (sent.0, &sent.1) {
            return self.send_rating(key);
        }
        match (decode::done(outcome), turn.message.clone()) {
            (Ok(()), Some(message)) => self.emit(HostEvent::Feedback { message, rating: sent.0 }),
            (Err(error), _) => {
                let failure = error.into_failure();
                turn.feedback.failure = Some(failure.clone());
                self.report(failure);
            }
            _ => {}
        }
    }
}
