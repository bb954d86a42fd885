//! Draws a Markdown tree. All text becomes text nodes; links were checked by the parser.

use crate::platform::dom::Draw;
use crate::text::markdown::{Align, Block, Inline, parse, plain_row};

/// Draws a document into `target`.
pub fn draw(target: Draw, source: &str) {
    document(target, source).done();
}

/// A new element with a document in it.
pub fn drawn(tag: &str, source: &str) -> Draw {
    document(Draw::new(tag), source)
}

fn document(target: Draw, source: &str) -> Draw {
    let mut open = Vec::new();
    parse(source).iter().fold(target, |target, each| target.child(block(each, &mut open)))
}

/// An element whose text says in which direction it is read.
fn directed(tag: &str) -> Draw {
    Draw::new(tag).attr("dir", "auto")
}

/// `open` are the levels of the headings that the block stands below.
fn block(block: &Block, open: &mut Vec<u8>) -> Draw {
    match block {
        Block::Paragraph(content) => inlines(directed("p"), content),
        Block::Heading { level, content } => inlines(directed(heading(*level, open)), content),
        Block::List { ordered, start, items } => {
            let list =
                if *ordered { Draw::new("ol").attr("start", &start.to_string()) } else { Draw::new("ul") };
            items.iter().fold(list, |list, content| list.child(item(content, open)))
        }
        Block::Code { text, .. } => code(Draw::new("code").text(text)),
        Block::Quote(content) => container("blockquote", content, open),
        Block::Table { align, header, rows } => table(align, header, rows),
        Block::Rule => Draw::new("hr"),
    }
}

/// The widget's heading is of the second level. Below it no level is left out, whatever Genie does.
fn heading(level: u8, open: &mut Vec<u8>) -> &'static str {
    while open.pop_if(|above| *above >= level).is_some() {}
    open.push(level);
    match open.len() {
        1 => "h3",
        2 => "h4",
        3 => "h5",
        _ => "h6",
    }
}

/// A block of code; it can be scrolled, so it can be focused.
pub fn code(content: Draw) -> Draw {
    let listing = Draw::new("pre").attr("tabindex", "0").attr("dir", "ltr").child(content);
    Draw::new("div").class("codeblock").child(listing)
}

/// An element with blocks in it. It is read in the direction of its first paragraph, which must not
/// have one of its own for that.
fn container(tag: &str, content: &[Block], open: &mut Vec<u8>) -> Draw {
    let mut target = directed(tag);
    let mut rest = content;
    if let [Block::Paragraph(words), others @ ..] = content {
        target = target.child(inlines(Draw::new("p"), words));
        rest = others;
    }
    rest.iter().fold(target, |target, each| target.child(block(each, open)))
}

fn item(content: &[Block], open: &mut Vec<u8>) -> Draw {
    let item = match content {
        // A lone paragraph needs no paragraph's distance.
        [Block::Paragraph(content)] => inlines(directed("li"), content),
        content => container("li", content, open),
    };
    let first = match content.first() {
        Some(Block::Paragraph(content)) => content.first(),
        _ => None,
    };
    let task = matches!(first, Some(Inline::Text(text)) if text.starts_with(['☐', '☑']));
    item.class(if task { "task" } else { "" })
}

fn table(align: &[Align], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Draw {
    let cell = |tag: &str, column: usize, content: &Vec<Inline>| {
        let class = match align.get(column) {
            Some(Align::Right) => "number",
            Some(Align::Center) => "center",
            _ => "",
        };
        inlines(directed(tag).class(class), content)
    };
    let row = |tag: &'static str, cells: &[Vec<Inline>]| {
        let cells = cells.iter().enumerate().map(|(column, content)| cell(tag, column, content));
        Draw::new("tr").children(cells)
    };
    let head = Draw::new("thead").child(row("th", header));
    let body = Draw::new("tbody").children(rows.iter().map(|cells| row("td", cells)));
    // It can be scrolled, so it can be focused, and has a name: that of its columns.
    let scroll = Draw::new("div").class("scroll").attr("tabindex", "0").attr("role", "group");
    scroll.attr("aria-label", &plain_row(header)).child(Draw::new("table").child(head).child(body))
}

fn inlines(target: Draw, content: &[Inline]) -> Draw {
    content.iter().fold(target, |target, inline| match inline {
        Inline::Text(text) => target.text(text),
        Inline::Strong(content) => target.child(inlines(Draw::new("strong"), content)),
        Inline::Struck(content) => target.child(inlines(Draw::new("s"), content)),
        Inline::Emphasis(content) => target.child(inlines(Draw::new("em"), content)),
        Inline::Code(text) => target.child(Draw::new("code").text(text)),
        Inline::Link { href, children } => {
            let link = Draw::new("a")
                .attr("href", href)
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer nofollow");
            target.child(inlines(link, children))
        }
        Inline::Break => target.child(Draw::new("br")),
    })
}
