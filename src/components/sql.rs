//! The SQL that Genie ran, one key away.

use leptos::prelude::*;

use super::copy;
use super::fold::{Folded, TurnMemo};
use super::kit::{self, styled, tag};
use super::later::later;
use crate::domain::turn::Turn;
use crate::i18n::more::{self, MoreKey};
use crate::i18n::{self, Key};
use crate::platform::dom::Draw;
use crate::state::store::Store;
use crate::text::layout;
use crate::text::sql::{self, Kind};

/// A disclosure with the SQL. What it is made of comes when the reader opens it for the first time.
pub fn sql(store: Store, turn: TurnMemo) -> AnyView {
    let text = Memo::new(move |_| {
        let sql = |turn: &Turn| turn.answer.query.as_ref().and_then(|query| query.sql.clone());
        turn.with(|turn| turn.as_deref().and_then(sql).unwrap_or_default())
    });
    let make = |_, turn, text| coloured(plain, turn, text);
    Folded { part: "sql", head: Key::ShowSql, store, turn, text, make }.view()
}

/// The SQL without colours, so that it can be read at once and in any case.
fn plain(_: TurnMemo, text: Memo<String>) -> AnyView {
    tag("pre", "").attr("tabindex", "0").child(kit::text(move || text.get().into())).view()
}

const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/sql.css"));

/// Whether long lines are wrapped, as numbers: each type of signal costs its own code.
const CUT: u64 = 0;
const WRAPPED: u64 = 1;

later! {
    /// The SQL in colours and numbered lines, what it is about, and a button that copies it.
    fn coloured(turn: TurnMemo, text: Memo<String>) in sql {
        let lines = RwSignal::new(CUT);
        let wrapped = move || lines.get() == WRAPPED;
        let turn_over = move || lines.update(|lines| *lines = if *lines == CUT { WRAPPED } else { CUT });
        let wrap = kit::button("button small", None, None, Some(more::text(MoreKey::Wrap).into_any()), turn_over)
            .live("aria-pressed", move || Some(wrapped().to_string()));
        let copy = copy::button("button small", i18n::text(Key::Copy), move || text.get_untracked());
        let code = tag("code", "").drawn(move |target| text.with(|text| draw(target, text)));
        let listing = tag("pre", "").attr("tabindex", "0").live("class", move || wrapped().then(|| "wrap".into()));
        styled(tag("div", "listing"), RULES)
            .child(tag("div", "about").drawn(move |target| turn.with(|turn| about(target, turn.as_deref()))).view())
            .child(tag("div", "row").child(wrap.view()).child(copy).view())
            .child(listing.child(code.view()).view())
            .view()
    }
}

/// The query's title and what Genie says that it does.
fn about(target: Draw, turn: Option<&Turn>) {
    let query = turn.and_then(|turn| turn.answer.query.as_ref());
    let title = query.and_then(|query| query.title.as_deref());
    let words = query.and_then(|query| query.description.as_deref());
    let lines = [
        title.map(|text| Draw::new("strong").attr("dir", "auto").text(text)),
        words.map(|text| Draw::new("p").attr("dir", "auto").text(text)),
    ];
    target.children(lines.into_iter().flatten()).done();
}

/// A statement that came on one line is shown in several; what is copied is what Genie wrote.
fn draw(target: Draw, text: &str) {
    let lines = layout::lines(text);
    let text = lines.as_deref().unwrap_or(text);
    let mut target = target;
    let mut line = Draw::new("span").class("numbered");
    for token in sql::tokens(text) {
        let mut rest = text.get(token.range).unwrap_or_default();
        while let Some(at) = rest.bytes().position(|byte| byte == b'\n') {
            let (head, tail) = rest.split_at(at + 1);
            target = target.child(piece(line, token.kind, head));
            line = Draw::new("span").class("numbered");
            rest = tail;
        }
        line = piece(line, token.kind, rest);
    }
    target.child(line).done();
}

fn piece(line: Draw, kind: Kind, text: &str) -> Draw {
    match class(kind) {
        _ if text.is_empty() => line,
        "" => line.text(text),
        class => line.child(Draw::new("span").class(class).text(text)),
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Keyword => "keyword",
        Kind::Function => "function",
        Kind::String => "string",
        Kind::Number => "literal",
        Kind::Comment => "comment",
        Kind::Parameter => "parameter",
        Kind::Identifier | Kind::Quoted | Kind::Operator | Kind::Punctuation | Kind::Space => "",
    }
}
