//! Values that are hard to show exactly: every type, nulls, names, texts.

use super::super::turn::Turn;
use super::scene::{Cells, Scene, given, rows};

pub(super) const SCENES: &[Scene] = &[
    Scene { question: "Show every type", turn: every_type },
    Scene { question: "Show nulls and empty strings", turn: nulls },
    Scene { question: "Show columns of the same name", turn: same_names },
    Scene { question: "Show hostile text", turn: hostile },
];

const TYPES: [(&str, &str); 23] = [
    ("byte", "TINYINT"),
    ("short", "SMALLINT"),
    ("int", "INT"),
    ("long", "BIGINT"),
    ("exact", "DECIMAL(38,18)"),
    ("money", "DECIMAL(18,2)"),
    ("float", "FLOAT"),
    ("double", "DOUBLE"),
    ("text", "STRING"),
    ("char", "CHAR(3)"),
    ("flag", "BOOLEAN"),
    ("bytes", "BINARY"),
    ("day", "DATE"),
    ("at", "TIMESTAMP"),
    ("local_time", "TIMESTAMP_NTZ"),
    ("months", "INTERVAL YEAR TO MONTH"),
    ("duration", "INTERVAL DAY TO SECOND"),
    ("list", "ARRAY<INT>"),
    ("map", "MAP<STRING, STRING>"),
    ("address", "STRUCT<street: STRING, city: STRING, zip: INT>"),
    ("variant", "VARIANT"),
    ("nested", "ARRAY<STRUCT<sku: STRING, tags: ARRAY<STRING>>>"),
    ("nothing", "VOID"),
];

/// A usual row, the highest values, the lowest and strangest ones, and NULL throughout.
const VALUES: Cells = &[
    &[
        Some("7"),
        Some("300"),
        Some("70000"),
        Some("9007199254740993"),
        Some("0.100000000000000001"),
        Some("1234567.80"),
        Some("588.0"),
        Some("4.2049561E7"),
        Some("Käse & Brot"),
        Some("EUR"),
        Some("true"),
        Some("3q2+7w=="),
        Some("2026-02-28"),
        Some("2026-02-28T23:59:59.000Z"),
        Some("2026-02-28T23:59:59.000"),
        Some("1-6"),
        Some("1 02:03:04.000000000"),
        Some(r#"["1","2",null]"#),
        Some(r#"{"colour":"red","size":""}"#),
        Some(r#"{"street":"Main St 1","city":"Ulm","zip":"89073"}"#),
        Some(r#"{"k":[1,2.50,"x",null],"big":9007199254740993}"#),
        Some(r#"[{"sku":"a-1","tags":["new","cold"]},{"sku":"b-2","tags":[]}]"#),
        None,
    ],
    &[
        Some("127"),
        Some("32767"),
        Some("2147483647"),
        Some("9223372036854775807"),
        Some("99999999999999999999.999999999999999999"),
        Some("9999999999999999.99"),
        Some("3.4028235E38"),
        Some("1.7976931348623157E308"),
        Some("zzz"),
        Some("ZZZ"),
        Some("true"),
        Some("/////w=="),
        Some("9999-12-31"),
        Some("2026-06-30T12:00:00.123-08:00"),
        Some("9999-12-31T23:59:59.999"),
        Some("178956970-7"),
        Some("106751991 04:00:54.775807000"),
        Some(r#"["2147483647"]"#),
        Some(r#"{"key":"value"}"#),
        Some(r#"{"street":"Rue de l’Été 5","city":"Genève","zip":"1201"}"#),
        Some("\"just text\""),
        Some("[]"),
        None,
    ],
    &[
        Some("-128"),
        Some("-32768"),
        Some("-2147483648"),
        Some("-9223372036854775808"),
        Some("-0.000000000000000001"),
        Some("-0.01"),
        Some("NaN"),
        Some("-Infinity"),
        Some(""),
        Some("   "),
        Some("false"),
        Some(""),
        Some("0001-01-01"),
        Some("1969-12-31T23:59:59.999+05:30"),
        Some("0001-01-01T00:00:00.000"),
        Some("-0-1"),
        Some("-0 00:00:00.000000001"),
        Some("[]"),
        Some("{}"),
        Some(r#"{"street":null,"city":null,"zip":null}"#),
        Some("null"),
        Some("[null]"),
        None,
    ],
    &[None; TYPES.len()],
];

fn every_type() -> Turn {
    rows(
        "A column of every type",
        "SELECT * FROM main.showcase.every_type",
        given(&TYPES, VALUES),
        "Here are **23 types**: a usual row, the highest values, the lowest and strangest ones, and NULL.",
    )
}

fn nulls() -> Turn {
    let result = given(
        &[("what", "STRING"), ("text", "STRING"), ("number", "INT")],
        &[
            &[Some("NULL"), None, None],
            &[Some("empty string"), Some(""), Some("0")],
            &[Some("the word NULL"), Some("NULL"), Some("0")],
            &[Some("a space"), Some(" "), Some("0")],
            &[Some("a line break"), Some("\n"), Some("0")],
        ],
    );
    let text = "NULL, an empty string and the word `NULL` are three different values.";
    rows("Nulls and empty strings", "SELECT what, text, number FROM main.showcase.nulls", result, text)
}

fn same_names() -> Turn {
    let result = given(
        &[("id", "INT"), ("name", "STRING"), ("id", "INT"), ("name", "STRING"), ("", "STRING")],
        &[
            &[Some("1"), Some("Order 1"), Some("17"), Some("Anna"), Some("no name at all")],
            &[Some("2"), Some("Order 2"), Some("18"), Some("Bilal"), None],
        ],
    );
    let sql = "SELECT o.id, o.name, c.id, c.name, ''\nFROM main.showcase.orders AS o\nJOIN main.showcase.customers AS c ON c.id = o.customer_id";
    rows("Orders and their customers", sql, result, "Both tables have an **id** and a **name**.")
}

fn hostile() -> Turn {
    let result = given(
        &[("<b>kind</b>", "STRING"), ("__proto__", "STRING")],
        &[
            &[Some("script"), Some("<script>alert(1)</script>")],
            &[Some("image"), Some("<img src=x onerror=alert(1)>")],
            &[Some("link"), Some("javascript:alert(1)")],
            &[Some("formula"), Some("=HYPERLINK(\"http://example.com\",\"click\")")],
            &[Some("command"), Some("=cmd|' /C calc'!A0")],
            &[Some("SQL"), Some("'; DROP TABLE orders; --")],
            &[Some("template"), Some("{{7*7}} ${7*7} <%= 7*7 %>")],
            &[Some("override"), Some("invoice\u{202e}fdp.exe")],
            &[Some("zero width"), Some("pass\u{200b}word")],
            &[Some("combining"), Some("Z\u{351}\u{36b}\u{343}a\u{363}\u{368}l\u{34a}\u{302}go")],
            &[Some("emoji"), Some("👩\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈")],
            &[Some("control"), Some("a\u{1}b\u{7f}c\td")],
            &[Some("lines"), Some("one\r\ntwo\nthree")],
            &[Some("quotes"), Some("\"'`\\\"")],
            &[Some("long word"), Some(LONG_WORD)],
        ],
    );
    let text = "<script>alert(1)</script> **Every cell** is meant to do harm <img src=x onerror=alert(1)> \
                and [none](javascript:alert(1)) may.";
    rows("<img src=x onerror=alert(1)>", "SELECT * FROM main.showcase.hostile -- </script>", result, text)
}

const LONG_WORD: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft\
                         Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz\
                         Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung";
