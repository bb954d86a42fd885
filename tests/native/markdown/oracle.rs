//! Where the parser means to agree with CommonMark, another parser says what
//! that is.

use proptest::prelude::*;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::reads;
use super::writer::Writer;

const CASES: &[&str] = &[
    "Hello *world*, this is **bold** and ***both***.",
    "*a **b** c* **a *b* c** *a**b*",
    "**a** b** **c*d** *e**f*g**",
    "a*b*c _d_e_ f_ __g__h __i__",
    "***a** b* ***a* b**  ****a****",
    "**open and *a** b*",
    "*(a)* **\"b\"** *'c'*d 5*3*2",
    "* a *b\\*c* \\\\*d*",
    "_a *b_ c*",
    "**a `*` b** `**` *`c`*",
    "`a``b` ``c`d`` ` e",
    "[a](https://x.y) [*b* c](https://x.y/z \"t\") *[d](https://e)*",
    "[a*](https://x.y)* [b](https://x.y/(c)) [d](https://x.y/c))",
    "[a](<https://x.y/b>) [a]( https://x.y 't' ) [a](https://x.y\"t\")",
    "[a][b] [c] [d]() (e) ] [",
    "# A *b* #\n## C\ntext\n### D ###\n",
    "a\nb  \nc\\\nd",
    "a\n\n\n\nb\n***\nc\n\n---\n\nd\n_ _ _",
    "- a\n- b\n- c",
    "* a\n  * b\n    * c\n  * d\n* e",
    "1. a\n2. b\n   - c\n   - d\n3. e",
    "3) a\n4) b\n\ntext",
    "- a\n\n  b\n\n- c\n\n\nd",
    "1. a\n\n   ```sql\n   SELECT 1\n   ```\n\n2. b",
    "- > q\n  > r\n- # h",
    "- - a\n  - b\n- c",
    "- a\nb\n- c\n> d",
    "a\n- b\n\na\n1. b\n\na\n2. b",
    "```\na\n b\n\nc\n```\n\n~~~sql\nd\n~~~",
    "```js\n```\n````\n```\n````",
    "```\nunclosed\n\n- a",
    "> a\n> > b\n> c\n\n> d",
    "> - a\n>\n>   b\n> - c",
    "> a\nb\n- c",
    "| a | b |\n|---|:-:|\n| c | *d* |\n| `e` | f |\n\ng",
    "|a|\n|:--|\n|b|\n\na | b\n--|--:\nc | d",
    "a | b\n\n| a |",
    "- | a | b |\n  |---|---|\n  | c | d |",
];

#[test]
fn agrees_with_commonmark() {
    for case in CASES {
        reads(case, &expected(case));
    }
}

proptest! {
    #[test]
    fn emphasis_agrees_with_commonmark(
        pieces in prop::collection::vec(prop::sample::select(&["a", "b", " ", "*", "**", "_", "__", "(", "`", "\\"]), 0..24)
    ) {
        let source = format!("x{}x", pieces.concat());
        reads(&source, &expected(&source));
    }
}

/// What pulldown-cmark makes of it, in the notation of `outline`.
fn expected(source: &str) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    writer.out
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strong) => self.text("b("),
            Event::Start(Tag::Emphasis) => self.text("i("),
            Event::Start(Tag::Link { dest_url, .. }) => self.open_link(&dest_url),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => self.out.push(')'),
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.text(&format!("c({text})")),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.text("⏎"),
            Event::Rule => self.start("hr", 0),
            Event::Start(tag) => self.start_tag(tag),
            Event::End(tag) => self.end_tag(tag),
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.start("p[", 1),
            Tag::Heading { level, .. } => {
                let level = if level == HeadingLevel::H1 { 1 } else { level as usize };
                self.start(&format!("h{level}["), 1);
            }
            Tag::BlockQuote(_) => self.start("q[", 0),
            Tag::List(None) => self.start("ul[", 0),
            Tag::List(Some(first)) => self.start(&format!("ol{first}["), 0),
            Tag::Item => self.out.push('['),
            Tag::CodeBlock(CodeBlockKind::Fenced(lang)) => self.start(&format!("code:{lang}["), 1),
            Tag::Table(columns) => {
                let align: String = columns.iter().map(|&align| sign(align)).collect();
                self.start(&format!("t{align}"), 1);
            }
            Tag::TableHead | Tag::TableRow => self.out.push('['),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        self.end_implied();
        match tag {
            TagEnd::CodeBlock => return self.end_code(),
            TagEnd::Paragraph | TagEnd::Heading(_) => self.leaf -= 1,
            TagEnd::Table => {
                self.leaf -= 1;
                return;
            }
            TagEnd::TableCell => {
                self.out.push('|');
                return;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.out.pop();
            }
            _ => {}
        }
        self.out.push(']');
    }
}

fn sign(align: Alignment) -> char {
    match align {
        Alignment::None => '.',
        Alignment::Left => '<',
        Alignment::Center => '^',
        Alignment::Right => '>',
    }
}
