//! The chart of a result, above its table, where one helps.
//!
//! A part of its own (`later!`): the main file only asks whether there are numbers at all. One value,
//! [`Chart`], holds the elements and what they show; nothing in it is reactive. What is decided and
//! computed stands in `crate::chart`, and here is drawn as SVG elements.

mod controls;
mod describe;
mod draw;
mod leave;
mod point;
mod popover;
mod words;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Element, Event, EventTarget, HtmlElement};

use self::words::Locale;
use super::kit::{self, tag};
use super::later::later;
use crate::chart::choose::Choice;
use crate::chart::field::Field;
use crate::chart::pivot::Data;
use crate::chart::scene::Scene;
use crate::chart::{self, Charted, MOST_COLUMNS, MOST_ROWS};
use crate::config::Charts;
use crate::domain::answer::Which;
use crate::domain::ids::TurnKey;
use crate::domain::table::{Column, Table};
use crate::platform::listener::Listener;
use crate::platform::size::Size;
use crate::state::select;
use crate::state::store::Store;

const ON: u64 = 1;

/// The chart of a table, as far as the element's attributes want charts; `None` where it surely has none.
pub fn chart(store: Store, key: TurnKey, table: &Table) -> Option<AnyView> {
    let numbers = table.columns().iter().any(Column::is_numeric);
    if !numbers || !(1..=MOST_ROWS).contains(&table.rows()) || table.columns().len() > MOST_COLUMNS {
        return None;
    }
    // A number: each type of signal costs its own code.
    let wanted = RwSignal::new(0_u64);
    let view = kit::dynamic(move || (wanted.get() == ON).then(|| drawn(coming, store, key)));
    let hidden = move || {
        let off =
            store.model.with(|model| model.config.as_ref().is_some_and(|config| config.chart == Charts::Off));
        if !off && wanted.get_untracked() != ON {
            wanted.set(ON);
        }
        off.then(String::new)
    };
    Some(tag("div", "").live("hidden", hidden).child(view).view())
}

/// What is there until the code is: nothing, because nobody knows yet whether there is a chart.
fn coming(_: Store, _: TurnKey) -> AnyView {
    // Not `()`: it would be one more type of view.
    tag("span", "").view()
}

later! {
    /// The chart itself.
    fn drawn(store: Store, key: TurnKey) in chart {
        let find = |model: &_| {
            (select::table(model, key, Which::Last), select::is_coming(model, key, Which::Last), select::sql(model, key))
        };
        let (found, others, sql) = store.model.try_with_untracked(find).unwrap_or_default();
        let chosen = found.and_then(|(table, _)| chart::chart(&table, &sql.unwrap_or_default()));
        match chosen {
            // What it says is known once all rows are here; where it will be, now: nothing jumps then.
            Some(_) if others => kit::styled(tag("figure", "chart coming"), draw::RULES).view(),
            Some(charted) => figure(charted),
            None => coming(store, key),
        }
    }
}

fn figure(charted: Charted) -> AnyView {
    let made = RefCell::new(Some(charted));
    tag("figure", "chart")
        .attr("part", "chart")
        .managed(move |element| {
            let Some(charted) = made.take() else { return };
            // Listeners and observers end with the view.
            StoredValue::new_local(Chart::mount(&element, charted));
        })
        .view()
}

/// The elements that stay.
struct Parts {
    root: Element,
    title: Element,
    legend: Element,
    plot: HtmlElement,
    drawing: Element,
    tip: HtmlElement,
    note: Element,
    summary: Element,
    said: Element,
    controls: Vec<(controls::Control, Element)>,
}

/// What changes.
struct State {
    choice: Choice,
    data: Data,
    scene: Scene,
    hidden: Vec<bool>,
    /// The place that is told of, and the series among those of the place.
    active: Option<(usize, Option<usize>)>,
    /// What lies over the drawing.
    overlay: Option<Element>,
    width: f64,
}

/// One chart, held by its view; its listeners hold it weakly.
struct Chart {
    table: Arc<Table>,
    fields: Vec<Field>,
    /// Rows that are totals of others.
    totals: usize,
    /// What was chosen at first.
    first: Choice,
    locale: Locale,
    parts: Parts,
    state: RefCell<State>,
    listeners: RefCell<Vec<Listener>>,
    size: RefCell<Option<Size>>,
}

/// What a listener calls.
type Act = fn(&Rc<Chart>, &Event);

impl Chart {
    fn on(self: &Rc<Self>, target: &EventTarget, name: &'static str, act: Act) {
        let chart = Rc::downgrade(self);
        let heard = move |event: Event| {
            if let Some(chart) = chart.upgrade() {
                act(&chart, &event);
            }
        };
        self.listeners.borrow_mut().push(Listener::new(target, name, heard));
    }

    /// Tells what happened to those who do not see it.
    fn say(&self, words: &str) {
        self.parts.said.set_text_content(Some(words));
    }
}
