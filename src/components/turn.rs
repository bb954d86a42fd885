//! One turn: the question, how it is getting on, the answer or what went wrong.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::answer::{self, answer};
use super::fold::{self, TurnMemo};
use super::kit::{self, tag};
use super::picture::pictures;
use super::result::result;
use super::sql::sql;
use super::{icon, more, notice};
use crate::domain::answer::Which;
use crate::domain::ids::{MessageId, TurnKey};
use crate::domain::status::MessageStatus;
use crate::domain::turn::{Turn, TurnState};
use crate::i18n::{self, Key, phrase};
use crate::platform::js;
use crate::platform::listener::Listener;
use crate::platform::presence;
use crate::state::event::Kind;
use crate::state::model::Model;
use crate::state::select::{self, Choice, Hold};
use crate::state::store::Store;

/// One turn of the transcript.
pub fn turn(store: Store, key: TurnKey) -> AnyView {
    let turn = fold::of(store, key);
    let read = move |of: fn(&Turn) -> Option<&str>| {
        move || turn.with(|turn| turn.as_deref().and_then(of).map(str::to_owned))
    };
    // A turn's question never changes.
    let asked = turn.with_untracked(|turn| turn.as_deref().map(|turn| turn.question.clone()));
    let question = tag("div", "question")
        .attr("part", "question")
        .attr("dir", "auto")
        .child(tag("span", "unseen").attr("dir", "auto").text(i18n::text(Key::YouAsked)).view())
        .text(asked.unwrap_or_default());
    let reply = tag("div", "reply").children([
        kit::dynamic(move || progress(store, turn)),
        more::steps(store, turn),
        answer(turn),
        answer::description(turn),
        sql(store, turn),
        result(store, key, Which::Last, turn),
        pictures(store, key),
        answer::question(turn),
        kit::dynamic(move || trouble(store, turn)),
        more::foot(store, key, turn),
        kit::dynamic(move || suggestions(store, key)),
    ]);
    tag("article", "turn")
        .attr("part", "turn")
        .live("data-state", read(|turn| Some(turn.state.as_str())))
        .live("data-message-id", read(|turn| turn.message.as_ref().map(MessageId::as_str)))
        .child(question.view())
        .child(reply.view())
        .view()
}

fn progress(store: Store, turn: TurnMemo) -> Option<AnyView> {
    let turn = turn.get()?;
    let key = turn.key;
    if turn.state == TurnState::Queued {
        let (held, words) = store
            .model
            .with(|model| (!matches!(select::hold(model, key), Hold::Line(_)), queued(model, key)));
        // Nothing is on its way as long as it is held.
        let line = if held { tag("p", "progress still").text(words) } else { notice::progress(words) };
        let remove = kit::act(Key::Remove, move || store.dispatch(Kind::Stopped(key)));
        return Some(line.attr("part", "status").child(remove).view());
    }
    let words = phrase::progress(&turn)?;
    let held = Arc::clone(&turn);
    let paused = move || store.model.with(|model| paused(model, &held));
    let still = paused.clone();
    let words = kit::text(move || paused().map_or(words.clone(), |key| i18n::text(key).into()));
    let line = notice::progress("").child(words).live("data-still", move || still().map(|_| String::new()));
    // Read by the eye only: a screen reader is told of milestones, not of seconds.
    let waiting = Arc::clone(&turn);
    let counted = kit::text(move || phrase::seconds(&waiting, store.clock.get()).unwrap_or_default().into());
    let counted = tag("span", "seconds").attr("aria-hidden", "true").child(counted);
    let line = line.attr("part", "status").text(" ").child(counted.view()).view();
    if turn.status != Some(MessageStatus::PendingWarehouse) {
        return Some(line);
    }
    let why = kit::text(move || {
        let waits = select::waits_for_warehouse(&turn, store.clock.get());
        if waits { i18n::text(Key::WarehouseStarting).into() } else { "".into() }
    });
    Some(tag("div", "").child(line).child(tag("p", "why").attr("role", "status").child(why).view()).view())
}

/// Why an answer is not fetched at the moment, if that is so.
fn paused(model: &Model, turn: &Turn) -> Option<Key> {
    let waits = turn.state == TurnState::Waiting;
    if waits && model.offline {
        return Some(Key::PausedOffline);
    }
    (waits && turn.misses > 0 && model.reach.is_some()).then_some(Key::PausedRelay)
}

