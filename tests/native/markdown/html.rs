//! The HTML of CommonMark's examples in the notation of `outline`.

use super::writer::Writer;

/// The content of an example's HTML. Tags that no Markdown makes, that of GitHub included or not, are the text that
/// they stand for with us.
pub fn outline(html: &str, github: bool) -> String {
    let mut writer = Writer::default();
    let html = without_notes(html);
    let mut rest = html.as_str();
    while !rest.is_empty() {
        let tag = rest.starts_with('<').then(|| rest.find('>')).flatten().map(|end| &rest[..=end]);
        let known = tag.is_some_and(|tag| element(&mut writer, tag) || github && extension(&mut writer, tag));
        let length = match tag {
            Some(tag) => tag.len(),
            None => rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(end, _)| end),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        if piece == "<table>" && github {
            writer.out.push_str(&alignments(rest));
        } else if piece.starts_with("<br") && known {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        } else if !(known || writer.is_between() && piece.trim().is_empty()) {
            let words = unescape(piece);
            writer.text(if writer.is_between() { words.trim_start() } else { &words });
        }
    }
    writer.end_implied();
    writer.out
}

/// Writes an element's beginning or end; false where it is none of those that Markdown makes.
fn element(writer: &mut Writer, tag: &str) -> bool {
    match (tag.starts_with("</"), name(tag)) {
        (false, "p") if tag == "<p>" => writer.start("p[", 1),
        (true, "p") => end(writer, 1),
        (false, level @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6")) => writer.start(&format!("{level}["), 1),
        (true, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") => end(writer, 1),
        (false, "blockquote") => writer.start("q[", 0),
        (false, "ul") => writer.start("ul[", 0),
        (false, "ol") => {
            let first = attribute(tag, "start").unwrap_or("1".into());
            writer.start(&format!("ol{first}["), 0);
        }
        (true, "blockquote" | "ul" | "ol" | "li") => {
            writer.end_implied();
            end(writer, 0);
        }
        (false, "li") => writer.out.push('['),
        (false, "pre") if tag == "<pre>" => writer.start("code:", 1),
        (false, "code") if writer.out.ends_with("code:") => {
            let class = attribute(tag, "class").unwrap_or_default();
            writer.out.push_str(class.trim_start_matches("language-"));
            writer.out.push('[');
        }
        (true, "pre") => writer.end_code(),
        (true, "code") if writer.out.ends_with('\n') || writer.out.ends_with('[') => {}
        (false, "code") => writer.text("c("),
        (false, "em") => writer.text("i("),
        (false, "strong") => writer.text("b("),
        (true, "code" | "em" | "strong") => writer.out.push(')'),
        (false, "a") => match attribute(tag, "href") {
            Some(href) => writer.open_link(&href),
            None => return false,
        },
        (true, "a") => writer.close_link(),
        (false, "img") => {
            writer.open_link(&attribute(tag, "src").unwrap_or_default());
            writer.text(&attribute(tag, "alt").unwrap_or_default());
            writer.close_link();
        }
        (false, "hr") => writer.start("hr", 0),
        (false, "br") => writer.text("⏎"),
        _ => return false,
    }
    true
}

/// The same for what GitHub adds.
fn extension(writer: &mut Writer, tag: &str) -> bool {
    match (tag.starts_with("</"), name(tag)) {
        (false, "table") => writer.start("t", 0),
        (_, "thead" | "tbody" | "table") => {}
        (false, "tr") => writer.out.push('['),
        (false, "th" | "td") => writer.leaf += 1,
        (true, "th" | "td") => {
            writer.leaf -= 1;
            writer.out.push('|');
        }
        (true, "tr") => {
            writer.out.pop();
            writer.out.push(']');
        }
        (false, "del") => writer.text("s("),
        (false, "input") => writer.text(if tag.contains("checked") { "☑" } else { "☐" }),
        (true, "del") => writer.out.push(')'),
        _ => return false,
    }
    true
}

fn name(tag: &str) -> &str {
    tag.trim_matches(['<', '>', '/', ' ']).split([' ', '\n']).next().unwrap_or_default()
}

/// How the columns are aligned of the table that begins here.
fn alignments(html: &str) -> String {
    let head = html.split("</thead>").next().unwrap_or_default();
    let sign = |tag: &str| match attribute(tag, "align").as_deref() {
        Some("left") => '<',
        Some("center") => '^',
        Some("right") => '>',
        _ => '.',
    };
    head.split("<th").skip(2).map(|cell| sign(cell.split('>').next().unwrap_or_default())).collect()
}

/// Footnotes are a list at the end with us, and nothing leads to them or back.
fn without_notes(html: &str) -> String {
    let mut out = html.replace("<section class=\"footnotes\">", "<hr />").replace("</section>\n", "");
    for (number, raised) in (1..).zip(["¹", "²", "³", "⁴"]) {
        let link = format!("<a href=\"#fn{number}\" id=\"fnref{number}\">{number}</a>");
        out = out.replace(&format!("<sup class=\"footnote-ref\">{link}</sup>"), raised);
        let back = format!("<a href=\"#fnref{number}\" class=\"footnote-backref\">↩</a>");
        out = out.replace(&format!(" {back}"), "").replace(&format!("{back}\n"), "");
    }
    out
}

fn end(writer: &mut Writer, leaf: usize) {
    writer.leaf = writer.leaf.saturating_sub(leaf);
    writer.out.push(']');
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| unescape(value))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
