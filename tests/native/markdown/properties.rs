//! What holds for every document, and how long the worst ones take.

use std::time::{Duration, Instant};

use super::plain::plain_text;
use genie_chat::text::markdown::{Block, Inline, parse};
use proptest::prelude::*;

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars().all(|c| whole.any(|other| other == c))
}

/// Text made of what means something to the parser.
fn markup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

/// All but links, numbers of items and the words after a fence, which are not text.
const TEXTUAL: &[&str] = &[
    "a",
    "Bc",
    "é",
    "東",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "!",
    "(",
    ")",
    "\\",
    "|",
    "|-|",
    "|:-:|-|\n",
    "- ",
    "+ ",
    "* ",
    "\n- ",
    "\n  - ",
    "> ",
    "\n> ",
    "# ",
    "\n## ",
    "---",
    "<",
    "</b>",
    "&",
    "x|y|z",
    "https://x.y",
    "<https://x.y>",
    "http://",
    "www.a",
    "a@b.c",
    "\n• ",
    "\\(",
    "\\)",
    "$$",
    ".",
    "7",
];

const ANY: &[&str] = &[
    "a",
    "Bc",
    "é",
    " ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "_",
    "`",
    "```",
    "```sql\n",
    "~~~",
    "[",
    "](",
    "![",
    ")",
    "(",
    "<",
    ">",
    "\"",
    "'",
    "\\",
    "|",
    "|-|-|\n",
    "1. ",
    "2) ",
    "- ",
    "> ",
    "# ",
    "https://x.y",
    "javascript:",
    "mailto:a",
    "data:",
    "\r\n",
    "\u{0}",
    "\u{202E}",
    "7",
    "[!NOTE]\n",
    "\\(",
    "\\)",
    "\n\\[\n",
    "\\]\n",
    "$$",
    "=",
    "www.",
    "@",
    ".",
    "• ",
    ":",
];

const NOTES: &[&str] = &[
    "x", " ", "\n", "\n\n", "    ", "> ", "- ", "1) ", "`", "*", "|", "\n[^a]: ", "[^b]:", "[^a]", "[^b]",
    "\t", "![",
];

proptest! {
    /// Every letter and digit that is not markup is in the output, in order.
    #[test]
    fn text_is_kept(source in markup(TEXTUAL).prop_filter("not text", |source| {
        !source.contains("](") && !source.contains("```")
            && !source.contains("7.") && !source.contains("7)")
    })) {
        prop_assert_eq!(letters(&plain_text(&parse(&source))), letters(&source));
    }

    /// No letter is in the output that was not in the input, in order.
    #[test]
    fn nothing_is_invented(source in markup(ANY)) {
        let [out, source] = [plain_text(&parse(&source)), source].map(|text| letters(&text).to_lowercase());
        prop_assert!(is_subsequence(&out, &source));
    }

    /// Wherever they stand, and whatever refers to them.
    #[test]
    fn no_footnote_is_lost(source in markup(NOTES).prop_filter("a fence's info is no text", |source| {
        !source.contains("```")
    })) {
        let tree = parse(&source);
        check(&tree, 0);
        let count = |text: &str| text.chars().filter(|c| *c == 'x').count();
        prop_assert_eq!(count(&plain_text(&tree)), count(&source));
    }

    #[test]
    fn any_input_has_a_sound_tree(source in any::<String>()) {
        check(&parse(&source), 0);
    }

    #[test]
    fn any_markup_has_a_sound_tree(source in markup(ANY)) {
        check(&parse(&source), 0);
    }
}

