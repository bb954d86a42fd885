//! Saved Markdown: what an answer holds touches nothing around it, and reads as it did.

use std::sync::Arc;

use crate::markdown::plain::plain_text;
use genie_chat::domain::failure::{Code, Failure};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::{Rows, Turn, TurnState};
use genie_chat::report::{to_markdown, turn_to_markdown};
use genie_chat::text::markdown::{Block, Inline, parse};
use proptest::prelude::*;

use crate::markdown::outline::outline;

fn said(words: &str) -> Turn {
    let mut turn = Turn::new(TurnKey(1), "i".into(), "What?".into(), 7);
    turn.state = TurnState::Done;
    turn.answer.text = Some(words.into());
    turn
}

/// The saved form of an answer.
fn saved(words: &str) -> String {
    turn_to_markdown(&said(words))
}

#[test]
fn what_was_left_open_is_closed() {
    assert_eq!(saved("```sql\nSELECT 1"), "```sql\nSELECT 1\n```\n");
    assert_eq!(saved("> ~~~\n> a"), "> ```\n> a\n> ```\n");
    assert_eq!(saved("**a"), "\\*\\*a\n");
    assert_eq!(saved("```a`b\nx\n```"), "\\`\\`\\`a\\`b\nx\n\n```\n```\n");
}

#[test]
fn tags_are_text() {
    assert_eq!(saved("<!-- x\n<script>alert(1)</script>"), "\\<!-- x\n\\<script\\>alert(1)\\</script\\>\n");
    assert_eq!(saved("&lt;b&gt; &amp;lt;"), "\\<b\\> \\&lt;\n");
}

#[test]
fn references_are_resolved() {
    assert_eq!(saved("[a][ref]\n\n[ref]: https://x.y/(z)"), "[a](https://x.y/%28z%29)\n");
    assert_eq!(saved("a[^1]\n\n[^1]: b"), "a¹\n\n***\n\n1. b\n");
    let turns = [said("[a][r]\n\n[r]: https://x.y"), said("[b][r]\n\n[r]: https://z.y")].map(Arc::new);
    let text = to_markdown("t", &turns);
    assert!(text.contains("[a](https://x.y)") && text.contains("[b](https://z.y)"), "{text}");
}

#[test]
fn headings_stand_below_the_question() {
    let text = to_markdown("T # *x*", &[Arc::new(said("# One\n\n## Two ##\n\n###### Six\n\nSetext\n==="))]);
    assert_eq!(text, "# T # \\*x\\*\n\n## What?\n\n### One\n\n#### Two\n\n###### Six\n\n### Setext\n");
    assert_eq!(saved("# One"), "# One\n");
}

#[test]
fn questions_are_no_markup() {
    let mut turn = said("a");
    turn.question = "# <b> `x\n- [y](https://z) #".into();
    let text = to_markdown("t", &[Arc::new(turn)]);
    assert!(text.contains("\n## # \\<b\\> \\`x - \\[y](https://z) \\#\n"), "{text}");
}

#[test]
fn failures_have_their_details() {
    let mut turn = said("a");
    turn.state = TurnState::Failed;
    let mut failure = Failure::new(Code::Sql).with_detail("SQL_ERROR:\n```\n<x>");
    failure.request_id = Some("req_1".into());
    turn.failure = Some(failure);
    turn.rows = Rows::Failed(Failure::new(Code::Expired).with_detail("gone"));
    let text = turn_to_markdown(&turn);
    assert!(text.contains("\n````\nSQL_ERROR:\n```\n<x>\n````\n"), "{text}");
    assert!(text.contains("req\\_1") && text.contains("\n```\ngone\n```\n"), "{text}");
}

#[test]
fn every_block_reads_as_it_did() {
    for source in [
        "a *b **c** d* ~~e~~ `f` ``g`h`` [i](https://x.y) https://z.y/a_b",
        "a  \nb\nc\\\nd",
        "- a\n- b\n  - c\n\n    d\n- [x] e\n\n1. f\n2. g\n\n\n5) h\n\n-\n- i",
        "- a\n+ b\n1. c\n3) d",
        "10. a\n    ```\n    b\n\n    c\n    ```",
        "> a\n> > b\n>\n> - c\n\n> [!NOTE]\n> d",
        "| a | b |\n|:-|-:|\n| `x\\|y` | z\\|w |\n| c<br>d |",
        "\\# a\n\n\\- b\n\n1\\. c\n\n\\=\n\n\\+ d\n\n2\\) e",
        "## C#\n\n# C \\#\n\n***\n\n- ***",
        "***a** b* **a *b*** *a **b*** _*a*_",
        "!\\[a] \\![b](https://x.y) a_b_c &amp;copy;",
        "[x](https://x.y/?a=1&copy;=2)",
        "so \\(a_1\\), \\(b\\) and\n\\[\nx = 1\n\\]",
        "약 **15%**증가 **주의:**데이터",
        "**A:** 1\n**B:** 2\n• c",
    ] {
        let text = saved(source);
        let [ours, theirs] = [&text, source].map(|text| outline(&parse(text)).replace("|]", "]"));
        // The code of a formula is no formula a second time.
        assert_eq!(ours, theirs, "{source}\n{text}");
    }
}

/// All there is in words, without the blanks.
fn letters(source: &str) -> String {
    plain_text(&parse(source)).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// True if the text holds the beginning of a tag that is not code.
fn has_tag(source: &str) -> bool {
    let code = |text: &str| text.split('`').step_by(2).any(|text| text.contains("<b"));
    code(&source.replace("\\\\", "").replace("\\<", "").replace("<br>", ""))
}

const PIECES: &[&str] = &[
    "a",
    "b ",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~\n",
    "~~",
    "[",
    "](https://x.y)",
    "[r]",
    "\n[r]: https://z\n",
    "<b>",
    "<!--",
    "&lt;",
    "\\",
    "|",
    "\n|-|-|\n",
    "\n# ",
    "\n- ",
    "\n1. ",
    "\n2) ",
    "\n> ",
    "    ",
    "---",
    "===",
    "!",
    "#",
    "$$",
    "\\(",
    "\\)",
    "<br>",
    "[^1]",
    "\n[^1]: ",
    "www.x.y",
    "+",
    "1.",
    "• ",
    "東",
    "：",
    "[ ] ",
    "`c`",
];

proptest! {
    /// Whatever an answer holds: the next question is a heading of the second level, and so is nothing else.
    #[test]
    fn no_answer_touches_the_next_turn(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)
    ) {
        let words = pieces.concat();
        let text = to_markdown("Title", &[Arc::new(said(&words)), Arc::new(said("Last **words**."))]);
        let tree = parse(&text);
        let heads: Vec<_> = tree.iter().filter_map(|block| match block {
            Block::Heading { level: level @ 1..=2, content } => Some((*level, content.clone())),
            _ => None,
        }).collect();
        let head = |level, words: &str| (level, vec![Inline::Text(words.into())]);
        prop_assert_eq!(heads, vec![head(1, "Title"), head(2, "What?"), head(2, "What?")], "{}", text);
        prop_assert!(text.ends_with("\n\n## What?\n\nLast **words**.\n"));
        prop_assert_eq!(letters(&saved(&words)), letters(&words), "{}", saved(&words));
        prop_assert!(!has_tag(&saved("a <b>")));
    }
}
