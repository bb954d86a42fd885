//! A tree as one readable line, so that a case is a line too.

use genie_chat::text::markdown::{Align, Block, Inline};

/// `p[…]`, `h2[…]`, `ul[[…][…]]`, `ol3[[…]]`, `code:sql[…]`, `q[…]`, `t<^[a|b][c|d]`, `hr`.
pub fn outline(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(content) => format!("p[{}]", inlines(content)),
        Block::Heading { level, content } => format!("h{level}[{}]", inlines(content)),
        Block::List { ordered, start, items } => {
            let name = if *ordered { format!("ol{start}") } else { "ul".into() };
            let items: String = items.iter().map(|item| format!("[{}]", outline(item))).collect();
            format!("{name}[{items}]")
        }
        Block::Code { lang, text } => format!("code:{lang}[{text}]"),
        Block::Quote(inner) => format!("q[{}]", outline(inner)),
        Block::Table { align, header, rows } => {
            let align: String = align
                .iter()
                .map(|align| match align {
                    Align::Unset => '.',
                    Align::Left => '<',
                    Align::Center => '^',
                    Align::Right => '>',
                })
                .collect();
            let rows: String = std::iter::once(header).chain(rows).map(|cells| row(cells)).collect();
            format!("t{align}{rows}")
        }
        Block::Rule => "hr".into(),
    }
}

fn row(cells: &[Vec<Inline>]) -> String {
    format!("[{}]", cells.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join("|"))
}

/// `b(…)`, `i(…)`, `c(…)`, `a:href(…)`, `⏎`.
fn inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Strong(children) => format!("b({})", inlines(children)),
            Inline::Struck(children) => format!("s({})", inlines(children)),
            Inline::Emphasis(children) => format!("i({})", inlines(children)),
            Inline::Code(text) => format!("c({text})"),
            Inline::Link { href, children } => format!("a:{href}({})", inlines(children)),
            Inline::Break => "⏎".into(),
        })
        .collect()
}
