//! Draws a Markdown tree. All text becomes text nodes; links were checked by the parser.

use leptos::prelude::*;

use crate::text::markdown::{self, Align, Block, Inline};

/// The view of a document.
pub fn view(source: &str) -> AnyView {
    blocks(&markdown::parse(source))
}

fn blocks(blocks: &[Block]) -> AnyView {
    blocks.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(content) => view! { <p>{inlines(content)}</p> }.into_any(),
        // The turn stands below headings of the host page, so an answer's own begin at the fourth level.
        Block::Heading { level: 1 | 2, content } => view! { <h4>{inlines(content)}</h4> }.into_any(),
        Block::Heading { content, .. } => view! { <h5>{inlines(content)}</h5> }.into_any(),
        Block::List { ordered: true, start, items } => {
            view! { <ol start=start.to_string()>{items.iter().map(|item| self::item(item)).collect_view()}</ol> }
                .into_any()
        }
        Block::List { items, .. } => {
            view! { <ul>{items.iter().map(|item| self::item(item)).collect_view()}</ul> }.into_any()
        }
        Block::Code { text, .. } => {
            view! { <pre tabindex=0.to_string()><code>{text.clone()}</code></pre> }.into_any()
        }
        Block::Quote(content) => view! { <blockquote>{blocks(content)}</blockquote> }.into_any(),
        Block::Table { align, header, rows } => table(align, header, rows),
        Block::Rule => view! { <hr class=String::new() /> }.into_any(),
    }
}

fn item(content: &[Block]) -> impl IntoView {
    // A lone paragraph needs no paragraph's distance.
    let content = match content {
        [Block::Paragraph(content)] => inlines(content),
        content => blocks(content),
    };
    view! { <li>{content}</li> }
}

fn table(align: &[Align], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> AnyView {
    let class = |column: usize| match align.get(column) {
        Some(Align::Right) => "number",
        Some(Align::Center) => "center",
        _ => "",
    };
    let head = header
        .iter()
        .enumerate()
        .map(|(column, cell)| view! { <th scope="col" class=class(column)>{inlines(cell)}</th> }.into_any())
        .collect_view();
    let row = |cells: &Vec<Vec<Inline>>| {
        let cells = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| view! { <td class=class(column)>{inlines(cell)}</td> }.into_any())
            .collect_view();
        view! { <tr>{cells}</tr> }.into_any()
    };
    view! {
        <div class="scroll" tabindex=0.to_string()>
            <table>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn inlines(content: &[Inline]) -> AnyView {
    content.iter().map(inline).collect_view().into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Strong(content) => view! { <strong>{inlines(content)}</strong> }.into_any(),
        Inline::Emphasis(content) => view! { <em>{inlines(content)}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text.clone()}</code> }.into_any(),
        Inline::Link { href, children } => view! {
            <a href=href.clone() target="_blank" rel="noopener noreferrer nofollow">
                {inlines(children)}
            </a>
        }
        .into_any(),
        Inline::Break => view! { <br class=String::new() /> }.into_any(),
    }
}
