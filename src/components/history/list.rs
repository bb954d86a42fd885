//! The list of the panel: conversations by day.

use js_sys::JsString;
use web_sys::Element;

use crate::components::icon::{self, Icon};
use crate::domain::conversation::ConversationKind;
use crate::domain::failure::Failure;
use crate::domain::ids::{ConversationId, Millis};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::platform::{clock, intl};
use crate::state::history::{Entry, Fetched};
use crate::state::model::Model;

/// All that the list shows; where it is the same, nothing is drawn.
#[derive(PartialEq)]
pub(super) struct Look {
    pub entries: Vec<Entry>,
    pub fetched: Fetched,
    pub open: Option<ConversationId>,
    pub naming: Option<ConversationId>,
    pub rows: usize,
    deleting: Vec<(ConversationId, Millis)>,
    undeleted: Option<(ConversationId, Failure)>,
    query: String,
}

impl Look {
    pub(super) fn of(model: &Model, query: &str, naming: Option<ConversationId>, rows: usize) -> Self {
        let history = &model.history;
        Self {
            entries: history.entries.clone(),
            fetched: history.fetched.clone(),
            open: model.open.conversation.clone(),
            naming,
            rows,
            deleting: history.deleting.clone(),
            undeleted: history.undeleted.clone(),
            query: query.to_owned(),
        }
    }
}

/// The small letters of a text, by the browser's own tables.
pub(super) fn small(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// Draws the list and gives the conversations in the order of their rows.
pub(super) fn draw(list: &Element, look: &Look) -> Vec<ConversationId> {
    let mut target = Draw::onto(list.clone());
    if let Some((_, failure)) = &look.undeleted {
        target = target.child(problem(Key::NotDeleted, failure));
    }
    let locale = intl::locale(list);
    let now = clock::now_ms();
    let (today, yesterday) = (clock::day(now), clock::day_before(now));
    let mut drawn = Vec::new();
    let mut group = Draw::new("ul");
    let mut day = None;
    let found = |entry: &&Entry| look.query.is_empty() || small(&entry.title).contains(&look.query);
    for entry in look.entries.iter().filter(found).take(look.rows) {
        let its_day = clock::day(entry.used_at);
        if day.as_ref() != Some(&its_day) {
            let words = match &its_day {
                _ if entry.used_at == 0 => i18n::text(Key::Undated).to_owned(),
                its_day if *its_day == today => i18n::text(Key::Today).to_owned(),
                its_day if *its_day == yesterday => i18n::text(Key::Yesterday).to_owned(),
                _ => clock::long_date(entry.used_at, locale.as_deref()),
            };
            let words = if words.is_empty() { i18n::text(Key::Undated).to_owned() } else { words };
            group = Draw::new("ul").attr("aria-label", &words);
            target = target.child(Draw::new("h4").text(&words)).child(group.clone());
            day = Some(its_day);
        }
        group = group.child(row(entry, drawn.len(), look));
        drawn.push(entry.id.clone());
    }
    foot(target, look, drawn.is_empty()).done();
    drawn
}

/// What the list has to say of itself.
fn foot(target: Draw, look: &Look, empty: bool) -> Draw {
    let line = |key| Draw::new("p").text(i18n::text(key));
    let nothing = match look.entries.is_empty() {
        true => Key::NoHistory,
        false => Key::NothingFound,
    };
    match &look.fetched {
        Fetched::Loading => target.child(line(Key::LoadingHistory).class("progress")),
        Fetched::Failed(failure) => {
            let again = button("again", "small", Key::TryAgain, "").text(i18n::text(Key::TryAgain));
            target.child(problem(Key::HistoryFailed, failure).child(again))
        }
        _ if empty => target.child(line(nothing)),
        Fetched::Unlisted => target.child(line(Key::HistoryHere)),
        _ => target,
    }
}

fn problem(key: Key, failure: &Failure) -> Draw {
    let words = [i18n::text(key), " ", i18n::advice(failure.advice)].concat();
    Draw::new("div").class("notice").attr("role", "alert").child(Draw::new("p").text(&words))
}

fn row(entry: &Entry, row: usize, look: &Look) -> Draw {
    let item = Draw::new("li").attr("part", "history-item").attr("data-row", &row.to_string());
    let title = if entry.title.is_empty() { i18n::text(Key::Untitled) } else { &entry.title };
    if look.deleting.iter().any(|(id, _)| *id == entry.id) {
        let said = Draw::new("span").class("title gone").attr("role", "status");
        let said = said.text(&i18n::fill(Key::Deleted, &[title]));
        return item.child(said).child(button("undo", "small", Key::Undo, title).text(i18n::text(Key::Undo)));
    }
    if look.naming.as_ref() == Some(&entry.id) {
        let label = i18n::text(Key::Rename);
        let input = Draw::new("input").class("field").attr("aria-label", label);
        return item.child(input.attr("value", &entry.title));
    }
    let mut open = Draw::new("button").attr("type", "button").attr("data-act", "open").class("title");
    if look.open.as_ref() == Some(&entry.id) {
        open = open.attr("aria-current", "true");
    }
    open = open.child(Draw::new("span").attr("title", title).attr("dir", "auto").text(title));
    if entry.kind != ConversationKind::Chat {
        open = open.child(Draw::new("small").text(i18n::text(Key::AgentMode)));
    }
    let small = |act, key, icon: Icon| button(act, "plain", key, title).child(icon.draw());
    item.child(open).child(small("name", Key::Rename, icon::PENCIL)).child(small(
        "delete",
        Key::Delete,
        icon::BIN,
    ))
}

/// A button of a row says of which conversation it speaks.
fn button(act: &str, class: &str, key: Key, title: &str) -> Draw {
    let button = Draw::new("button").attr("type", "button").attr("data-act", act);
    let button = button.class(&["button ", class].concat());
    if title.is_empty() {
        return button;
    }
    let name = [i18n::text(key), ": ", title].concat();
    button.attr("aria-label", &name).attr("title", i18n::text(key))
}
