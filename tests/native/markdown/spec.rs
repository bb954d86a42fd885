//! The examples of CommonMark's specification: which the parser agrees with, and why not with the rest.

use genie_chat::text::markdown::parse;

use super::{html, outline};

const SPEC: &str = include_str!("../../fixtures/commonmark/spec.txt");
const FENCE: &str = "````````````````````````````````";

struct Example<'a> {
    number: usize,
    section: &'a str,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example<'static>> {
    let mut section = "";
    let mut out = Vec::new();
    let mut lines = SPEC.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        } else if line.strip_prefix(FENCE).is_some_and(|rest| rest.trim() == "example") {
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

/// The examples that the parser does not agree with, and why.
#[rustfmt::skip]
const DEPARTURES: &[(&str, &[usize])] = &[
    ("HTML blocks: a tag is text, so what is between tags is Markdown", &[
        148, 149, 150, 151, 153, 154, 155, 156, 158, 159, 161, 162, 163, 164, 165, 166, 169,
        170, 171, 172, 173, 176, 177, 178, 179, 180, 182, 185, 186, 187, 189, 190, 191,
    ]),
    ("HTML in running text, with quotes and brackets in it: a tag is text", &[
        21, 31, 344, 475, 476, 477, 524, 536, 616, 623, 630, 631, 642, 643,
    ]),
    ("Autolinks: an address that is not in brackets is a link too", &[14, 197, 209, 508, 548, 590, 602, 608, 611]),
    ("Autolinks: nothing but http, https and mailto leads anywhere", &[596, 598, 599, 601]),
    ("Links: a backslash or an odd blank in an address is not safe", &[20, 202, 507, 603]),
    ("Entities: of two thousand names those that people write", &[25]),
    ("Link reference definitions: only ASCII letters are the same in both cases", &[206, 540]),
    ("Images are links: what they read keeps its emphasis, and is never empty", &[573, 576, 577, 581, 585, 589]),
    ("List items: below a number, two columns are enough for another list", &[297]),
];

/// A browser writes a destination with per cent signs; it leads to the same place.
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
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn every_example_agrees_but_those_listed() {
    let mut wrong = Vec::new();
    let all = examples();
    assert_eq!(all.len(), 652);
    for Example { number, section, markdown, html } in all {
        let ours = decoded(&outline::outline(&parse(&markdown)));
        let theirs = decoded(&html::outline(&html));
        let departs = DEPARTURES.iter().any(|(_, numbers)| numbers.contains(&number));
        if (ours == theirs) == departs {
            wrong.push(format!("{number} ({section}), listed: {departs}\n{markdown}{theirs}\n{ours}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