/// Bounded depth, safe links that are not nested, rows no wider than the header.
pub(super) fn check(blocks: &[Block], depth: usize) {
    assert!(depth <= 16);
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => check_inlines(content, 0, false),
            Block::Quote(inner) => check(inner, depth + 1),
            Block::List { items, .. } => items.iter().for_each(|item| check(item, depth + 1)),
            Block::Table { align, header, rows } => {
                assert_eq!(align.len(), header.len());
                for row in std::iter::once(header).chain(rows) {
                    assert!(row.len() <= header.len());
                    row.iter().for_each(|cell| check_inlines(cell, 0, false));
                }
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn check_inlines(content: &[Inline], depth: usize, in_link: bool) {
    assert!(depth <= 16);
    for inline in content {
        match inline {
            Inline::Strong(children) | Inline::Struck(children) | Inline::Emphasis(children) => {
                check_inlines(children, depth + 1, in_link);
            }
            Inline::Link { href, children } => {
                let href = href.to_ascii_lowercase();
                assert!(["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)));
                assert!(!href.contains(|c: char| c.is_whitespace() || c.is_control()));
                assert!(!in_link && !children.is_empty());
                check_inlines(children, depth + 1, true);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

#[rustfmt::skip]
const HOSTILE: &[(&str, usize)] = &[
    ("*", 100_000), ("* ", 100_000), ("*a ", 50_000), ("a* ", 50_000), ("*a**b ", 30_000), ("*a_b", 30_000),
    ("**a *b ", 20_000), ("_a **b* c__ ", 10_000), ("[", 100_000), ("]", 100_000), ("[a", 50_000),
    ("![", 50_000), ("![*a", 30_000), ("[a](", 25_000), ("[a](<", 20_000), ("[a](b '", 15_000),
    ("[a](b", 20_000), ("](https://a) ", 10_000), ("[a](https://a) ", 10_000), ("`", 100_000),
    ("` `` ", 20_000), ("\\`", 50_000), ("<https://a", 10_000), ("https://", 12_000),
    ("https://a))", 10_000), ("> ", 50_000), (">", 100_000), ("- ", 50_000), ("1. ", 30_000),
    ("- a\n", 25_000), ("> a\n", 25_000), ("|", 100_000), ("|a", 50_000), ("|-", 50_000), ("|a|\n", 25_000),
    ("|a|\n|-|\n", 12_000), ("a\n", 50_000), ("#", 100_000), ("# ", 50_000), ("```\n", 25_000),
    ("~~~\n- ", 15_000), ("\n", 100_000), (" ", 100_000), ("\t", 100_000), ("a  \n", 25_000),
    ("\\\n", 50_000), ("&", 100_000), ("&#", 50_000), ("&amp;", 20_000), ("&#x20AC", 15_000), ("<br", 30_000),
    ("<br ", 25_000), ("<a@", 30_000), ("a@", 50_000), ("    a\n", 16_000), ("a\n=\n", 25_000), ("=\n", 50_000),
    ("[a]: b\n", 14_000), ("[a]:\n", 20_000), ("[a]: b '", 12_000), ("[a]: b 'c\n", 10_000), ("[a]: <", 16_000),
    ("[a]: /b\n\n", 12_000), ("[b][a] ", 14_000), ("[b\\]", 25_000), ("---", 33_000), ("- - a\n  ", 12_000),
    ("[^a]", 25_000), ("[^a]: b\n", 12_000), ("[^", 50_000), ("\\(a", 30_000), ("\\[ ", 30_000), ("$$a", 30_000),
    ("$$", 50_000), ("\\[\n", 30_000), ("$$\na\n", 15_000), ("a_b@", 25_000), ("a_", 50_000), ("www.a", 20_000),
    ("www.", 25_000), ("A: b\n", 20_000), ("**a\n", 25_000), ("|a|\n\n", 20_000), ("|a|\n|-|\n\n|b|\n\n", 8_000),
    ("• a\n", 20_000), ("> [!NOTE]\n", 10_000), ("https://a@", 10_000), ("&a;", 30_000), ("https://a&b;", 8_000),
];

/// A quadratic parser takes minutes for these, a linear one milliseconds, even
/// in a debug build.
#[test]
fn hostile_input_takes_linear_time() {
    for &(piece, times) in HOSTILE {
        timed(&piece.repeat(times), piece);
    }
    let defined = "[a]: https://x.y\n\n";
    for piece in ["[", "[a", "[a]", "[b][", "[b][a", "[a][b]", "]", "![a", "[a\\]"] {
        timed(&[defined, &piece.repeat(30_000)].concat(), piece);
    }
    let many: String = (0..5_000).map(|n| format!("[{n}]: https://x.y/{n}\n")).collect();
    timed(&(many + "\n" + &"[4999]".repeat(8_000)), "many definitions");
    let staircase: String = (1..450).map(|n| "`".repeat(n) + " ").collect();
    timed(&staircase, "backticks of all lengths");
    timed(&("![*a".repeat(20_000) + &"*](https://a)".repeat(20_000)), "nested images");
    timed(&("[".repeat(50_000) + &"](https://a)".repeat(20_000)), "nested links");
    timed(&("*a **b ".repeat(10_000) + &"** *".repeat(10_000)), "nested emphasis");
    timed(&("|a".repeat(20_000) + "\n" + &"|-".repeat(20_000) + &"\n|".repeat(40_000)), "wide table");
    let stairs: String = (0..400).map(|n| " ".repeat(n) + "- a\n").collect();
    timed(&stairs, "stairs of lists");
}

fn timed(source: &str, what: &str) {
    let started = Instant::now();
    let tree = parse(source);
    plain_text(&tree);
    check(&tree, 0);
    let taken = started.elapsed();
    assert!(taken < Duration::from_secs(5), "{what:?} took {taken:?}");
}

#[test]
fn plain_text_of_every_block() {
    let source = "# A *b*\n\nc [d](https://x)  \ne\n\n- f\n  1. `g`\n- h\n\n> i\n\n---\n\n|j|k|\n|-|-|\n|l|m|\n\n```sql\nn\n```";
    assert_eq!(plain_text(&parse(source)), "A b\nc d\ne\nf\ng\nh\ni\nj, k\nl, m\nn");
}
