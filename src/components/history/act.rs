//! What the reader does in the panel.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlInputElement, KeyboardEvent};

use super::list::{self, Look};
use super::{CLOSED, OPENER};
use crate::domain::ids::ConversationId;
use crate::platform::{dom, js, scroll};
use crate::state::event::Kind;
use crate::state::history::Fetched;
use crate::state::store::Store;

/// Rows drawn at first, and added when the reader comes to the end of them.
const ROWS: usize = 60;

/// The panel's own state.
pub(super) struct Panel {
    store: Store,
    shown: RwSignal<u64>,
    /// Counts what the reader has changed here, so that the list is drawn again.
    changes: RwSignal<u64>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    frame: Option<Element>,
    /// Small letters: what titles are searched for.
    query: String,
    /// The conversation that is being given a name.
    naming: Option<ConversationId>,
    /// The row that is to have the focus when the list is drawn.
    focus: Option<ConversationId>,
    rows: usize,
    /// The conversations that are drawn, in their order: a row is known by its number.
    drawn: Vec<ConversationId>,
    /// What was drawn last.
    look: Option<Look>,
    /// The conversation for which the list was fetched again, because it was not in it.
    missed: Option<ConversationId>,
}

impl Panel {
    pub(super) fn new(store: Store, shown: RwSignal<u64>) -> Self {
        let state = RefCell::new(State { rows: ROWS, ..State::default() });
        Self { store, shown, changes: RwSignal::new(0), state }
    }

    /// The panel is in the page.
    pub(super) fn placed(&self, frame: Element) {
        self.state.borrow_mut().frame = Some(frame);
    }

