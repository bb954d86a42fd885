//! Conversations in memory: the open one, and those that were left with something under way.

use super::{Owner, Step};
use crate::state::effect::HostEvent;
use crate::state::model::{Model, Opening, Thread};

/// True while something of a thread has to go on, or is known here alone, although it is not shown.
fn goes_on(model: &Model, thread: &Thread) -> bool {
    let kept = || thread.turns.iter().any(|turn| turn.message.is_none());
    thread.opening == Opening::Loading || model.is_busy(thread) || kept()
}

impl Step<'_> {
    /// Ends everything that is under way for a thread that was taken out of the model.
    pub(super) fn release(&mut self, thread: &Thread) {
        for message in thread.turns.iter().filter_map(|turn| turn.message.as_ref()) {
            self.unlock(message);
        }
        self.cancel(&|owner| match owner {
            Owner::Element => false,
            Owner::Turn(key) => thread.turn(key).is_some(),
            Owner::Conversation(id) => thread.conversation.as_ref() == Some(id),
        });
        self.model.seen.retain(|key| thread.turn(*key).is_none());
    }

    /// Ends everything that is under way for any conversation.
    pub(super) fn release_all(&mut self) {
        let open = std::mem::take(&mut self.model.open);
        self.release(&open);
        for thread in std::mem::take(&mut self.model.aside) {
            self.release(&thread);
        }
    }

    /// Puts the open thread aside. What is under way in it goes on.
    pub(super) fn put_aside(&mut self) {
        let thread = std::mem::take(&mut self.model.open);
        if thread.conversation.is_some() || !thread.turns.is_empty() {
            self.model.aside.push(thread);
        }
    }

    /// Forgets threads that are neither shown nor have anything under way: the relay has them.
    pub(super) fn tidy(&mut self) {
        loop {
            let model = &*self.model;
            let idle = model.aside.iter().position(|thread| !goes_on(model, thread));
            let Some(index) = idle else { return };
            let thread = self.model.aside.swap_remove(index);
            self.release(&thread);
        }
    }

    /// Another conversation is shown, or none yet.
    pub(super) fn shown(&mut self) {
        let conversation = self.model.open.conversation.clone();
        self.emit(HostEvent::Conversation(conversation));
    }

    /// The reader begins another conversation. What is left behind stands among the past ones.
    pub(super) fn new_conversation(&mut self) {
        self.put_aside();
        self.shown();
    }
}
