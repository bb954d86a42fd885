//! Answers in words: plain, back to the reader, in Markdown, in another direction.

use super::super::turn::{Text, Turn};
use super::scene::{Scene, given, query, rows};

pub(super) const SCENES: &[Scene] = &[
    Scene { question: "Answer in text only", turn: text_only },
    Scene { question: "Ask me back", turn: ask_back },
    Scene { question: "Show Markdown", turn: markdown },
    Scene { question: "Write from right to left", turn: right_to_left },
    Scene { question: "Answer without a text", turn: rows_only },
    Scene { question: "Answer in several texts", turn: several },
    Scene { question: "Answer with nothing", turn: nothing },
];

/// What nobody can render without care.
const TORTURE: &str = include_str!("torture.md");

fn words(content: &str) -> Turn {
    Turn::words(Text { has_id: true, ..Text::answer(content) })
}

fn text_only() -> Turn {
    let mut turn = words("This space has **one table for each scene**. No query was needed to say so.");
    turn.suggestions = vec!["Show every type".to_owned(), "Show a single number".to_owned()];
    turn
}

fn ask_back() -> Turn {
    let mut turn = Turn::words(Text::question("Do you mean *many rows* or *many columns*?"));
    turn.suggestions = vec!["Show 200,000 rows".to_owned(), "Show 60 columns".to_owned()];
    turn
}

fn markdown() -> Turn {
    words(TORTURE)
}

fn right_to_left() -> Turn {
    let result = given(
        &[("المنتج", "STRING"), ("מחיר", "DECIMAL(10,2)"), ("code", "STRING")],
        &[
            &[Some("خبز القمح"), Some("12.50"), Some("A-1 (جديد)")],
            &[Some("לחם שיפון"), Some("-7.25"), Some("B-2")],
            &[Some("نان sangak ایران"), None, Some("C/3")],
        ],
    );
    let text = "أعلى الإيرادات كانت من **خبز القمح** بقيمة **12.50** يورو، يليه *Rye bread*.";
    rows("الإيرادات حسب المنتج", "SELECT `المنتج`, `מחיר`, code FROM main.showcase.breads", result, text)
}

fn rows_only() -> Turn {
    let result = given(&[("n", "INT")], &[&[Some("1")], &[Some("2")], &[Some("3")]]);
    Turn::query(query("Three numbers", "SELECT n FROM main.showcase.three", Ok(result)))
}

/// A remark, a question back, and the summary, which alone has no id.
fn several() -> Turn {
    let result = given(&[("n", "INT")], &[&[Some("1")], &[Some("2")], &[Some("3")]]);
    let mut turn = rows("Three numbers", "SELECT n FROM main.showcase.three", result, "");
    turn.texts = vec![
        Text::unmarked("I looked for the numbers in **one table** only.", true),
        Text::question("Do you want them from the other tables, too?"),
        Text::unmarked("There are **three numbers**.", false),
    ];
    turn
}

fn nothing() -> Turn {
    Turn { texts: Vec::new(), ..words("") }
}
