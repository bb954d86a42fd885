//! A notice: what happened, what can be done, and the details for those who help.

use std::borrow::Cow;

use leptos::prelude::*;

use super::kit::{Tag, tag};
use crate::domain::failure::{Advice, Code, Failure};
use crate::i18n::{self, Key};

/// A sentence, buttons for what can be done, and the service's own words in a disclosure.
pub fn notice(text: String, failure: Option<Failure>, buttons: Vec<AnyView>) -> AnyView {
    // What the reader has wanted is no trouble.
    let calm = failure.as_ref().is_some_and(|failure| failure.advice == Advice::Code(Code::Stopped));
    let told = |failure: &Failure| failure.detail.is_some() || failure.request_id.is_some();
    let details = failure.filter(told).map(|failure| {
        let named = failure.request_id.map(|id| i18n::fill(Key::RequestId, &[&id]));
        tag("details", "details")
            .child(tag("summary", "").text(i18n::text(Key::Details)).view())
            .children(failure.detail.map(|words| tag("pre", "").attr("tabindex", "0").text(words).view()))
            .children(named.map(|named| tag("p", "").text(named).view()))
            .view()
    });
    tag("div", if calm { "notice calm" } else { "notice" })
        .attr("part", "notice")
        .child(tag("p", "").text(text).view())
        .child(tag("div", "row").children(buttons).view())
        .children(details)
        .view()
}

/// A line about something that is on its way.
pub fn progress(words: impl Into<Cow<'static, str>>) -> Tag {
    tag("p", "progress").text(words)
}
