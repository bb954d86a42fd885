//! Emphasis beside scripts without blanks between words, as `markdown-it-cjk-friendly` and its siblings have it.

use genie_chat::text::markdown::parse;

use super::outline::outline;
use super::reads;

const STRONG: &str = include_str!("../../fixtures/cjk-friendly/strong.md");
const KOREAN: &str = include_str!("../../fixtures/cjk-friendly/korean.md");
const SIGNS: &str = include_str!("../../fixtures/cjk-friendly/pseudo-emoji.md");
const UNDERSCORES: &str = include_str!("../../fixtures/cjk-friendly/underscore-cjk-punct.md");
const STRUCK: &str = include_str!("../../fixtures/cjk-friendly/gfm-strikethrough.md");

#[test]
fn every_pair_of_asterisks_is_strong() {
    for case in [STRONG, KOREAN, SIGNS].into_iter().flat_map(|cases| cases.split("\n\n")) {
        let ours = outline(&parse(case));
        assert!(ours.contains("b(") && !ours.contains("**"), "{case}: {ours}");
    }
}

#[test]
fn tildes_follow_the_same_rule() {
    let expected = [
        "as(a())あ",
        "あs(()a)a",
        "𩸽s(()a)a",
        "as(a())𩸽",
        "葛\u{E0100}s(()a)a",
        "羽\u{FE00}s(()a)a",
        "as(「a)」",
        "「s(a」)a",
        "s(a)：s(a)",
        "s(日本語。\u{FE00})English.",
        "s(“\u{FE01}a”\u{FE01})a",
    ];
    assert_eq!(STRUCK.split("\n\n").count(), expected.len());
    for (case, expected) in STRUCK.split("\n\n").zip(expected) {
        reads(case, &format!("p[{expected}]"));
    }
}

#[test]
fn underscores_follow_commonmark() {
    let expected = [
        "b(注意)：注意事項",
        "注意：b(注意事項)",
        "正體字。\u{FE01}i(Traditional.)",
        "正體字。\u{FE01}b(Hong Kong and Taiwan.)",
        "简体字 / 新字体。\u{FE00}i(Simplified.)",
        "简体字 / 新字体。\u{FE00}b(Mainland China or Japan.)",
        "“\u{FE01}Git”\u{FE01}b(Hub)",
    ];
    assert_eq!(UNDERSCORES.split("\n\n").count(), expected.len());
    for (case, expected) in UNDERSCORES.split("\n\n").zip(expected) {
        reads(case, &format!("p[{expected}]"));
    }
    reads("東_京_都 _東京_ a_東_b", "p[東_京_都 i(東京) a_東_b]");
}

#[test]
fn figures_and_labels_are_strong_in_running_text() {
    for (source, expected) in [
        ("매출이 **15%**증가", "매출이 b(15%)증가"),
        ("约**20%**的", "约b(20%)的"),
        ("**注意:**数据", "b(注意:)数据"),
        ("**Note:**text", "b(Note:)text"),
        ("变化：**-5%**，", "变化：b(-5%)，"),
        ("（**¥5**）", "（b(¥5)）"),
        ("売上は**+12.5%**です", "売上はb(+12.5%)です"),
        ("売上は*+12.5%*です", "売上はi(+12.5%)です"),
        ("共**1,234.56€**。", "共b(1,234.56€)。"),
        ("ยอดขาย**(15%)**เพิ่ม", "ยอดขายb((15%))เพิ่ม"),
        ("结果**`a`**的**“b”**和***“c”***。", "结果b(c(a))的b(“b”)和i(b(“c”))。"),
        ("**“北京”**、**《上海》**", "b(“北京”)、b(《上海》)"),
        ("**▲5%**上昇 前年比**▲5%**", "b(▲5%)上昇 前年比b(▲5%)"),
        ("**Done ✅**next", "b(Done ✅)next"),
        ("**Total.**Then **50%**of **Why?**Because", "b(Total.)Then b(50%)of b(Why?)Because"),
    ] {
        reads(source, &format!("p[{expected}]"));
    }
    // Powers are none.
    reads("(a+b)**2 + (c+d)**2 = x[1]**2", "p[(a+b)**2 + (c+d)**2 = x[1]**2]");
}
