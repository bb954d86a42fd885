//! The layering test can fail: a sample for each form of import and each rule.

use super::violations;

/// What is reported of one file in a small tree of modules.
fn report(name: &str, source: &str) -> Vec<String> {
    let mut files: Vec<_> =
        ["lib.rs", "state/mod.rs", "state/store.rs", "api/mod.rs", "api/fetch.rs", "text/sql.rs"]
            .iter()
            .filter(|&&other| other != name)
            .map(|&name| (name.to_string(), String::new()))
            .collect();
    files.push((name.into(), source.into()));
    violations(&files)
}

fn is_refused(name: &str, source: &str, place: &str, rule: &str) {
    let found = report(name, source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(&format!("src/{name}:{place}: ")), "{found:?}");
    assert!(found[0].contains(rule), "{found:?}");
}

fn is_fine(name: &str, source: &str) {
    assert_eq!(report(name, source), [""; 0]);
}

#[test]
fn a_plain_use() {
    is_refused("domain/turn.rs", "\nuse crate::state::Model;", "2", "domain must not import state");
    is_fine("state/model.rs", "use crate::domain::Turn;\nuse crate::api::wire::Message;");
}

#[test]
fn the_rule_is_told_in_words() {
    assert_eq!(
        report("config/mod.rs", "use crate::api::Error;"),
        ["src/config/mod.rs:1: config must not import api (`crate::api::Error`); it may import domain, text"]
    );
    assert_eq!(
        report("text/csv.rs", "use crate::domain::Id;"),
        ["src/text/csv.rs:1: text must not import domain (`crate::domain::Id`); \
          it may import nothing of the product"]
    );
}

#[test]
fn a_chain_of_supers() {
    is_refused(
        "text/markdown/inline.rs",
        "use super::super::super::domain::Id;",
        "1",
        "text must not import domain",
    );
    is_fine("text/markdown/inline.rs", "use super::super::sql;");
    is_refused("chart/scale.rs", "fn f() { super::super::i18n::key(); }", "1", "chart must not import i18n");
}

#[test]
fn a_super_within_an_inline_module() {
    is_fine("text/sql.rs", "mod tests { use super::*; mod deep { use super::super::X; } }");
    is_refused(
        "text/sql.rs",
        "mod a { fn f() {} }\nuse super::super::state::X;",
        "2",
        "text must not import state",
    );
    is_refused("text/sql.rs", "mod a {\nuse super::super::super::api::X; }", "2", "text must not import api");
}

#[test]
fn nested_braces() {
    let source = "use crate::{\n    domain::{Id, turn::{Turn, Kind as K}},\n    text::sql,\n    components::{view::Chat},\n};";
    is_refused("state/update.rs", source, "4", "state must not import components");
    is_fine(
        "state/update.rs",
        "use crate::{domain::{self, Id}, text::{sql::{tokens}}};\nuse self::model::X;",
    );
    is_refused("state/update.rs", "use {std::fmt, crate::platform};", "1", "state must not import platform");
}

#[test]
fn a_public_use() {
    is_refused(
        "state/mod.rs",
        "pub mod store;\npub use store::Store;",
        "2",
        "state must not import state/store",
    );
    is_refused(
        "state/mod.rs",
        "pub(crate) use self::store::Store;",
        "1",
        "state must not import state/store",
    );
    is_refused("api/mod.rs", "pub use crate::api::fetch::{send};", "1", "api must not import api/fetch");
}

#[test]
fn an_inline_path() {
    is_refused("domain/id.rs", "fn f(m: &crate::state::model::X) {}", "1", "domain must not import state");
    is_refused(
        "chart/mod.rs",
        "let x = vec![&mut crate::config::C { a: 1 }];",
        "1",
        "chart must not import config",
    );
    is_refused("api/wire.rs", "fn f() -> super::fetch::Reply {}", "1", "api must not import api/fetch");
    is_refused(
        "api/wire.rs",
        "macro_rules! m { () => { $crate::text::f() } }",
        "1",
        "api must not import text",
    );
}

