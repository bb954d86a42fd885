//! The examples of CommonMark's specification: which the parser agrees with, and why not with the rest.

use super::example::{agree, examples};

const SPEC: &str = include_str!("../../fixtures/commonmark/spec.txt");

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
    ("Autolinks: an address that is not in brackets is a link too", &[14, 197, 209, 508, 548, 590, 602, 608, 611, 612]),
    ("Autolinks: nothing but http, https and mailto leads anywhere", &[596, 598, 599, 601]),
    ("Links: a backslash or an odd blank in an address is not safe", &[20, 202, 507, 603]),
    ("Entities: of two thousand names those that people write", &[25]),
    ("Link reference definitions: only ASCII letters are the same in both cases", &[206, 540]),
    ("Images are links: what they read keeps its emphasis, and is never empty", &[573, 576, 577, 581, 585, 589]),
    ("List items: below a number, two columns are enough for another list", &[297]),
];

#[test]
fn every_example_agrees_but_those_listed() {
    let all = examples(SPEC);
    assert_eq!(all.len(), 652);
    agree(&all, false, DEPARTURES);
}
