//! Draws a Markdown tree. All text becomes text nodes; links were checked by the parser.

use crate::platform::dom::Draw;
use crate::text::markdown::{Align, Block, Inline, parse};

/// Draws a document into `target`.
pub fn draw(target: Draw, source: &str) {
    blocks(target, &parse(source)).done();
}

/// A new element with a document in it.
pub fn drawn(tag: &str, source: &str) -> Draw {
    blocks(Draw::new(tag), &parse(source))
}

fn blocks(target: Draw, content: &[Block]) -> Draw {
    target.children(content.iter().map(block))
}

fn block(block: &Block) -> Draw {
    match block {
        Block::Paragraph(content) => inlines(Draw::new("p"), content),
        // The turn stands below headings of the host page, so an answer's own begin at the fourth level.
        Block::Heading { level: 1 | 2, content } => inlines(Draw::new("h4"), content),
        Block::Heading { content, .. } => inlines(Draw::new("h5"), content),
        Block::List { ordered, start, items } => {
            let list =
                if *ordered { Draw::new("ol").attr("start", &start.to_string()) } else { Draw::new("ul") };
            list.children(items.iter().map(|content| item(content)))
        }
        Block::Code { text, .. } => code(Draw::new("code").text(text)),
        Block::Quote(content) => blocks(Draw::new("blockquote"), content),
        Block::Table { align, header, rows } => table(align, header, rows),
        Block::Rule => Draw::new("hr"),
    }
}

/// A block of code; it can be scrolled, so it can be focused.
pub fn code(content: Draw) -> Draw {
    Draw::new("pre").attr("tabindex", "0").child(content)
}

fn item(content: &[Block]) -> Draw {
    match content {
        // A lone paragraph needs no paragraph's distance.
        [Block::Paragraph(content)] => inlines(Draw::new("li"), content),
        content => blocks(Draw::new("li"), content),
    }
}

fn table(align: &[Align], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Draw {
    let cell = |tag: &str, column: usize, content: &Vec<Inline>| {
        let class = match align.get(column) {
            Some(Align::Right) => "number",
            Some(Align::Center) => "center",
            _ => "",
        };
        inlines(Draw::new(tag).class(class), content)
    };
    let row = |tag: &'static str, cells: &[Vec<Inline>]| {
        let cells = cells.iter().enumerate().map(|(column, content)| cell(tag, column, content));
        Draw::new("tr").children(cells)
    };
    let head = Draw::new("thead").child(row("th", header));
    let body = Draw::new("tbody").children(rows.iter().map(|cells| row("td", cells)));
    Draw::new("div").class("scroll").attr("tabindex", "0").child(Draw::new("table").child(head).child(body))
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
