//! The style sheet of the shadow tree, parsed once for all elements of the page.

use web_sys::{CssStyleSheet, ShadowRoot};

use crate::platform::sheet;

const RULES: &str = concat!(
    include_str!("../../style/chat.css"),
    include_str!("../../style/answer.css"),
    include_str!("../../style/table.css"),
);

thread_local! {
    static SHEET: Option<CssStyleSheet> = sheet::parse(RULES);
}

/// Adds the sheet to those of the loader, unless it is there already.
pub fn adopt(root: &ShadowRoot) {
    SHEET.with(|own| sheet::adopt(root, own.as_ref()));
}
