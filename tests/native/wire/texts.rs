//! Which of a message's texts is the answer, and that none is lost.

use genie_chat::domain::answer::Answer;

use super::{completed, told};

#[test]
fn text_without_purpose_or_order_is_joined_but_for_what_stands_between_queries() {
    let answer = completed(
        r#"{"attachment_id":"1","text":{"content":"Before."}},
        {"attachment_id":"2","query":{"query":"SELECT 1"}},
        {"attachment_id":"3","text":{"content":"Oops."}},
        {"attachment_id":"4","query":{"query":"SELECT 2"}},
        {"attachment_id":"5","text":{"content":"After."}},
        {"attachment_id":"6","text":{"content":"Scratch.","phase":"RESPONSE_PHASE_THINKING"}}"#,
    );
    assert_eq!(answer.text.as_deref(), Some("Before.\n\nAfter."));
    assert_eq!(answer.corrected, ["Oops.", "Scratch."]);
    assert_eq!(answer.query.unwrap().sql.as_deref(), Some("SELECT 2"));
}

#[test]
fn the_final_summary_is_the_text_without_an_id_wherever_it_stands() {
    let answer =
        completed(r#"{"text":{"content":"Summary."}},{"attachment_id":"1","text":{"content":"More?"}}"#);
    assert_eq!(answer.text.as_deref(), Some("Summary."));
    let answer = completed(
        r#"{"attachment_id":"1","text":{"content":"More?"}},{"attachment_id":"","text":{"content":"Summary."}}"#,
    );
    assert_eq!(answer.text.as_deref(), Some("Summary."), "an empty id is none");
}

#[test]
fn the_stated_answer_wins_and_the_purpose_may_be_bare() {
    for purpose in ["TEXT_ATTACHMENT_PURPOSE_ANSWER", "ANSWER"] {
        let answer = completed(&format!(
            r#"{{"text":{{"content":"Summary."}}}},{{"attachment_id":"1","text":{{"content":"A.","purpose":"{purpose}"}}}}"#
        ));
        assert_eq!(answer.text.as_deref(), Some("A."));
    }
}

fn text(id: &str, words: &str, more: &str) -> String {
    format!(r#"{{"attachment_id":"{id}","text":{{"content":"{words}"{more}}}}}"#)
}

/// All that an answer says in words, wherever it stands.
fn said(answer: &Answer) -> Vec<&str> {
    let words = answer.text.iter().chain(&answer.clarifying).chain(&answer.corrected);
    words.flat_map(|words| words.split("\n\n")).collect()
}

#[test]
fn what_is_not_the_answer_is_told_beside_it_in_order() {
    let query = r#"{"attachment_id":"q","query":{"query":"SELECT 1"}}"#;
    let answer =
        completed(&[&text("1", "A.", "")[..], query, &text("", "B.", ""), &text("3", "C?", "")].join(","));
    assert_eq!(answer.text.as_deref(), Some("B."));
    assert_eq!((answer.corrected, answer.clarifying), (vec!["A.".to_owned(), "C?".to_owned()], None));
}

#[test]
fn texts_of_equal_rank_are_one_answer() {
    let stated = r#","purpose":"TEXT_ATTACHMENT_PURPOSE_ANSWER""#;
    let asked = r#","purpose":"FOLLOW_UP_QUESTION""#;
    for more in ["", stated] {
        let answer = completed(&[text("", "A.", more), text("", "B?", more)].join(","));
        assert_eq!((answer.text.as_deref(), answer.clarifying), (Some("A.\n\nB?"), None));
        assert_eq!(answer.corrected, [""; 0]);
    }
    let answer =
        completed(&[text("1", "A?", asked), text("", "B?", asked), text("", "C.", stated)].join(","));
    assert_eq!((answer.text.as_deref(), answer.clarifying.as_deref()), (Some("C."), Some("A?\n\nB?")));
}

#[test]
fn what_was_said_between_queries_is_the_answer_only_if_nothing_else_is() {
    let query = r#"{"attachment_id":"q","query":{"query":"SELECT 1"}}"#;
    let list = |after: &str| [query, &text("", "Early.", ""), query, after].join(",");
    let answer = completed(&list(&text("", "Late.", "")));
    assert_eq!((answer.text.as_deref(), &answer.corrected[..]), (Some("Late."), &["Early.".to_owned()][..]));
    let answer = completed(&list("{}"));
    assert_eq!((answer.text.as_deref(), answer.corrected), (Some("Early."), Vec::new()));
}

#[test]
fn no_text_is_lost_whatever_stands_beside_it() {
    let query = r#"{"attachment_id":"q","query":{"query":"SELECT 1"}}"#.to_owned();
    let purposes = [
        "",
        r#","purpose":"TEXT_ATTACHMENT_PURPOSE_ANSWER""#,
        r#","purpose":"FOLLOW_UP_QUESTION""#,
        r#","purpose":"NEW""#,
        r#","phase":"RESPONSE_PHASE_VERIFYING""#,
        r#","phase":"RESPONSE_PHASE_THINKING","purpose":"ANSWER""#,
    ];
    let kinds: Vec<(&str, &str)> =
        purposes.iter().flat_map(|purpose| [("", *purpose), ("i", *purpose)]).collect();
    for first in &kinds {
        for second in &kinds {
            for third in &kinds {
                for queries in 0..3 {
                    let mut list: Vec<String> = [("One.", first), ("Two.", second), ("Three?", third)]
                        .map(|(words, (id, more))| text(id, words, more))
                        .into();
                    for place in 0..queries {
                        list.insert(place * 2, query.clone());
                    }
                    let list = list.join(",");
                    let answer = completed(&list);
                    let mut said = said(&answer);
                    said.sort_unstable();
                    assert_eq!(said, ["One.", "Three?", "Two."], "{list}");
                }
            }
        }
    }
}

#[test]
fn a_description_among_the_thoughts_is_a_step_unless_it_repeats_the_querys() {
    let steps = |description: &str| {
        let thought = r#"{"thought_type":"THOUGHT_TYPE_DESCRIPTION","content":"Adds up."}"#;
        let answer = completed(&format!(
            r#"{{"attachment_id":"a","query":{{"query":"S",{description}"thoughts":[{thought}]}}}}"#
        ));
        answer.query.unwrap().steps().count()
    };
    assert_eq!(steps(r#""description":" Adds up.","#), 0);
    assert_eq!(steps(r#""description":"Counts.","#), 1);
    assert_eq!(steps(""), 1);
}

#[test]
fn a_question_that_is_all_of_an_answer_waits_for_a_reply() {
    let answer = |attachments: &str| {
        let answer = told(&format!(r#"{{"id":"m","attachments":[{attachments}]}}"#)).answer;
        (answer.text, answer.clarifying)
    };
    let text =
        |words: &str, more: &str| format!(r#"{{"attachment_id":"a","text":{{"content":"{words}"{more}}}}}"#);
    for words in [
        "Which year?",
        "Which **year?**\\n",
        "哪一年？",
        "أي سنة؟",
        "Ποιο έτος\u{37E}",
        "\\\"Which?\\\"",
        "(Or 2025?)",
    ] {
        let (said, asked) = answer(&text(words, ""));
        assert!(said.is_none() && asked.is_some(), "{words}");
    }
    for words in ["It is 7.", "Is it 7? It is.", "?!", "a ?b"] {
        let (said, asked) = answer(&text(words, ""));
        assert!(said.is_some() && asked.is_none(), "{words}");
    }
    let which = text("Which year?", "");
    let stated = text("Why not?", r#","purpose":"TEXT_ATTACHMENT_PURPOSE_ANSWER""#);
    let asked = text("Which one?", r#","purpose":"FOLLOW_UP_QUESTION""#);
    let query = r#"{"attachment_id":"q","query":{"query":"SELECT 1"}}"#;
    let summary = r#"{"text":{"content":"So which year?"}}"#;
    for list in [
        stated.clone(),
        [&which, query].join(","),
        [&which, &stated[..]].join(","),
        [&which, summary].join(","),
    ] {
        let (said, asked) = answer(&list);
        assert!(said.is_some() && asked.is_none(), "{list}");
    }
    assert_eq!(
        answer(&[&which, &asked[..]].join(",")),
        (Some("Which year?".into()), Some("Which one?".into()))
    );
}
