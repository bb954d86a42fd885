//! Web pages where data was expected: what a gateway or a sign-in page says, without its markup.

use super::error::{beginning, find, mentions};
use crate::domain::failure::{Advice, Code};

/// True where the body is a page and neither JSON nor plain text.
pub(super) fn is_page(body: &str) -> bool {
    body.trim_start().starts_with('<')
}

/// The words of a page: of its `<pre>`, where gateways put the error, or its title, or all.
pub(super) fn words(page: &str) -> String {
    let words = |name| Some(plain(element(page, name)?)).filter(|words| !words.is_empty());
    words("<pre").or_else(|| words("<title")).unwrap_or_else(|| plain(page))
}

/// What a page with a status of success means: a gateway wants a sign-in, or this is no relay.
pub(super) fn advice(body: &str) -> Advice {
    if !is_page(body) {
        return Advice::Code(Code::Internal);
    }
    let page = beginning(body);
    let signs = ["login", "log in", "sign in", "sign-in", "signin"];
    if signs.iter().any(|sign| mentions(page, sign)) { Advice::Code(Code::SignIn) } else { Advice::Page }
}

/// What stands between a start tag and the next end tag of that name.
fn element<'a>(page: &'a str, start: &str) -> Option<&'a str> {
    let tag = page.get(find(page, start)?..)?;
    let inner = tag.get(find(tag, ">")? + 1..)?;
    let end = ["</", start.trim_start_matches('<')].concat();
    inner.get(..find(inner, &end)?)
}

/// The beginning of a text without its tags, and with what the entities of error texts stand for.
fn plain(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = beginning(markup);
    while let Some(first) = rest.chars().next() {
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let used = if let Some((entity, text)) = entity {
            out.push_str(text);
            entity.len()
        } else if first == '<' {
            find(rest, ">").map_or(rest.len(), |end| end + 1)
        } else {
            out.push(first);
            first.len_utf8()
        };
        rest = rest.get(used..).unwrap_or_default();
    }
    out.trim().to_owned()
}

const ENTITIES: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_words_and_not_its_markup() {
        for (page, said) in [
            ("<html><title>Sign in</title><form>", "Sign in"),
            ("<HTML><TITLE lang=en> A &lt;b&gt; &amp;lt; </TITLE>", "A <b> &lt;"),
            ("<title>Error 500</title><body><pre class=x>Bad <b>thing</b>\nat ü</pre>", "Bad thing\nat ü"),
            ("<title>502</title><pre></pre>", "502"),
            ("<title>cut", "cut"),
            ("<title", ""),
            ("<p>Words <i>only</i></p>", "Words only"),
        ] {
            assert_eq!(words(page), said, "{page}");
        }
        assert!(words(&["<pre>", &"&lt;".repeat(5_000), "</pre>"].concat()).len() < 600);
    }
}
