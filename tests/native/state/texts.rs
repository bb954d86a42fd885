//! What Genie says stays said: beside the answer, after it, and where the message ends badly.

use genie_chat::domain::turn::TurnState;
use genie_chat::state::effect::HostEvent;

use super::{Bench, QUERY, TEXT, message};

fn text(words: &str, more: &str) -> String {
    format!(r#"{{"attachment_id":"t","text":{{"content":"{words}"{more}}}}}"#)
}

/// A message that is polled and, so far, says this.
fn saying(attachments: &str) -> Bench {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", attachments));
    bench.wait();
    bench
}

#[test]
fn the_page_is_told_all_that_genie_said() {
    let mut bench = Bench::polling();
    let asked = text("Which year?", r#","purpose":"FOLLOW_UP_QUESTION""#);
    let all = [&text("Before.", "")[..], QUERY, TEXT, &asked].join(",");
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &all));
    let told = bench.told.iter().find_map(|event| match event {
        HostEvent::Answer { text, asked, others, .. } => Some((text.clone(), asked.clone(), others.clone())),
        _ => None,
    });
    let asked = Some("Which year?".to_owned());
    assert_eq!(told, Some((Some("One.".into()), asked.clone(), vec!["Before.".into()])));

    let mut bench = Bench::polling();
    let only = text("Which year?", r#","purpose":"FOLLOW_UP_QUESTION""#);
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &only));
    let told = bench.told.iter().find_map(|event| match event {
        HostEvent::Answer { text, asked, .. } => Some((text.clone(), asked.clone())),
        _ => None,
    });
    assert_eq!(told, Some((asked.clone(), asked)));
}

#[test]
fn a_message_that_ends_without_attachments_takes_no_words_back() {
    for status in ["FAILED", "CANCELLED", "COMPLETED", "QUERY_RESULT_EXPIRED"] {
        let mut bench = saying(TEXT);
        bench.reply("/messages/m", 200, &message("m", "q", status, ""));
        let turn = bench.turn(0);
        assert_eq!(turn.answer.text.as_deref(), Some("One."), "{status}");
        assert_eq!(turn.answer.suggestions, ["?"], "{status}");
        assert!(!turn.is_blank(), "{status}");
    }
    // As long as Genie works, it may begin anew.
    let mut bench = saying(TEXT);
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", ""));
    assert_eq!(bench.turn(0).answer.text, None);
}

#[test]
fn a_text_that_comes_after_the_end_is_taken_and_none_is_replaced() {
    let without = |body: String| body.replace(r#""?""#, "");
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &without(message("m", "q", "COMPLETED", QUERY)));
    bench.reply("/query-result", 200, super::ROWS);
    bench.wait();
    let late = [&text("Beside.", "")[..], QUERY, TEXT].join(",");
    bench.reply("/messages/m", 200, &without(message("m", "q", "COMPLETED", &late)));
    let answer = bench.turn(0).answer.clone();
    assert_eq!((answer.text.as_deref(), &answer.corrected[..]), (Some("One."), &["Beside.".to_owned()][..]));
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &text("Other.", "")));
    let answer = &bench.turn(0).answer;
    assert_eq!((answer.text.as_deref(), &answer.suggestions[..]), (Some("One."), &["?".to_owned()][..]));
    assert_eq!(bench.states(), [TurnState::Done]);
}

#[test]
fn words_beside_no_answer_can_be_copied_but_are_none() {
    let mut bench = Bench::polling();
    let scratch = text("Hm.", r#","phase":"RESPONSE_PHASE_THINKING""#);
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &scratch));
    let turn = bench.turn(0);
    assert!(turn.is_blank() && turn.has_words() && !turn.is_answered());
    assert!(genie_chat::state::select::has_steps(turn));
}
