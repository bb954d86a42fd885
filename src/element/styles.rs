//! The style sheet of the shadow tree, parsed once for all elements of the page.

use web_sys::{CssStyleSheet, ShadowRoot};

use crate::platform::sheet;

/// What stands around and in the answers, from `style/`, squeezed by `build.rs`.
const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/main.css"));

thread_local! {
    static SHEET: Option<CssStyleSheet> = sheet::parse(RULES);
}

/// Adds the sheet to those of the loader, unless it is there already.
pub fn adopt(root: &ShadowRoot) {
    SHEET.with(|own| sheet::adopt(root, own.as_ref()));
}
