//! Style sheets of a shadow tree, parsed once for all elements of the page.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, ShadowRoot};

/// A sheet of these rules; `None` where the browser knows no such sheets.
pub fn parse(rules: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(rules).ok()?;
    Some(sheet)
}

/// Adds a sheet to those of a shadow tree, unless it is there already.
pub fn adopt(root: &ShadowRoot, sheet: &CssStyleSheet) {
    let sheets = root.adopted_style_sheets();
    if !sheets.includes(sheet.unchecked_ref(), 0) {
        sheets.push(sheet.unchecked_ref());
    }
}
