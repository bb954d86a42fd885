//! Style sheets of a shadow tree, which all elements of a page share.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, ShadowRoot};

use super::js;

/// A sheet of these rules; `None` where the browser cannot make one.
pub fn parse(rules: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(rules).ok()?;
    Some(sheet)
}

/// Adds a sheet to those of a shadow tree, unless it is there already.
pub fn adopt(root: &ShadowRoot, sheet: Option<&CssStyleSheet>) {
    let Some(sheet) = sheet else { return };
    let sheets = root.adopted_style_sheets();
    if !sheets.includes(sheet.unchecked_ref(), 0) {
        // A sheet of another document is refused.
        js::call(&sheets, "push", &[sheet.into()]);
    }
}
