//! What stands around an answer: how Genie came to it, where it is from, what the reader says of it,
//! and help in the composer. All of it comes in a part of its own, after the first answer.

mod code;
mod compose;
mod foot;
mod rate;
mod steps;

use std::sync::Arc;

use leptos::prelude::*;

use super::fold::{Folded, TurnMemo};
use super::icon::Icon;
use super::kit::{self, Tag, tag};
use super::later::later;
use crate::domain::ids::TurnKey;
use crate::domain::turn::{Turn, TurnState};
use crate::i18n::Key;
use crate::i18n::more::{MoreKey, text};
use crate::state::select;
use crate::state::store::Store;

const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/more.css"));

/// A disclosure with Genie's thoughts, the query's parameters, and what Genie has corrected since.
pub fn steps(store: Store, turn: TurnMemo) -> AnyView {
    // Only whether there are any: they come one by one.
    let text = Memo::new(move |_| {
        let some = turn.with(|turn| turn.as_deref().is_some_and(select::has_steps));
        if some { "+".to_owned() } else { String::new() }
    });
    let make = |store, turn, _| list(|_, turn| nothing(turn), store, turn);
    Folded { part: "steps", head: Key::Steps, store, turn, text, make }.view()
}

/// What stands below a turn that has ended, once its rows are there. An answer has more of it than a
/// failure, and either may become the other.
pub fn foot(store: Store, key: TurnKey, turn: TurnMemo) -> AnyView {
    let text = Memo::new(move |_| {
        let kind = |turn: &Turn| match turn.state {
            TurnState::Done | TurnState::Expired if turn.rows.is_loading() => "",
            TurnState::Done | TurnState::Expired => "answered",
            TurnState::Failed | TurnState::Stopped => "ended",
            _ => "",
        };
        turn.with(|turn| turn.as_deref().map_or("", kind)).to_owned()
    });
    let absent = |_, _, turn| nothing(turn);
    kit::dynamic(move || text.with(|text| !text.is_empty()).then(|| below(absent, store, key, turn)))
}

/// Help in the composer, once a question has come to something, or where it is wanted: `much` says what
/// for.
pub fn composer(store: Store, much: RwSignal<u64>) -> AnyView {
    let text = Memo::new(move |_| {
        let ended = |turn: &Arc<Turn>| !turn.state.is_active() && turn.state != TurnState::Queued;
        let some = store.model.with(|model| model.open.turns.iter().any(ended));
        if some || much.get() > 0 { "+".to_owned() } else { String::new() }
    });
    let absent = |_, _| tag("span", "").view();
    kit::dynamic(move || text.with(|text| !text.is_empty()).then(|| help(absent, store, much)))
}

/// A button that shows an icon and has a name.
fn icon_button(icon: Icon, name: MoreKey, act: impl Fn() + 'static) -> Tag {
    let button = kit::button("button plain", Some(icon), None, None, act);
    button.attr("title", text(name)).attr("aria-label", text(name))
}

/// A small button that shows its name.
fn text_button(name: MoreKey, act: impl Fn() + 'static) -> AnyView {
    kit::button("button small", None, None, Some(text(name).into_any()), act).view()
}

fn nothing(_: TurnMemo) -> AnyView {
    tag("span", "").view()
}

later! {
    /// The steps themselves.
    fn list(store: Store, turn: TurnMemo) in more {
        kit::styled(steps::steps(store, turn), RULES).view()
    }
}

later! {
    /// What stands below an answer.
    fn below(store: Store, key: TurnKey, turn: TurnMemo) in more {
        code::copied(kit::styled(foot::foot(store, key, turn), RULES)).view()
    }
}

later! {
    /// What helps in the composer.
    fn help(store: Store, much: RwSignal<u64>) in more {
        kit::styled(compose::help(store, much), RULES).view()
    }
}
