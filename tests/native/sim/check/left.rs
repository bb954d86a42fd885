//! What a page showed when it was left, its next one shows again.

use std::sync::Arc;

use genie_chat::domain::ids::ConversationId;
use genie_chat::domain::turn::Turn;
use genie_chat::state::model::Opening;
use genie_chat::state::stored::Intent;

use super::super::route::{OTHER_SPACE, number};
use super::super::world::World;

impl World<'_> {
    /// True if another tab that showed a question, too, has taken it along to another conversation.
    fn is_elsewhere(&self, tab: usize, intent: &str) -> bool {
        let kept = self.tabs[tab].keep.as_ref().map(|keep| keep.kept(None)).unwrap_or_default();
        let mut questions = Intent::all(&kept).into_iter();
        self.tabs.len() > 1 && questions.any(|question| question.name == intent && !question.ahead)
    }

    /// Compares, as soon as a page has opened what was open.
    pub fn check_left(&mut self, tab: usize) {
        let it = &self.tabs[tab];
        let here = |space: &str| space != OTHER_SPACE;
        let ready = it.alive && it.model.config.as_ref().is_some_and(|config| here(config.space.as_str()));
        if !ready || it.left.is_none() || it.model.open.opening == Opening::Loading {
            return;
        }
        let Some(left) = self.tabs[tab].left.take().filter(|_| self.sound) else { return };
        let open = &self.tabs[tab].model.open;
        let lives = |id: &ConversationId| {
            matches!(self.service.conversations.get(number(id.as_str())), Some(Some(_)))
        };
        // Its conversation is gone, or the reader has deleted it: what is asked there begins another one.
        let deleting = &self.tabs[tab].model.history.deleting;
        let promised = |id: &ConversationId| {
            let known = deleting.iter().any(|(known, _)| known == id);
            known || self.ledger.deletions.contains_key(&number(id.as_str()))
        };
        let goes = |id: &ConversationId| !lives(id) || promised(id);
        let deleted = left.conversation.clone().filter(|id| !lives(id));
        let goes = left.conversation.as_ref().is_some_and(goes);
        let begun = goes && open.turns.iter().any(|turn| turn.message.is_none());
        if let Some(conversation) = left.conversation.filter(|id| lives(id) && !begun) {
            self.demand(open.conversation.as_ref() == Some(&conversation), || {
                format!("the tab showed {conversation:?} and shows {:?} after a reload", open.conversation)
            });
        }
        self.demand(!left.empty || open.conversation.is_none(), || {
            format!("the tab showed nothing and shows {:?} after a reload", open.conversation)
        });
        for (intent, text) in left.questions {
            let arrived = || self.service.messages.iter().any(|message| message.intent == intent);
            let is_it = |turn: &Arc<Turn>| turn.intent == intent;
            // Put aside with that conversation, it is stored as before.
            let aside = || goes && self.tabs[tab].stores(&intent, true);
            let shown = open.turns.iter().any(is_it) || aside();
            let gone = |id: &ConversationId| self.ledger.is_deleted(&intent, number(id.as_str()));
            if deleted.as_ref().is_some_and(gone) || self.ledger.is_within(&intent, &self.service) {
                // The reader was done with it, or another tab had found its conversation before.
                continue;
            }
            let elsewhere = || self.is_elsewhere(tab, &intent);
            self.demand(shown || self.ledger.is_settled(&intent) || arrived() || elsewhere(), || {
                let last = self.ledger.asks.get(&intent).map(|ask| ask.last);
                format!("the tab showed {text} as {last:?} and does not after a reload")
            });
        }
    }
}