    /// Closes the panel and gives the focus back.
    pub(super) fn close(&self) {
        let root = self.state.borrow().frame.as_ref().and_then(|frame| frame.parent_element());
        self.shown.set(CLOSED);
        let opener =
            root.and_then(|root| root.query_selector([".", OPENER].concat().as_str()).ok().flatten());
        dom::focus(opener.as_ref());
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.borrow_mut());
        self.changes.update(|changes| *changes += 1);
    }

    /// Draws the list, unless it is drawn already.
    pub(super) fn draw(&self, target: Element) {
        self.changes.get();
        let (look, focus) = {
            let mut state = self.state.borrow_mut();
            let look = self
                .store
                .model
                .with(|model| Look::of(model, &state.query, state.naming.clone(), state.rows));
            // A name that is being typed is not to be lost.
            let typing = |last: &Look| *last == look || (look.naming.is_some() && last.naming == look.naming);
            if state.look.as_ref().is_some_and(typing) {
                return;
            }
            self.look_again(&mut state, &look);
            (look, state.focus.take())
        };
        let focused = dom::focused(&target).filter(|focused| target.contains(Some(focused)));
        let row = focused.as_ref().and_then(row_of);
        let wanted = focus.or_else(|| self.conversation(row));
        // What loses the focus now calls back into this panel, so nothing is borrowed meanwhile.
        let drawn = list::draw(&target, &look);
        if let Some(wanted) = wanted {
            let row = drawn.iter().position(|id| *id == wanted).or(row).unwrap_or_default();
            match drawn.len() {
                0 => self.focus_search(),
                rows => focus_row(&target, row.min(rows - 1)),
            }
        }
        let (store, rows) = (self.store, look.rows);
        let mut state = self.state.borrow_mut();
        (state.drawn, state.look) = (drawn, Some(look));
        // A list that leaves room has its end in view, which no scrolling would tell.
        request_animation_frame(move || more(store, &target, rows));
    }

    /// The conversation of a row.
    fn conversation(&self, row: Option<usize>) -> Option<ConversationId> {
        self.state.borrow().drawn.get(row?).cloned()
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.state.borrow().frame.as_ref()?.query_selector(selector).ok().flatten()
    }

    fn focus_search(&self) {
        dom::focus(self.find(".field").as_ref());
    }

    /// A conversation that has begun meanwhile is not in the list: it is fetched again, once.
    fn look_again(&self, state: &mut State, look: &Look) {
        let missing = look.open.as_ref().filter(|id| look.entries.iter().all(|entry| entry.id != **id));
        if !matches!(look.fetched, Fetched::Loading) && missing.is_some() && state.missed.as_ref() != missing
        {
            state.missed = missing.cloned();
            let store = self.store;
            request_animation_frame(move || store.show_history());
        }
    }

    pub(super) fn scrolled(&self, list: &Element) {
        if scroll::at_end(list) {
            let all = self.state.borrow().look.as_ref().is_none_or(|look| look.entries.len() <= look.rows);
            if all {
                self.store.dispatch(Kind::MoreHistoryWanted);
            } else {
                self.change(|state| state.rows += ROWS);
            }
        }
    }

    pub(super) fn typed(&self, event: &Event) {
        let Some(input) = input_of(event).filter(|input| input.type_() == "search") else { return };
        let query = list::small(&input.value());
        self.change(|state| (state.query, state.rows) = (query, ROWS));
    }

    /// Leaving the text box of a name takes the name. A click within the panel does so itself: the
    /// list must not be drawn again before the click has found its button.
    pub(super) fn left(&self, event: &Event) {
        let next = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
        let next = next.and_then(|next| next.dyn_into::<Element>().ok());
        let within = next.and_then(|next| next.closest(".history").ok().flatten());
        if within.is_none() {
            self.take_name();
        }
    }

    fn take_name(&self) {
        let Some(input) =
            self.find(".list .field").and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(conversation) = self.state.borrow_mut().naming.take() else { return };
        self.store.dispatch(Kind::Renamed { conversation, name: input.value() });
        self.change(|_| ());
    }

    pub(super) fn clicked(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.as_ref().is_none_or(|target| target.tag_name() != "INPUT") {
            self.take_name();
        }
        let Some(button) = target.and_then(|target| target.closest("[data-act]").ok().flatten()) else {
            return;
        };
        let conversation = self.conversation(row_of(&button));
        match (button.get_attribute("data-act").as_deref(), conversation) {
            (Some("again"), _) => self.store.show_history(),
            (Some("open"), Some(conversation)) => self.open(conversation),
            (Some("name"), Some(conversation)) => {
                self.change(|state| {
                    (state.naming, state.focus) = (Some(conversation.clone()), Some(conversation));
                });
            }
            (Some("delete"), Some(conversation)) => {
                self.state.borrow_mut().focus = Some(conversation.clone());
                self.store.dispatch(Kind::Deleted(conversation));
            }
            (Some("undo"), Some(conversation)) => {
                self.state.borrow_mut().focus = Some(conversation.clone());
                self.store.dispatch(Kind::Undeleted(conversation));
            }
            _ => {}
        }
    }

    /// Where the panel covers the transcript it makes room first.
    fn open(&self, conversation: ConversationId) {
        let covers = self.state.borrow().frame.as_ref().is_some_and(|frame| {
            let root = frame.parent_element();
            root.is_some_and(|root| frame.client_width() + 2 >= root.client_width())
        });
        let store = self.store;
        if covers {
            self.close();
            // The focus goes to the transcript, which can take it as soon as nothing covers it.
            return request_animation_frame(move || store.open(conversation));
        }
        store.open(conversation);
    }

    pub(super) fn pressed(&self, event: &KeyboardEvent) {
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let naming = self.state.borrow().naming.clone();
        let step = match (js::text(event, "key").as_str(), naming) {
            ("Escape", _) if event.is_composing() => return,
            ("Escape", Some(id)) => {
                event.prevent_default();
                return self.change(|state| (state.naming, state.focus) = (None, Some(id)));
            }
            ("Escape", None) => {
                // The page's own dialog around the element, if any, stays open.
                event.prevent_default();
                return self.close();
            }
            ("Enter", Some(id)) if !event.is_composing() => {
                // The row's button takes the focus, and is not to be pressed by this very key.
                event.prevent_default();
                self.state.borrow_mut().focus = Some(id);
                return self.take_name();
            }
            ("Tab", Some(_)) => return self.take_name(),
            ("ArrowDown", None) => 1,
            ("ArrowUp", None) => -1,
            _ => return,
        };
        event.prevent_default();
        let row = target.as_ref().and_then(row_of).map_or(-1, |row| row as isize);
        match usize::try_from(row + step) {
            Ok(row) => {
                if let Some(list) = self.find(".list") {
                    focus_row(&list, row);
                }
            }
            Err(_) => self.focus_search(),
        }
    }
}

/// Fetches more where the end is in view and everything that is here is drawn.
fn more(store: Store, list: &Element, rows: usize) {
    let here = store.model.try_with_untracked(|model| model.history.entries.len()).unwrap_or_default();
    if here <= rows && list.is_connected() && scroll::at_end(list) {
        store.dispatch(Kind::MoreHistoryWanted);
    }
}

fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// The number of the row that an element stands in.
fn row_of(element: &Element) -> Option<usize> {
    element.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// Puts the focus into a row: on its text box, or on its first button.
fn focus_row(list: &Element, row: usize) {
    let selector = ["[data-row='", &row.to_string(), "'] :is(button, input)"].concat();
    let Some(first) = list.query_selector(&selector).ok().flatten() else { return };
    if let Some(input) = first.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    dom::focus(Some(&first));
}