#[test]
fn a_path_that_begins_with_an_imported_name() {
    is_refused("state/update.rs", "use crate::state;\nfn f() { state::store::go() }", "2", "state/store");
    is_refused("state/update.rs", "use crate::state as s;\nfn f() { s::store::go() }", "2", "state/store");
    is_refused("api/mod.rs", "fn f() { fetch::send() }", "1", "api must not import api/fetch");
    is_fine("state/update.rs", "use crate::state;\nfn f() { state.store.go(); other::store::x() }");
}

#[test]
fn the_root_hides_nothing() {
    is_refused("text/csv.rs", "use crate as root;", "1", "in no unit");
    is_refused("text/csv.rs", "use crate::*;", "1", "in no unit");
    is_refused("text/csv.rs", "use crate::Config;", "1", "in no unit");
    is_refused("misc.rs", "", "1", "this file is in no unit");
    is_fine("lib.rs", "pub use element::Handle; use crate::state::store::Store;");
}

#[test]
fn comments_and_literals_name_nothing() {
    is_fine(
        "domain/id.rs",
        "//! crate::state\n/* /* crate::state::X */ use crate::api; */\nfn f<'a>(x: &'a str) {\n\
         let _ = (\"\\\" crate::state::X\", r#\"\" crate::state::X\"#, b'\"', '\"', '\\'', \"leptos::x\");\n}",
    );
    is_refused(
        "domain/id.rs",
        "let c = ('\"', \"\\\\\");\n/* a */ crate::api::f();",
        "2",
        "domain must not import api",
    );
    is_refused(
        "domain/id.rs",
        "let s = \"a\nb\";\nuse crate::text::r#sql;",
        "3",
        "domain must not import text",
    );
}

#[test]
fn other_crates_and_captures_are_no_imports() {
    is_fine(
        "domain/id.rs",
        "use std::state::X; use ::api::Y; fn f() -> impl Copy + use<'_> { serde::api::x() }",
    );
}

#[test]
fn halves() {
    is_fine(
        "state/store.rs",
        "use crate::{api::fetch, platform, i18n, chart, state::model, state::effects};",
    );
    is_fine("state/effects/poll.rs", "use super::super::store; use leptos::prelude::X;");
    is_fine("api/fetch.rs", "use super::Request; use crate::platform::clock; use web_sys::Window;");
    is_refused("api/fetch.rs", "use crate::state::model::X;", "1", "api/fetch must not import state");
    is_refused("components/chat.rs", "use crate::api::fetch;", "1", "components must not import api/fetch");
    is_refused("platform/clock.rs", "use crate::domain::Id;", "1", "platform must not import domain");
    is_refused("components/chat.rs", "use crate::element::X;", "1", "components must not import element");
}

#[test]
fn pure_units_name_no_browser() {
    is_refused("state/model.rs", "use leptos::prelude::RwSignal;", "1", "state is pure");
    is_refused("api/wire.rs", "fn f(x: web_sys::Window) {}", "1", "api is pure");
    is_refused("i18n/mod.rs", "\n#[wasm_bindgen]\nfn f() {}", "2", "i18n is pure");
    is_refused("config/mod.rs", "use ::gloo_net::http;", "1", "config is pure");
    is_fine("platform/clock.rs", "use js_sys::Date;");
}

#[test]
fn views_set_no_html_and_no_style() {
    let view =
        "view! { <div class=\"a\"\n style=\"x\" style:top=move || top()>{ let style = 1; f(style) }</div> }";
    is_refused("components/chat.rs", view, "2", "must not have a `style=` attribute");
    is_refused("components/chat.rs", "view! { <p inner_html=x/> }", "1", "must not set `inner_html`");
    is_refused("components/chat.rs", "view! { <A attr:style=move || x()/> }", "1", "`style=`");
    is_fine("components/chat.rs", "let style = view! { <p style:top=\"1px\">\"style=\"</p> }; style = x;");
}

#[test]
fn long_files() {
    is_fine("embed.js", &"x\n".repeat(300));
    is_refused("embed.js", &"x\n".repeat(301), "301", "at most 300 lines");
}
