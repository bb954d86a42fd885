//! The style sheet of the shadow tree, parsed once for all elements of the page.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, ShadowRoot};

const RULES: &str = concat!(
    include_str!("../../style/chat.css"),
    include_str!("../../style/answer.css"),
    include_str!("../../style/table.css"),
    include_str!("../../style/history.css"),
);

thread_local! {
    static SHEET: Option<CssStyleSheet> = sheet();
}

fn sheet() -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(RULES).ok()?;
    Some(sheet)
}

/// Adds the sheet to those of the loader, unless it is there already.
pub fn adopt(root: &ShadowRoot) {
    SHEET.with(|sheet| {
        let Some(sheet) = sheet else { return };
        let sheets = root.adopted_style_sheets();
        if !sheets.includes(sheet.unchecked_ref(), 0) {
            sheets.push(sheet.unchecked_ref());
        }
    });
}
