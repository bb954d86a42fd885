//! The examples of a specification: Markdown, and the HTML that it stands for.

use genie_chat::text::markdown::parse;

use super::{html, outline};

const FENCE: &str = "````````````````````````````````";

pub(super) struct Example<'a> {
    number: usize,
    section: &'a str,
    markdown: String,
    html: String,
}

pub(super) fn examples(spec: &str) -> Vec<Example<'_>> {
    let mut section = "";
    let mut out = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        } else if line.strip_prefix(FENCE).is_some_and(|rest| rest.trim().starts_with("example")) {
            let mut part = |end: &str| -> String {
                let lines = lines.by_ref().take_while(|line| *line != end);
                // A place on a site is no link with us; one on the web shows whether it is found.
                lines
                    .map(|line| [line, "\n"].concat().replace('→', "\t").replace("/url", "https://x.y/l"))
                    .collect()
            };
            out.push(Example { number: out.len() + 1, section, markdown: part("."), html: part(FENCE) });
        }
    }
    out
}

/// Asserts that the parser agrees with all examples but those that are listed, and with none of these.
pub(super) fn agree(examples: &[Example<'_>], github: bool, departures: &[(&str, &[usize])]) {
    let mut wrong = Vec::new();
    for Example { number, section, markdown, html } in examples {
        let ours = decoded(&outline::outline(&parse(markdown)));
        let theirs = decoded(&html::outline(html, github));
        let departs = departures.iter().any(|(_, numbers)| numbers.contains(number));
        if (ours == theirs) == departs {
            wrong.push(format!("{number} ({section}), listed: {departs}\n{markdown}{theirs}\n{ours}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A browser writes a destination with per cent signs; it leads to the same place. A row that lacks cells has
/// empty ones.
fn decoded(outline: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = outline.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        let rest = bytes.as_slice().get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match rest.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| byte == b'%') {
            Some(decoded) => {
                out.push(decoded);
                bytes.nth(1);
            }
            None => out.push(byte),
        }
    }
    let mut out = String::from_utf8_lossy(&out).into_owned();
    while out.contains("|]") {
        out = out.replace("|]", "]");
    }
    out
}
