//! Which unit of the crate may import which, and what else a unit must not name.

use super::resolve::Path;
use super::scan::{Lexeme, scan};

/// The unit to which a module belongs. The browser half of `api` and of `state`
/// is a unit of its own.
pub fn unit(path: &[String]) -> Option<&'static str> {
    let second = path.get(1).map_or("", String::as_str);
    Some(match (path.first()?.as_str(), second) {
        ("domain", _) => "domain",
        ("text", _) => "text",
        ("column", _) => "column",
        ("grid", _) => "grid",
        ("i18n", _) => "i18n",
        ("chart", _) => "chart",
        ("report", _) => "report",
        ("config", _) => "config",
        ("api", "fetch") => "api/fetch",
        ("api", _) => "api",
        ("platform", _) => "platform",
        ("state", "store") => "state/store",
        ("state", "effects") => "state/effects",
        ("state", _) => "state",
        ("components", _) => "components",
        ("element", _) => "element",
        _ => return None,
    })
}

/// What a unit may import besides itself.
pub fn allowed(unit: &str) -> &'static [&'static str] {
    match unit {
        "column" | "i18n" | "config" => &["domain", "text"],
        "grid" | "chart" => &["domain", "text", "column"],
        "report" => &["domain", "text", "grid", "i18n"],
        "api" => &["domain"],
        "api/fetch" => &["api", "platform"],
        "state" => &["domain", "text", "config", "api"],
        "state/store" | "state/effects" => &[
            "domain",
            "text",
            "grid",
            "i18n",
            "chart",
            "config",
            "api",
            "api/fetch",
            "platform",
            "state",
            "state/store",
            "state/effects",
        ],
        "components" => &[
            "domain",
            "text",
            "column",
            "grid",
            "i18n",
            "chart",
            "report",
            "config",
            "state",
            "state/store",
            "platform",
        ],
        "element" => &[
            "domain",
            "text",
            "grid",
            "i18n",
            "chart",
            "config",
            "api",
            "api/fetch",
            "platform",
            "state",
            "state/store",
            "state/effects",
            "components",
        ],
        _ => &[],
    }
}

/// Why a module of `from` must not import the path, in words.
pub fn refusal(from: &'static str, path: &Path) -> Option<String> {
    let named = format!("crate::{}", path.join("::"));
    let Some(to) = unit(path) else {
        return Some(format!("{from} names `{named}`, which is in no unit: import from the unit itself"));
    };
    if to == from || allowed(from).contains(&to) {
        return None;
    }
    let may = match allowed(from) {
        [] => "nothing of the product".into(),
        units => units.join(", "),
    };
    Some(format!("{from} must not import {to} (`{named}`); it may import {may}"))
}

/// Units that compile and are tested without a browser.
fn is_pure(unit: &str) -> bool {
    matches!(unit, "domain" | "text" | "column" | "grid" | "i18n" | "chart" | "config" | "api" | "state")
}

/// Words that a unit's code must not contain, with the reason.
pub fn refused_words(unit: &str, source: &str) -> Vec<(usize, String)> {
    let lexemes = scan(source);
    let mut out = Vec::new();
    for lexeme in &lexemes {
        let word = lexeme.text.as_str();
        if is_pure(unit) && is_browser_crate(word) {
            out.push((lexeme.line, format!("{unit} is pure and must not name `{word}`")));
        }
        if unit == "components" && word == "inner_html" {
            out.push((lexeme.line, "components must not set `inner_html`: text is text".into()));
        }
    }
    if unit == "components" {
        for line in style_attributes(&lexemes) {
            out.push((line, "a view must not have a `style=` attribute: write `style:name=`".into()));
        }
    }
    out
}

fn is_browser_crate(word: &str) -> bool {
    word.starts_with("gloo_")
        || word.starts_with("leptos")
        || matches!(word, "web_sys" | "js_sys" | "wasm_bindgen" | "wasm_bindgen_futures")
}

/// The lines on which `style` is set within `view! { … }`.
fn style_attributes(lexemes: &[Lexeme]) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut depth = 0_usize;
    for (at, lexeme) in lexemes.iter().enumerate() {
        let near = |offset: isize| {
            at.checked_add_signed(offset).and_then(|at| lexemes.get(at)).map_or("", |near| near.text.as_str())
        };
        let opens_view = near(-1) == "!" && near(-2) == "view";
        match lexeme.text.as_str() {
            "{" | "(" | "[" if depth > 0 || opens_view => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            "style" if depth > 0 && near(1) == "=" && near(2) != "=" && !is_rust(near(-1)) => {
                lines.push(lexeme.line);
            }
            _ => {}
        }
    }
    lines
}

/// Whether the word before shows that `style =` is Rust within a view: a
/// variable or a field may be so named.
fn is_rust(before: &str) -> bool {
    matches!(before, "let" | "mut" | ".")
}
