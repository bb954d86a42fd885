//! Running text: emphasis, code, links, and which links are none.

use super::reads;

#[test]
fn emphasis() {
    reads("**b** *i* _i_ __b__", "p[b(b) i(i) i(i) b(b)]");
    reads("***x*** **a *b* c**", "p[i(b(x)) b(a i(b) c)]");
    reads("snake_case_name and 2 * 3 * 4", "p[snake_case_name and 2 * 3 * 4]");
    reads("\\*a\\* \\_b\\_ \\q", "p[*a* _b_ \\q]");
}

#[test]
fn emphasis_ends_in_cjk_punctuation() {
    // By CommonMark's letter these stay asterisks.
    reads("**重要：**売上", "p[b(重要：)売上]");
    reads("**「売上」**は", "p[b(「売上」)は]");
}

#[test]
fn code_spans() {
    reads("`a` ``b`c`` `` ` ``", "p[c(a) c(b`c) c(`)]");
    reads("`*a*` `a\nb` `open", "p[c(*a*) c(a b) `open]");
    reads("\\`a` `b`", "p[`ac( )b`]");
    reads("`  ` ``` x", "p[c(  ) ``` x]");
}

#[test]
fn links() {
    reads("[a](https://x.y/z)", "p[a:https://x.y/z(a)]");
    reads("[**a** b](<https://x.y> \"title\")", "p[a:https://x.y(b(a) b)]");
    reads("[a](https://x.y/(b)) [a](MAILTO:x@y)", "p[a:https://x.y/(b)(a) a:MAILTO:x@y(a)]");
    reads("[](https://x.y)", "p[a:https://x.y(https://x.y)]");
    reads("[a [b](https://x.y) c](https://z)", "p[[a a:https://x.y(b) c](a:https://z(https://z))]");
    reads("*[a*](https://x.y)", "p[*a:https://x.y(a*)]");
    reads("[a] (b) [c][d] ]", "p[[a] (b) [c][d] ]]");
}

#[test]
fn images_are_links() {
    reads("![chart](https://x.y/z.png)", "p[a:https://x.y/z.png(chart)]");
    reads("[![alt](https://x.y/i.png)](https://x.y)", "p[a:https://x.y(alt)]");
    reads("![chart](data:image/png;base64,AAAA)", "p[chart]");
    reads("!a ![b]", "p[!a ![b]]");
}

#[test]
fn unsafe_links_are_text() {
    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\\script:x",
        "<java\tscript:x>",
        "<\u{1}javascript:x>",
        "data:text/html,x",
        "vbscript:x",
        "//x.y",
        "/path",
        "#anchor",
        "file:///etc/passwd",
        "https:x.y",
        "https:///x",
        "https://",
        "mailto:",
        "<https://x y>",
        "https://x.y/\u{202E}gpj",
        "https://x.y/\u{A0}",
        "https:\\\\\\\\x.y",
        "javascript&#58;x",
        "&#106;avascript:x",
        "https://x.y/&#x202E;gpj",
        "blob:https://x.y",
    ] {
        reads(&format!("a [b]({href}) c"), "p[a b c]");
    }
}

#[test]
fn bare_addresses() {
    reads("see https://x.y/a_b_c.", "p[see a:https://x.y/a_b_c(https://x.y/a_b_c).]");
    reads("(https://x.y/(a))", "p[(a:https://x.y/(a)(https://x.y/(a)))]");
    reads("**https://x.y**, HTTP://z", "p[b(a:https://x.y(https://x.y)), a:HTTP://z(HTTP://z)]");
    reads(
        "<https://x.y/z> <b> <mailto:a@b>",
        "p[a:https://x.y/z(https://x.y/z) <b> a:mailto:a@b(mailto:a@b)]",
    );
    reads("https://x.y/東京。次 xhttps://y", "p[a:https://x.y/東京(https://x.y/東京)。次 xhttps://y]");
    reads("https:// http://.", "p[https:// http://.]");
    reads("[https://a.b](https://c.d)", "p[a:https://c.d(https://a.b)]");
    reads("`https://x.y`", "p[c(https://x.y)]");
}

#[test]
fn nesting_is_capped() {
    // Each level of emphasis would be one of recursion wherever the tree is walked.
    let source = "*a ".repeat(50) + &"b* ".repeat(50);
    let tree = super::outline::outline(&genie_chat::text::markdown::parse(&source));
    assert_eq!(tree.matches('(').count(), 16, "{tree}");
}

#[test]
fn struck_out_text_has_two_tildes_on_each_side() {
    reads("~~old~~ new", "p[s(old) new]");
    reads("a~~b **c** e~~d", "p[as(b b(c) e)d]");
    reads("~5 and ~~~5~~~ and ~~ 5 ~~", "p[~5 and ~~~5~~~ and ~~ 5 ~~]");
    reads("**a ~~b** c~~", "p[b(a ~~b) c~~]");
}

#[test]
fn characters_may_be_named_or_numbered() {
    reads("R&amp;D &lt;b&gt; 5&nbsp;&euro; &#39;x&#x27; &auml;", "p[R&D <b> 5\u{A0}€ 'x' ä]");
    reads(
        "&bogus; & &; &#; &#x; AT&T; &#0; &#1114112; &#12345678;",
        "p[&bogus; & &; &#; &#x; AT&T; \u{FFFD} \u{FFFD} &#12345678;]",
    );
    reads("&#42;a&#42; `&amp;`", "p[*a* c(&amp;)]");
    reads("[a](https://x.y?b=1&amp;c=2)", "p[a:https://x.y?b=1&c=2(a)]");
}

#[test]
fn links_may_name_their_destination() {
    reads(
        "[a][1], [1] and [1][]\n\n[1]: https://x.y 'title'",
        "p[a:https://x.y(a), a:https://x.y(1) and a:https://x.y(1)]",
    );
    reads("[A  b]\n\n[a B]: <https://x.y>\n[a b]: https://z", "p[a:https://x.y(A  b)]");
    reads("> [a]: https://x.y\n\n![a]", "q[] p[a:https://x.y(a)]");
    reads("[a]\n\n[a]: javascript:x", "p[a]");
    reads("[a][b]\n\n[a]: https://x.y", "p[[a][b]]");
}

#[test]
fn a_mailbox_in_brackets_is_a_link() {
    reads("<a.b+c@d.co> <a@b@c> <@d> <a@>", "p[a:mailto:a.b+c@d.co(a.b+c@d.co) <a@b@c> <@d> <a@>]");
}
