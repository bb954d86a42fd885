//! Lines to blocks: paragraphs, headings, code, and the containers that nest.
//!
//! A container's lines are collected, stripped of its prefix and parsed again.
//! With nesting capped, every line is read a bounded number of times.

use super::inline::inlines;
use super::line::{CODE, Fence, Line, Marker};
use super::reference::References;
use super::{Block, Inline, MAX_BLOCK_DEPTH, formula, link, table};

/// Parses the lines of one container.
pub(super) fn blocks(lines: &[Line<'_>], depth: usize, known: &mut References) -> Vec<Block> {
    let mut reader = Reader { lines, at: 0, depth, known, out: Vec::new(), text: String::new() };
    while let Some(&line) = lines.get(reader.at) {
        reader.step(line);
    }
    reader.end_paragraph();
    reader.out
}

struct Reader<'a, 'l> {
    lines: &'l [Line<'a>],
    at: usize,
    depth: usize,
    known: &'l mut References,
    out: Vec<Block>,
    /// The paragraph being read.
    text: String,
}

impl<'a> Reader<'a, '_> {
    fn step(&mut self, line: Line<'a>) {
        let nests = self.depth < MAX_BLOCK_DEPTH;
        if line.is_blank() {
            self.end_paragraph();
            self.at += 1;
        } else if self.text.is_empty() && line.indent >= CODE && !line.lazy {
            self.indented();
        } else if let Some(level) = self.underlined(line) {
            let content = inlines(std::mem::take(&mut self.text).trim_end(), self.known);
            self.out.push(Block::Heading { level, content });
            self.at += 1;
        } else if let Some((level, content)) = line.heading() {
            let content = inlines(content, self.known);
            self.push(Block::Heading { level, content });
            self.at += 1;
        } else if line.is_rule() {
            self.push(Block::Rule);
            self.at += 1;
        } else if let Some(fence) = line.fence() {
            self.code(fence);
        } else if let Some((text, used)) = formula::block(self.rest()) {
            self.push(Block::Code { lang: String::new(), text });
            self.at += used;
        } else if nests && let Some((label, marker)) = line.note() {
            self.note(label, marker);
        } else if nests && line.quote().is_some() {
            self.quote();
        } else if nests
            && let Some(marker) = line.marker()
            && (self.text.is_empty() || marker.interrupts())
        {
            self.list(marker);
        } else if let Some((table, used)) =
            table::read(self.lines.get(self.at..).unwrap_or_default(), self.known)
        {
            self.push(table);
            self.at += used;
        } else {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(line.text);
            self.at += 1;
        }
    }

    fn rest(&self) -> &[Line<'a>] {
        self.lines.get(self.at..).unwrap_or_default()
    }

    /// The level of the heading that this line makes of the paragraph, if it does.
    fn underlined(&mut self, line: Line<'_>) -> Option<u8> {
        let level = line.underline().filter(|_| !self.text.is_empty())?;
        self.known.take(&mut self.text);
        (!self.text.is_empty()).then_some(level)
    }

    fn push(&mut self, block: Block) {
        self.end_paragraph();
        self.out.push(block);
    }

    fn end_paragraph(&mut self) {
        self.known.take(&mut self.text);
        if !self.text.is_empty() {
            let content = inlines(self.text.trim_end(), self.known);
            self.text.clear();
            self.out.push(Block::Paragraph(content));
        }
    }

    /// Lines that are code because they are indented.
    fn indented(&mut self) {
        let mut text = String::new();
        let mut end = 0;
        while let Some(&line) = self.lines.get(self.at)
            && (line.is_blank() || line.indent >= CODE && !line.lazy)
        {
            line.write(CODE, &mut text);
            if !line.is_blank() {
                end = text.len() - 1;
            }
            self.at += 1;
        }
        text.truncate(end);
        self.out.push(Block::Code { lang: String::new(), text });
    }

    fn code(&mut self, fence: Fence<'_>) {
        let mut text = String::new();
        self.at += 1;
        while let Some(&line) = self.lines.get(self.at) {
            self.at += 1;
            if fence.is_closed_by(line) {
                break;
            }
            line.write(fence.indent, &mut text);
        }
        text.pop();
        let lang = link::unescape(fence.info.split_whitespace().next().unwrap_or_default());
        self.push(Block::Code { lang, text });
    }

    fn quote(&mut self) {
        let mut inner = Vec::new();
        let mut tail = Tail::default();
        while let Some(&line) = self.lines.get(self.at) {
            if let Some(content) = line.quote() {
                tail.see(content);
                inner.push(content);
            } else if tail.takes(self.rest()) {
                inner.push(Line { lazy: true, ..line });
            } else {
                break;
            }
            self.at += 1;
        }
        self.end_paragraph();
        let name = inner.first().and_then(|line| alert(line.text)).filter(|_| inner.len() > 1);
        let lines = inner.get(usize::from(name.is_some())..).unwrap_or_default();
        let mut content = Vec::new();
        if let Some(name) = name {
            content.push(Block::Paragraph(inlines(name, self.known)));
        }
        content.append(&mut blocks(lines, self.depth + 1, self.known));
        self.out.push(Block::Quote(content));
    }

    /// A footnote stands at the end, wherever it is written.
    fn note(&mut self, label: &str, marker: Marker<'a>) {
        self.end_paragraph();
        let (inner, _) = self.item(marker);
        let content = blocks(&inner, self.depth + 1, self.known);
        self.out.append(&mut self.known.note(label, content));
    }

    fn list(&mut self, first: Marker<'a>) {
        self.end_paragraph();
        let mut items = Vec::new();
        let mut next = Some(first);
        while let Some(marker) = next {
            let (inner, follower) = self.item(marker);
            let mut item = blocks(&inner, self.depth + 1, self.known);
            task(&mut item);
            items.push(item);
            next = follower;
        }
        self.out.push(Block::List { ordered: first.is_ordered(), start: first.start, items });
    }

    /// The lines of the item that begins here, and the marker of the next one.
    fn item(&mut self, marker: Marker<'a>) -> (Vec<Line<'a>>, Option<Marker<'a>>) {
        let outside = self.lines.get(self.at).map_or(0, |line| line.indent);
        let mut inside = outside + marker.width;
        let mut inner = vec![marker.content];
        let mut tail = Tail::default();
        tail.see(marker.content);
        self.at += 1;
        while let Some(&line) = self.lines.get(self.at) {
            let next = line.marker().filter(|_| !line.is_rule());
            if line.is_blank() && inner.len() == 1 && marker.content.is_blank() {
                // Nothing belongs to an item that is empty for two lines.
                inside = usize::MAX;
            } else if marker.nests(next) && line.indent >= outside + 2 && line.indent < inside {
                inside = outside + 2;
            }
            if line.is_blank() || line.indent >= inside {
                let content = line.dedent(inside);
                tail.see(content);
                inner.push(content);
            } else if let Some(next) = next.filter(|next| next.kind == marker.kind) {
                return (inner, Some(next));
            } else if tail.takes(self.rest()) {
                inner.push(Line { lazy: true, ..line });
            } else {
                break;
            }
            self.at += 1;
        }
        (inner, None)
    }
}

