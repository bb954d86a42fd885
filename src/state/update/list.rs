//! Past conversations: listed and renamed.

use super::Step;
use super::reach::START_MS;
use crate::api::decode::Outcome;
use crate::api::{endpoint, lists};
use crate::domain::ids::ConversationId;
use crate::state::effect::Effect;
use crate::state::history::Fetched;
use crate::state::model::{Alarm, Purpose};
use crate::state::stored::{self, Conversation, Kept, Record};

/// Conversations asked for at a time.
const PAGE_SIZE: u32 = 50;
/// How long it is waited before a list that did not come is asked for again, in ms.
const AGAIN_MS: u64 = 1_000;

impl Step<'_> {
    /// The reader looks at the list: what the browser knows at once, then what the service tells.
    pub(super) fn history_wanted(&mut self, mut kept: Kept) {
        self.model.history.undeleted = None;
        self.learn(&kept);
        for (record, text) in stored::of(self.model) {
            // Where nothing is stored, what is in memory is all there is.
            if stored::text_of(&kept, &record).is_empty() {
                kept.push((record, text));
            }
        }
        self.model.history.know(&kept);
        if !matches!(self.model.history.fetched, Fetched::Loading) {
            self.model.history.server.clear();
            self.fetch_history(None);
        }
    }

    /// The reader has come to the end of what is here.
    pub(super) fn more_history_wanted(&mut self) {
        if let Fetched::Yes(Some(token)) = self.model.history.fetched.clone() {
            self.fetch_history(Some(token));
        }
    }

    pub(super) fn fetch_history(&mut self, token: Option<String>) {
        let Some(config) = &self.model.config else { return };
        let request = endpoint::list_conversations(&config.space, PAGE_SIZE, token.as_deref());
        self.model.history.fetched = Fetched::Loading;
        self.send(Purpose::History(token), request);
    }

    /// A page of the list came to something. A relay with a shared credential lists nothing.
    pub(super) fn history_told(&mut self, token: Option<&str>, outcome: Outcome) {
        let read = lists::conversations(outcome);
        let waits = token.is_none() && self.model.starting;
        let passing = read.as_ref().err().filter(|error| waits && error.is_passing());
        let again = passing.map(|error| error.retry_after_ms().unwrap_or(AGAIN_MS));
        self.model.history.fetched = match read {
            Ok(list) => {
                self.model.history.hear(list.items);
                // A service that repeats a token would be asked for ever.
                Fetched::Yes(list.next.filter(|next| Some(next.as_str()) != token))
            }
            Err(error) if matches!(error.status(), Some(403 | 404)) => Fetched::Unlisted,
            Err(error) => Fetched::Failed(self.failure_of(error)),
        };
        self.model.history.merge();
        match again.filter(|wait| *wait < START_MS) {
            // A first question waits for it. With what the relay is, it is asked for again.
            Some(wait) => self.wait(Alarm::Info(1), wait),
            None if self.model.starting && self.model.informed => self.started(),
            None => {}
        }
        let open = &mut self.model.open;
        open.read_only |= open.conversation.as_ref().is_some_and(|id| self.model.history.is_read_only(id));
    }

    /// The reader's own name for a conversation is this browser's only: the API cannot rename.
    pub(super) fn rename(&mut self, conversation: ConversationId, name: &str) {
        if conversation.as_str().starts_with('~') {
            // It has no record of its own before it begins.
            return;
        }
        let name = Some(name.trim().to_owned());
        let local = &mut self.model.history.local;
        let index = local.iter().position(|(id, _)| *id == conversation).unwrap_or_else(|| {
            local.push((conversation.clone(), Conversation::default()));
            local.len() - 1
        });
        local[index].1.name.clone_from(&name);
        self.model.history.merge();
        // Laid over what is stored.
        let text = Conversation { name, ..Conversation::default() }.to_json();
        self.effects.push(Effect::Keep { record: Record::Conversation(conversation), text });
    }
}
