//! What the reader was promised when he deleted a conversation.

use genie_chat::domain::ids::ConversationId;
use genie_chat::state::event::Kind;
use genie_chat::state::stored::Intent;

use super::net::Exchange;
use super::route::{Route, number};
use super::world::World;

/// How long a deletion can be taken back, in ms.
const UNDO_MS: u64 = 5_000;

impl World<'_> {
    /// Takes note of what the reader has deleted, as far as the page takes it for deleted.
    pub fn promise(&mut self, tab: usize, kind: &Kind) {
        let (Kind::Deleted(conversation) | Kind::DeletedAtOnce(conversation) | Kind::Undeleted(conversation)) =
            kind
        else {
            return;
        };
        let id = number(conversation.as_str());
        let it = &self.tabs[tab];
        let taken = it.model.history.deleting.iter().any(|(known, _)| known == conversation);
        if it.alive && taken && !conversation.as_str().starts_with('~') {
            self.ledger.unstored.remove(&id);
            self.ledger.deletions.insert(id, tab);
        } else if matches!(kind, Kind::Undeleted(_)) {
            self.ledger.deletions.remove(&id);
        }
    }

    /// The reader deletes a conversation, and is done with what is in it; the questions in one that never began are
    /// nowhere else.
    pub fn give_up(&mut self, tab: usize, kind: &Kind) {
        let (Kind::Deleted(spot) | Kind::DeletedAtOnce(spot)) = kind else { return };
        let id = number(spot.as_str());
        self.ledger.deleted_at.insert(id, self.now);
        if spot.as_str().starts_with('~') {
            for intent in self.asked_at(tab, spot.as_str()) {
                self.ledger.take_back(&intent);
            }
            return;
        }
        // What was typed before in another tab goes with it, too.
        for tab in 0..self.tabs.len() {
            for intent in self.asked_at(tab, spot.as_str()) {
                self.ledger.within.insert(intent, id);
            }
        }
    }

    /// A conversation that was deleted before it began, and has begun in this step, is to be deleted.
    pub fn promise_begun(&mut self, tab: usize, before: Vec<(ConversationId, u64)>) {
        let deleting = &self.tabs[tab].model.history.deleting;
        for (draft, due) in before.into_iter().filter(|(id, _)| id.as_str().starts_with('~')) {
            let begun = deleting.iter().find(|(id, at)| *at == due && !id.as_str().starts_with('~'));
            if let (true, Some((id, _))) = (deleting.iter().all(|(id, _)| *id != draft), begun) {
                let id = number(id.as_str());
                self.ledger.deleted_at.insert(id, due.saturating_sub(UNDO_MS));
                self.ledger.unstored.remove(&id);
                self.ledger.deletions.insert(id, tab);
            }
        }
    }

    /// The questions of a spot, as a tab shows or finds them.
    fn asked_at(&self, tab: usize, spot: &str) -> Vec<String> {
        let it = &self.tabs[tab];
        self.calls.set(0);
        let kept = it.keep.as_ref().map(|keep| keep.kept(None)).unwrap_or_default();
        let stored =
            Intent::all(&kept).into_iter().filter(|intent| intent.spot == spot).map(|intent| intent.name);
        let shown = it.model.threads().filter(|thread| thread.spot() == spot);
        let shown = shown.flat_map(|thread| &thread.turns).map(|turn| turn.intent.clone());
        stored.chain(shown).collect()
    }

    /// Nobody can carry out what a tab has promised, except what was sent when the page ended: if it was told so, it
    /// must have been, unless the hook prevents it.
    pub fn forgive_deletions(&mut self, tab: usize, told: bool) {
        let hook = self.plan.has("hook slow") || self.plan.has("hook hangs") || self.plan.has("hook fails");
        let exchanges = &self.exchanges;
        let sent = |conversation: usize| {
            let is_it = |exchange: &Exchange| {
                let leaves = exchange.left || exchange.orphan || exchange.open;
                exchange.page.tab == tab && exchange.route == Route::Delete(conversation) && leaves
            };
            exchanges.iter().any(is_it)
        };
        self.ledger
            .deletions
            .retain(|conversation, by| *by != tab || (told && !hook && !sent(*conversation)));
    }

    /// What was promised before everything was forgotten ends with the model that knew it.
    pub fn forgive_unstored(&mut self, tab: usize) {
        let unstored = &self.ledger.unstored;
        self.ledger.deletions.retain(|conversation, by| *by != tab || !unstored.contains(conversation));
    }
}
