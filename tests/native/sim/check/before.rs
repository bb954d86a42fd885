//! A page as it was before an event, and what the event is.

use std::sync::Arc;

use genie_chat::domain::ids::{ConversationId, TurnKey};
use genie_chat::domain::turn::Turn;
use genie_chat::state::event::Kind;
use genie_chat::state::model::{Model, Opening};
use genie_chat::state::note::Note;
use genie_chat::state::stored::{self, Intent, Kept, Record, text_of};

use super::super::world::World;

/// What the reader did, as far as the checks care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Ask,
    Stop(TurnKey),
    Check(TurnKey),
    AskAgain(TurnKey),
    Rows(TurnKey),
    /// The conversation is put aside.
    Leave,
    /// Everything is put away.
    Clear,
    Open,
    /// The reader is done with a question.
    Dismiss(TurnKey),
    /// Another tab says that a conversation is gone.
    Gone(ConversationId),
    /// Another tab says that a question is settled.
    Settled(String),
    /// Another tab asks a question again.
    Again(String),
    /// Another tab says what became of a question's message.
    Told,
    /// The page reads what is stored.
    Learn,
    /// Something answers where this page gets no reply.
    Probed,
    /// The page begins with what was stored.
    Begin,
    /// A reply that the page waited for.
    Reply(usize),
    /// A reply that it does not wait for any more.
    Stale,
    Other,
}

/// Every turn of a page, those of the open conversation first.
pub(super) fn turns_of(model: &Model) -> Vec<Arc<Turn>> {
    model.threads().flat_map(|thread| thread.turns.iter().cloned()).collect()
}

/// A page as it was before an event.
pub struct Before {
    pub(super) turns: Vec<Arc<Turn>>,
    /// How many of them are in the open conversation.
    pub(super) open: usize,
    /// The conversation that is open.
    pub(super) conversation: Option<ConversationId>,
    pub(super) opening: Opening,
    pub(super) deed: Deed,
    /// Intents typed ahead, and questions of unknown fate of what is opened, as they are stored.
    pub(super) begun: (Vec<String>, Vec<Intent>),
    /// True if the open conversation was about to be deleted.
    pub(super) deleted: bool,
}

impl Before {
    pub fn of(world: &World<'_>, tab: usize, kind: &Kind, exchange: Option<usize>) -> Self {
        let model = &world.tabs[tab].model;
        let mut begun = (Vec::new(), Vec::new());
        let deed = match kind {
            Kind::Submitted(_) | Kind::Suggested(_) => Deed::Ask,
            Kind::Stopped(key) => Deed::Stop(*key),
            Kind::CheckedAgain(key) => Deed::Check(*key),
            Kind::AskedAgain(key) => Deed::AskAgain(*key),
            Kind::RowsWanted(key, _) => Deed::Rows(*key),
            Kind::NewConversation => Deed::Leave,
            Kind::Misconfigured(_) | Kind::Forgotten => Deed::Clear,
            Kind::OpenedAgain => {
                begun.1 = unsure(model);
                Deed::Open
            }
            Kind::Opened { conversation, kept } => {
                // One that is in memory is shown as it is there.
                if model.threads().all(|thread| thread.conversation.as_ref() != Some(conversation)) {
                    begun = begins(kept, conversation.as_str());
                }
                Deed::Leave
            }
            Kind::Dismissed(key) => Deed::Dismiss(*key),
            Kind::Heard(Note::Deleted(conversation)) => Deed::Gone(conversation.clone()),
            Kind::Heard(Note::Settled(intent)) => Deed::Settled(intent.clone()),
            Kind::Heard(Note::Again { former, .. }) => Deed::Again(former.clone()),
            Kind::Heard(Note::Message { .. }) => Deed::Told,
            Kind::HistoryWanted(_) | Kind::Learned(_) => Deed::Learn,
            Kind::Redirected => Deed::Probed,
            // Only a setting has changed.
            Kind::Configured { config, .. }
                if model.config.as_ref().is_some_and(|now| now.same_place(config)) =>
            {
                Deed::Other
            }
            Kind::Configured { kept, .. } => {
                begun = begins(kept, text_of(kept, &Record::Open));
                Deed::Begin
            }
            Kind::Replied { .. } | Kind::Due(_) => exchange.map_or(Deed::Stale, Deed::Reply),
            _ => Deed::Other,
        };
        let open = model.open.turns.len();
        let conversation = model.open.conversation.clone();
        let spot = model.open.spot();
        let deleted = model.history.deleting.iter().any(|(id, _)| id.as_str() == spot);
        Self {
            turns: turns_of(model),
            open,
            conversation,
            deleted,
            opening: model.open.opening.clone(),
            deed,
            begun,
        }
    }

    /// True where a turn or the opening has changed since, so that what is stored may have to change.
    pub fn differs(&self, model: &Model) -> bool {
        let same = |(old, new): (&Arc<Turn>, &Arc<Turn>)| Arc::ptr_eq(old, new);
        let turns = turns_of(model);
        self.turns.len() != turns.len()
            || self.opening != model.open.opening
            || !self.turns.iter().zip(&turns).all(same)
    }

    pub(super) fn turn(&self, key: TurnKey) -> Option<&Turn> {
        self.turns.iter().find(|turn| turn.key == key).map(Arc::as_ref)
    }
}

/// The questions of unknown fate in the open conversation.
pub(super) fn unsure(model: &Model) -> Vec<Intent> {
    begins(&stored::of(model), &model.open.spot()).1
}

/// What is typed ahead anywhere, and what is stored of a thread.
fn begins(kept: &Kept, spot: &str) -> (Vec<String>, Vec<Intent>) {
    let all = Intent::all(kept);
    let ahead = all.iter().filter(|intent| intent.ahead).map(|intent| intent.name.clone()).collect();
    let left = all.into_iter().filter(|intent| !intent.ahead && intent.spot == spot);
    (ahead, left.collect())
}
