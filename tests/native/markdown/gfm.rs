//! The examples of GitHub's extensions, of their specification and of the tests of their own parser: which
//! the parser agrees with, and why not with the rest.

use super::example::{agree, examples};
use super::reads;

const SPEC: &str = include_str!("../../fixtures/gfm/spec.txt");
const TESTS: &str = include_str!("../../fixtures/gfm/extensions.txt");

#[rustfmt::skip]
const DEPARTURES: &[(&str, &[usize])] = &[
    ("Tables: a line without a pipe ends the table", &[5]),
    ("Tables: header and rule need not have as many cells", &[6]),
    ("Tables: what a row has too much stays in its last cell", &[7]),
    ("HTML: a tag is text", &[24]),
];

#[rustfmt::skip]
const TEST_DEPARTURES: &[(&str, &[usize])] = &[
    ("Rows of a table that has no rule stand on lines of their own", &[3]),
    ("Tables: header and rule need not have as many cells", &[7]),
    ("Tables: what a row has too much stays in its last cell", &[8]),
    ("Strikethroughs: one tilde is \"about\", as the specification's text has it", &[17, 18]),
    ("HTML: a tag is text", &[12, 22]),
    ("Footnotes: one that nothing refers to is shown", &[23]),
    ("The example expects nothing but an end", &[20]),
];

#[test]
fn every_example_agrees_but_those_listed() {
    let all = examples(SPEC);
    assert_eq!(all.len(), 24);
    agree(&all, true, DEPARTURES);
}

#[test]
fn every_test_agrees_but_those_listed() {
    let all = examples(TESTS);
    assert_eq!(all.len(), 28);
    agree(&all, true, TEST_DEPARTURES);
}

#[test]
fn footnotes_stand_at_the_end_by_their_numbers() {
    reads("a[^1]\n\n[^1]: Gross", "p[a¹] hr ol1[[p[Gross]]]");
    reads(
        "a[^n], b[^m]![^N]\n[^m]: M **m**\n[^n]: N\n  more\n\n    and more\n\nend",
        "p[a¹, b²!¹] p[end] hr ol1[[p[N\nmore] p[and more]][p[M b(m)]]]",
    );
    reads("a[^1][^2]\n\n[^1]: x\n[^2]: y", "p[a¹\u{2009}²] hr ol1[[p[x]][p[y]]]");
    reads("| a[^1] |\n|-|\n\n- [^1]: x", "t.[a¹] ul[[]] hr ol1[[p[x]]]");
    reads("a[^1] [^ ] [^]", "p[a[^1] [^ ] [^]]");
    reads("[^1]: x\n[^1]: y", "hr ol1[[p[x] p[y]]]");
}

#[test]
fn alerts_are_quotations_with_a_name() {
    reads("> [!NOTE]\n> Figures are *gross*.", "q[p[b(Note)] p[Figures are i(gross).]]");
    reads("> [!warning] \n> - a\n> - b", "q[p[b(Warning)] ul[[p[a]][p[b]]]]");
    reads("> [!NOTE]", "q[p[[!NOTE]]]");
    reads("> [!NOTES]\n> a", "q[p[[!NOTES]\na]]");
}

#[test]
fn addresses_are_links_without_their_scheme() {
    reads("(www.x.y/a_b, WWW.z)", "p[(a:http://www.x.y/a_b(www.x.y/a_b), a:http://WWW.z(WWW.z))]");
    reads("awww.x.y www. www.a_b.c x.www.y", "p[awww.x.y www. www.a_b.c x.www.y]");
    reads("[www.x.y](https://z)", "p[a:https://z(www.x.y)]");
    reads(
        "Ask a.b+c@d-e.co.uk, or 售后f@g.cn。",
        "p[Ask a:mailto:a.b+c@d-e.co.uk(a.b+c@d-e.co.uk), or 售后f@g.cn。]",
    );
    reads("a@b a@b.c@d.e @b.c a@.c a:b@c.de", "p[a@b a@b.c@d.e @b.c a@.c a:b@c.de]");
    reads("**a_b@c.de** `a@b.cd`", "p[b(a:mailto:a_b@c.de(a_b@c.de)) c(a@b.cd)]");
}

#[test]
fn no_link_has_a_password() {
    reads("[a](https://u:p@x.y) https://u:p@x.y <https://u@x.y>", "p[a https://u:p@x.y <https://u@x.y>]");
    reads(
        "https://x.y/@u http://x.y?a@b",
        "p[a:https://x.y/@u(https://x.y/@u) a:http://x.y?a@b(http://x.y?a@b)]",
    );
}
