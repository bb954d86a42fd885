//! The SQL lexer: it loses nothing, and it knows the dialect.

use std::time::{Duration, Instant};

use genie_chat::text::sql::{Kind, tokens};
use proptest::prelude::*;

/// Each token as a letter and its text, blanks left out.
fn read(sql: &str) -> String {
    let mut out = Vec::new();
    for token in tokens(sql) {
        let letter = match token.kind {
            Kind::Space => continue,
            Kind::Keyword => 'K',
            Kind::Function => 'f',
            Kind::Identifier => 'i',
            Kind::Quoted => 'q',
            Kind::String => 's',
            Kind::Number => 'n',
            Kind::Comment => 'c',
            Kind::Parameter => 'p',
            Kind::Operator => 'o',
            Kind::Punctuation => '.',
        };
        out.push(format!("{letter}⟨{}⟩", &sql[token.range]));
    }
    out.join(" ")
}

#[test]
fn words_and_names() {
    assert_eq!(read("Select `a``b`.x"), "K⟨Select⟩ q⟨`a``b`⟩ .⟨.⟩ i⟨x⟩");
    assert_eq!(read("t.date größe _1"), "i⟨t⟩ .⟨.⟩ i⟨date⟩ i⟨größe⟩ i⟨_1⟩");
    assert_eq!(read("GROUP BY ALL;"), "K⟨GROUP⟩ K⟨BY⟩ K⟨ALL⟩ .⟨;⟩");
}

#[test]
fn functions_are_words_with_a_bracket_behind() {
    assert_eq!(read("SUM(x) sum (y)"), "f⟨SUM⟩ .⟨(⟩ i⟨x⟩ .⟨)⟩ i⟨sum⟩ .⟨(⟩ i⟨y⟩ .⟨)⟩");
    assert_eq!(
        read("c.s.date_trunc('MONTH', d)"),
        "i⟨c⟩ .⟨.⟩ i⟨s⟩ .⟨.⟩ f⟨date_trunc⟩ .⟨(⟩ s⟨'MONTH'⟩ .⟨,⟩ i⟨d⟩ .⟨)⟩"
    );
    assert_eq!(
        read("x IN(1) AND cast(y AS int)"),
        "i⟨x⟩ K⟨IN⟩ .⟨(⟩ n⟨1⟩ .⟨)⟩ K⟨AND⟩ K⟨cast⟩ .⟨(⟩ i⟨y⟩ K⟨AS⟩ K⟨int⟩ .⟨)⟩"
    );
    assert_eq!(read("größe(x)"), "f⟨größe⟩ .⟨(⟩ i⟨x⟩ .⟨)⟩");
}

#[test]
fn strings() {
    assert_eq!(read("'it''s' 'a\\'b' \"c\""), "s⟨'it''s'⟩ s⟨'a\\'b'⟩ s⟨\"c\"⟩");
    assert_eq!(read("r'\\' X'1F' 'open"), "s⟨r'\\'⟩ s⟨X'1F'⟩ s⟨'open⟩");
    assert_eq!(read("'\\"), "s⟨'\\⟩");
    assert_eq!(read("`open"), "q⟨`open⟩");
}

#[test]
fn numbers() {
    assert_eq!(read("1 2.5e-3 .5 10L 1.0BD"), "n⟨1⟩ n⟨2.5e-3⟩ n⟨.5⟩ n⟨10L⟩ n⟨1.0BD⟩");
    assert_eq!(read("1-2 a.5"), "n⟨1⟩ o⟨-⟩ n⟨2⟩ i⟨a⟩ .⟨.⟩ n⟨5⟩");
}

#[test]
fn comments() {
    assert_eq!(read("a -- b'\nc"), "i⟨a⟩ c⟨-- b'⟩ i⟨c⟩");
    assert_eq!(read("/* a /* b */ c */ d /*+ e"), "c⟨/* a /* b */ c */⟩ i⟨d⟩ c⟨/*+ e⟩");
    assert_eq!(read("/*/ a */"), "c⟨/*/ a */⟩");
}

#[test]
fn parameters_are_not_paths_or_casts() {
    assert_eq!(read("x = :from_date"), "i⟨x⟩ o⟨=⟩ p⟨:from_date⟩");
    assert_eq!(read("raw:items::int"), "i⟨raw⟩ o⟨:⟩ i⟨items⟩ o⟨::⟩ K⟨int⟩");
    assert_eq!(read("f(x):y LIKE ?"), "f⟨f⟩ .⟨(⟩ i⟨x⟩ .⟨)⟩ o⟨:⟩ i⟨y⟩ K⟨LIKE⟩ p⟨?⟩");
    assert_eq!(read("${env.x} ${open"), "p⟨${env.x}⟩ p⟨${open⟩");
}

#[test]
fn operators() {
    assert_eq!(read("a<=>b||c x->y"), "i⟨a⟩ o⟨<=>⟩ i⟨b⟩ o⟨||⟩ i⟨c⟩ i⟨x⟩ o⟨->⟩ i⟨y⟩");
    assert_eq!(read("[1], #"), ".⟨[⟩ n⟨1⟩ .⟨]⟩ .⟨,⟩ .⟨#⟩");
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "select", "é", "東", "\u{A0}", " ", "\n", "'", "''", "\"", "`", "\\", "--", "/*", "*/", ":", "$", "{",
    "}", "1", ".", "e+", "r", "x", "?", "<", "=", ">", "|", "(", ")", "😀", "\u{301}",
];

fn covers(sql: &str) {
    let mut end = 0;
    for token in tokens(sql) {
        assert_eq!(token.range.start, end);
        assert!(token.range.end > end && sql.is_char_boundary(token.range.end));
        end = token.range.end;
    }
    assert_eq!(end, sql.len());
}

proptest! {
    #[test]
    fn tokens_cover_any_input(sql in any::<String>()) {
        covers(&sql);
    }

    #[test]
    fn tokens_cover_sql_like_input(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        covers(&pieces.concat());
    }
}

#[test]
fn hostile_input_takes_linear_time() {
    for piece in [
        "a ", "'", "''", "`", "/*", "/* ", "*/", "--", "--\n", "${", ":", ":a", "(", "1.", "e+", "\\", "é",
        "select",
    ] {
        let sql = piece.repeat(100_000 / piece.len());
        let started = Instant::now();
        covers(&sql);
        covers(&format!("'{sql}"));
        assert!(started.elapsed() < Duration::from_secs(5), "{piece:?}");
    }
}
