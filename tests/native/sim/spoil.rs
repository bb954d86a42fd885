//! What goes wrong with the storage.

use super::route::OTHER_SPACE;
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

    /// From here on nobody can count on what is stored; what only closed tabs knew may be gone.
    fn spoil(&mut self) {
        self.sound = false;
        for tab in 0..self.tabs.len() {
            let config = self.tabs[tab].model.config.as_ref();
            let away = config.is_none_or(|config| config.space.as_str() == OTHER_SPACE);
            if away || !self.tabs[tab].alive {
                self.forgive_what_is_not_kept(tab);
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
