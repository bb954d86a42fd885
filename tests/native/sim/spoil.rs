//! What goes wrong with the storage.

use std::collections::BTreeSet;

use super::route::OTHER_SPACE;
use super::tab::Tab;
use super::world::World;

impl World<'_> {
    /// Something else on the page fills the storage, or leaves it alone again.
    pub(super) fn fill_storage(&mut self, tab: usize) {
        self.fault("storage full");
        self.spoil();
        let room = self.rng.pick(&[0, 0, 1, 60, 200, 1_000]);
        let local = &self.browser.local;
        let area = if self.rng.once_in(2) { local } else { &self.tabs[tab].session };
        area.borrow_mut().fill(room);
    }

    /// From here on nobody can count on what is stored; what no page shows may be gone.
    fn spoil(&mut self) {
        self.sound = false;
        let here = |it: &&Tab| {
            let config = it.model.config.as_ref();
            it.alive && config.is_some_and(|config| config.space.as_str() != OTHER_SPACE)
        };
        let threads = self.tabs.iter().filter(here).flat_map(|it| it.model.threads());
        let shown: BTreeSet<&str> =
            threads.flat_map(|thread| &thread.turns).map(|turn| turn.intent.as_str()).collect();
        self.ledger.forgive_all_but(&shown);
        for tab in 0..self.tabs.len() {
            if !self.tabs[tab].alive {
                self.forgive_deletions(tab, false);
            }
        }
    }

    pub(super) fn damage_storage(&mut self, tab: usize) {
        let area = if self.rng.once_in(2) { &self.browser.local } else { &self.tabs[tab].session };
        if area.borrow_mut().damage(&mut self.rng) {
            self.spoil();
            self.fault("storage damaged");
        }
    }
}