/// How a container's lines end so far: a paragraph goes on over lines that lack
/// the container's prefix, anything else does not.
#[derive(Default)]
struct Tail<'a> {
    fence: Option<Fence<'a>>,
    is_paragraph: bool,
}

impl<'a> Tail<'a> {
    fn see(&mut self, line: Line<'a>) {
        let leaf = line.leaf();
        if let Some(fence) = self.fence {
            if fence.is_closed_by(leaf) {
                self.fence = None;
            }
            self.is_paragraph = false;
        } else {
            self.fence = leaf.fence();
            let goes_on = self.is_paragraph && leaf.underline().is_none();
            self.is_paragraph = leaf.is_text() && (goes_on || leaf.indent < CODE);
        }
    }

    fn takes(&self, lines: &[Line<'_>]) -> bool {
        let goes_on = |line: &Line<'_>| line.is_text() && line.quote().is_none() && line.marker().is_none();
        self.is_paragraph && lines.first().is_some_and(goes_on) && table::columns(lines).is_none()
    }
}

/// The head of the alert that a quotation is whose first line is `[!NOTE]` or another of GitHub's.
fn alert(line: &str) -> Option<&'static str> {
    let name = line.strip_prefix("[!")?.trim_end().strip_suffix(']')?;
    ["**Note**", "**Tip**", "**Important**", "**Warning**", "**Caution**"]
        .into_iter()
        .find(|head| head.get(2..head.len() - 2).is_some_and(|known| name.eq_ignore_ascii_case(known)))
}

/// An item that begins with `[ ]` or `[x]` is a task: open or done.
fn task(item: &mut [Block]) {
    if let Some(Block::Paragraph(content)) = item.first_mut()
        && let Some(Inline::Text(text)) = content.first_mut()
    {
        for (mark, sign) in [("[ ] ", "☐ "), ("[x] ", "☑ "), ("[X] ", "☑ ")] {
            if let Some(rest) = text.strip_prefix(mark) {
                *text = [sign, rest].concat();
                return;
            }
        }
    }
}
