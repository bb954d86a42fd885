//! The element's methods, as far as the loader does not do them itself.

use js_sys::{Array, Function, Promise};
use leptos::prelude::WithUntracked;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use super::events;
use super::handle::Handle;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::ConversationId;
use crate::platform::dom_event::Detail;
use crate::state::event::Kind;
use crate::state::history::{Entry, Fetched};
use crate::state::model::Model;
use crate::state::select;
use crate::state::store::Store;

/// Conversations that a list tells at most; the service is not asked for more.
const MOST: usize = 1_000;

/// What a method comes to; `None` while that is not known.
type Outcome = Option<Result<JsValue, Failure>>;

#[wasm_bindgen]
impl Handle {
    /// Puts the conversation aside and begins another.
    #[wasm_bindgen(js_name = newConversation)]
    pub fn new_conversation(&self) {
        self.quietly(|store| store.dispatch(Kind::NewConversation));
    }

    /// Opens a conversation.
    #[wasm_bindgen(js_name = openConversation)]
    pub fn open_conversation(&self, id: String) {
        self.quietly(|store| store.open(id.into()));
    }

    /// Stops waiting for the answer that is under way.
    pub fn stop(&self) {
        self.quietly(|store| {
            let stoppable = store.model.try_with_untracked(select::stoppable).flatten();
            if let Some(key) = stoppable {
                store.dispatch(Kind::Stopped(key));
            }
        });
    }

    /// The conversations that the service lists and this browser knows, the one used last first.
    #[wasm_bindgen(js_name = listConversations)]
    pub fn list_conversations(&self) -> Promise {
        self.quietly(Store::show_history);
        self.promise(|store, model| match &model.history.fetched {
            Fetched::No | Fetched::Loading => None,
            Fetched::Failed(failure) => Some(Err(failure.clone())),
            Fetched::Yes(Some(_)) if model.history.entries.len() < MOST => {
                spawn_local(async move { store.dispatch(Kind::MoreHistoryWanted) });
                None
            }
            Fetched::Yes(_) | Fetched::Unlisted => Some(Ok(list(model))),
        })
    }

    /// Deletes a conversation, with the service and in this browser. It cannot be taken back.
    #[wasm_bindgen(js_name = deleteConversation)]
    pub fn delete_conversation(&self, id: String) -> Promise {
        let id = ConversationId::from(id);
        self.quietly(|store| store.dispatch(Kind::DeletedAtOnce(id.clone())));
        self.promise(move |_, model| {
            let history = &model.history;
            if history.deleting.iter().any(|(deleting, _)| *deleting == id) {
                return None;
            }
            let refused = history.undeleted.as_ref().filter(|(refused, _)| *refused == id);
            Some(refused.map_or(Ok(JsValue::UNDEFINED), |(_, failure)| Err(failure.clone())))
        })
    }

    /// Forgets all that is kept of this relay and space on this device.
    pub fn clear(&self) -> Promise {
        self.quietly(Store::forget);
        self.empty_input();
        Promise::resolve(&JsValue::UNDEFINED)
    }
}

impl Handle {
    /// A promise that is settled as soon as `look` finds that the model has come to something.
    fn promise(&self, mut look: impl FnMut(Store, &Model) -> Outcome + 'static) -> Promise {
        let store = self.store();
        let mut look: Box<dyn FnMut(&Model) -> Outcome> = Box::new(move |model| match model.config {
            Some(_) => look(store, model),
            None => Some(Err(Failure::new(Code::Config))),
        });
        Promise::new(&mut |resolve: Function, reject: Function| {
            let mut look = std::mem::replace(&mut look, Box::new(|_| None));
            store.wait(Box::new(move |model| {
                // Once the element is gone, nothing comes of it any more.
                let outcome = model.map_or(Some(Err(Failure::new(Code::Stopped))), &mut look);
                let Some(outcome) = outcome else { return false };
                // Settling a promise runs no code of the page yet, and does not fail.
                drop(match outcome {
                    Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
                    Err(failure) => reject.call1(&JsValue::UNDEFINED, &events::error(&failure)),
                });
                true
            }));
        })
    }
}

fn list(model: &Model) -> JsValue {
    let deleting = |entry: &&Entry| model.history.deleting.iter().all(|(id, _)| *id != entry.id);
    let describe = |entry: &Entry| {
        let mut detail = Detail::default();
        detail.text("conversationId", Some(entry.id.as_str())).text("title", Some(&entry.title));
        detail.number("usedAt", (entry.used_at > 0).then_some(entry.used_at as f64));
        detail.into_value()
    };
    model.history.entries.iter().filter(deleting).map(describe).collect::<Array>().into()
}