/// The line below a question that has not left: the reason why it waits.
pub fn queued(model: &Model, key: TurnKey) -> String {
    match select::hold(model, key) {
        Hold::Offline => i18n::text(Key::QueuedOffline).to_owned(),
        Hold::Relay => i18n::text(Key::QueuedRelay).to_owned(),
        Hold::Unsure => i18n::text(Key::QueuedUnsure).to_owned(),
        Hold::Line(place) => i18n::fill(Key::Queued, &[&place.to_string()]),
    }
}

fn trouble(store: Store, memo: TurnMemo) -> Option<AnyView> {
    let turn = memo.get()?;
    let key = turn.key;
    let text = phrase::trouble(&turn)?.to_owned();
    let choices = store.model.with_untracked(|model| select::choices(&turn, model));
    let elsewhere = move || {
        let asked = memo.get_untracked();
        // This button goes with its turn.
        store.dispatch(Kind::NewConversation);
        store.compose(asked.as_deref().map_or("", |turn| &turn.question));
    };
    let button = move |choice| match choice {
        Choice::KeepWaiting => kit::act(Key::KeepWaiting, move || store.dispatch(Kind::CheckedAgain(key))),
        Choice::Check => kit::act(Key::CheckAgain, move || store.dispatch(Kind::CheckedAgain(key))),
        Choice::Ask => kit::act(Key::AskAgain, move || store.dispatch(Kind::AskedAgain(key))),
        Choice::Elsewhere => kit::act(Key::NewConversation, elsewhere),
        Choice::Reload => reload(),
        Choice::Dismiss => kit::act(Key::Dismiss, move || store.dispatch(Kind::Dismissed(key))),
    };
    let mut buttons: Vec<AnyView> = choices.into_iter().map(button).collect();
    if turn.wait_until.is_some() {
        let asked = Arc::clone(&turn);
        let left = kit::text(move || phrase::ask_again_in(&asked, store.clock.get()).into());
        buttons.push(tag("span", "seconds").child(left).view());
    }
    let mut failure = turn.failure.clone();
    if let Some(failure) = &mut failure
        && failure.request_id.is_none()
    {
        failure.request_id.clone_from(&turn.request_id);
    }
    Some(notice::notice(text, failure, buttons))
}

/// The button that loads the page again.
pub fn reload() -> AnyView {
    kit::act(Key::Reload, presence::reload)
}

/// Suggestions are offered by the last turn only: elsewhere they are out of date.
fn suggestions(store: Store, key: TurnKey) -> Option<AnyView> {
    let questions = store.model.with(|model| select::suggestions(model, key));
    offered(store, Key::Suggestions, questions)
}

/// Questions to be asked with one click, or to be put into the composer: with Alt, or the pencil.
pub fn offered(store: Store, name: Key, questions: Vec<String>) -> Option<AnyView> {
    let item = move |question: String| {
        let first = i18n::fill(Key::EditFirst, &[&question]);
        let edit = tag("button", "edit").attr("type", "button").child(icon::PENCIL.view());
        let edit = edit.attr("title", first.clone()).attr("aria-label", first);
        let ask = tag("button", "suggestion")
            .attr("type", "button")
            .attr(ASKS, "suggestion")
            // The text alone: the pencil stands where the button's own direction ends.
            .child(tag("bdi", "").text(question).view());
        tag("li", "").child(ask.view()).child(edit.view()).view()
    };
    let listeners = RefCell::new(None);
    let listen = move |list: Element| {
        let used = move |event: Event| use_offer(store, &event);
        let listen = |name| Listener::new(&list, name, used);
        // Not every browser makes a click of Alt+Enter.
        listeners.replace(Some([listen("click"), listen("keydown")]));
    };
    (!questions.is_empty()).then(|| {
        tag("ul", "suggestions")
            .attr("part", "suggestions")
            .attr("aria-label", i18n::text(name))
            .managed(listen)
            .children(questions.into_iter().map(item))
            .view()
    })
}

/// What tells a question from its pencil.
const ASKS: &str = "part";

/// A click on a question or its pencil, or a key pressed there: one handler for all of a list.
fn use_offer(store: Store, event: &Event) {
    let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(button) = at.and_then(|at| at.closest("button").ok()?) else { return };
    // The pencil has no text.
    let question = button.parent_element().and_then(|item| item.text_content()).unwrap_or_default();
    let alt = js::get(event, "altKey").as_bool() == Some(true);
    match js::get(event, "key").as_string() {
        None if !alt && button.has_attribute(ASKS) => store.dispatch(Kind::Suggested(question)),
        None => store.compose(&question),
        Some(key) if alt && key == "Enter" => {
            event.prevent_default();
            store.compose(&question);
        }
        _ => {}
    }
}
