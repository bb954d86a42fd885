//! What services do with messages that the recorded bodies do not show.

use genie_chat::api::{decode, lists};
use genie_chat::domain::answer::ThoughtKind;
use genie_chat::domain::conversation::{ConversationKind, Rating};
use genie_chat::domain::failure::{Advice, Code};
use genie_chat::domain::status::MessageStatus;

use super::{fixture, reply, told};

fn completed(attachments: &str) -> genie_chat::domain::answer::Answer {
    told(&format!(r#"{{"id":"m","status":"COMPLETED","content":"q","attachments":[{attachments}]}}"#)).answer
}

#[test]
fn content_is_the_question_and_never_the_answer() {
    let answer = completed(r#"{"attachment_id":"a","query":{"query":"SELECT 1"}}"#);
    assert_eq!((answer.text, answer.clarifying), (None, None));
}

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
fn said(answer: &genie_chat::domain::answer::Answer) -> Vec<&str> {
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
fn lists_and_objects_may_be_null_and_attachments_of_unknown_kinds() {
    for attachments in ["null", "{}", r#"{"future":{"x":1}}"#, r#"{"text":null,"query":null,"viz":null}"#] {
        assert_eq!(completed(attachments), Default::default(), "{attachments}");
    }
    let told = told(
        r#"{"id":"m","status":"COMPLETED","attachments":null,"error":null,"feedback":null,"query_result":null}"#,
    );
    assert_eq!((told.answer, told.failure, told.rating), Default::default());
}

#[test]
fn both_spellings_of_cancelled_end_a_message_and_unknown_statuses_do_not() {
    for (word, terminal) in [
        ("CANCELLED", true),
        ("CANCELED", true),
        ("COMPLETED", true),
        ("FAILED", true),
        ("QUERY_RESULT_EXPIRED", true),
        ("IN_PROGRESS", false),
        ("EXECUTING_QUERY", false),
        ("", false),
    ] {
        let told = told(&format!(r#"{{"id":"m","status":"{word}"}}"#));
        assert_eq!(told.status.is_terminal(), terminal, "{word}");
    }
    assert!(!told(r#"{"id":"m"}"#).status.is_terminal());
}

#[test]
fn a_failed_message_may_tell_nothing_or_words_alone() {
    let failure =
        |error: &str| told(&format!(r#"{{"id":"m","status":"FAILED","error":{error}}}"#)).failure.unwrap();
    for error in ["null", "{}", "[]", r#""no""#, r#"{"type":7,"error":null}"#] {
        let failure = failure(error);
        assert_eq!((failure.code, failure.detail), (Code::Internal, None), "{error}");
    }
    assert_eq!(failure(r#"{"error":" Sorry. "}"#).detail.as_deref(), Some("Sorry."));
    let long = failure(&format!(r#"{{"error":"{}"}}"#, "ü".repeat(5_000)));
    assert!(long.detail.unwrap().len() <= 2_048);
}

#[test]
fn a_cancelled_message_tells_whether_it_was_deleted() {
    let advice = |kind: &str| {
        let body = format!(r#"{{"id":"m","status":"CANCELLED","error":{{"type":"{kind}"}}}}"#);
        told(&body).failure.unwrap().advice
    };
    assert_eq!(advice("MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION"), Advice::Cancelled);
    assert_eq!(advice("MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION"), Advice::Deleted);
    assert_eq!(advice("SQL_EXECUTION_EXCEPTION"), Advice::Cancelled);
}

#[test]
fn suggestions_are_found_anywhere_each_once_and_never_blank() {
    let answer = completed(
        r#"{"suggested_questions":{"questions":["A?"," ",null,7]}},
        {"attachment_id":"1","text":{"content":"T"},"suggested_questions":{"questions":["B?","A?"]}},
        {"suggested_questions":{"followup_questions":["C?"]}}"#,
    );
    assert_eq!(answer.suggestions, ["A?", "B?", "C?"]);
    assert_eq!(answer.text.as_deref(), Some("T"));
}

#[test]
fn thoughts_keep_their_order_and_unknown_kinds() {
    let answer = completed(
        r#"{"attachment_id":"a","query":{"query":"S","thoughts":[
            {"thought_type":"THOUGHT_TYPE_UNDERSTANDING","content":"U"},
            {"thought_type":"THOUGHT_TYPE_INSTRUCTIONS","content":"I"},
            {"thought_type":"THOUGHT_TYPE_DREAMS","content":"D"},
            {"content":"?"},
            {"thought_type":"THOUGHT_TYPE_STEPS","content":""},
            {"thought_type":"THOUGHT_TYPE_STEPS"}, null]}}"#,
    );
    let thoughts = answer.query.unwrap().thoughts;
    let kinds: Vec<_> = thoughts.iter().map(|thought| &thought.kind).collect();
    let dreams = ThoughtKind::Other("THOUGHT_TYPE_DREAMS".into());
    let nothing = ThoughtKind::Other(String::new());
    assert_eq!(kinds, [&ThoughtKind::Understanding, &ThoughtKind::Instructions, &dreams, &nothing]);
    assert_eq!(thoughts[2].text, "D");
}

#[test]
fn a_parameter_may_lack_everything_but_its_name() {
    let answer =
        completed(r#"{"query":{"parameters":[{"keyword":"a"},{"value":"1"},{"keyword":"b","value":""}]}}"#);
    let parameters = answer.query.unwrap().parameters;
    let told: Vec<_> = parameters.iter().map(|each| (each.name.as_str(), each.value.as_deref())).collect();
    assert_eq!(told, [("a", None), ("b", Some(""))]);
}

#[test]
fn pictures_are_told_with_what_they_were_drawn_from() {
    let answer = completed(r#"{"attachment_id":"v","viz":{"title":"T"}},{"viz":{}}"#);
    assert_eq!(answer.pictures.len(), 2);
    assert_eq!((answer.pictures[0].title.as_deref(), answer.pictures[0].query.as_ref()), (Some("T"), None));
    assert_eq!(answer.pictures[1].attachment, None);
}

#[test]
fn ids_are_read_by_their_long_names_first_and_an_empty_one_is_none() {
    assert_eq!(told(r#"{"message_id":"long","id":"short"}"#).message.as_str(), "long");
    assert_eq!(told(r#"{"message_id":null,"id":"short"}"#).message.as_str(), "short");
    assert_eq!(told(r#"{"message_id":"","id":"short"}"#).message.as_str(), "short");
    assert!(decode::told(reply(200, r#"{"status":"COMPLETED"}"#)).is_err());
    // The inner ids are of no use in paths.
    let query = completed(r#"{"attachment_id":"a","id":"x","query":{"id":"y","attachment_id":"z"}}"#).query;
    assert_eq!(query.unwrap().attachment.unwrap().as_str(), "a");
    let body = r#"{"conversation":{"conversation_id":"c","id":"x"},"message_id":"m","message":{}}"#;
    let (conversation, told) = decode::started(reply(200, body)).unwrap();
    assert_eq!((conversation.as_str(), told.message.as_str()), ("c", "m"));
}

#[test]
fn timestamps_are_seconds_or_milliseconds_also_in_quotes() {
    for (wire, ms) in [
        ("1719769718", Some(1_719_769_718_000)),
        ("1795344000140", Some(1_795_344_000_140)),
        (r#""1795344000140""#, Some(1_795_344_000_140)),
        ("8640000000000000", Some(8_640_000_000_000_000)),
        ("8640000000000001", None),
        ("1000000000000000000", None),
        ("0", None),
        ("-1", None),
        ("null", None),
        (r#""2026-11-22T00:00:00Z""#, None),
    ] {
        assert_eq!(told(&format!(r#"{{"id":"m","created_timestamp":{wire}}}"#)).created_at, ms, "{wire}");
    }
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

#[test]
fn regenerations_are_counted_and_a_rating_is_known() {
    let told_of = |rating: &str, count: &str| {
        let told = told(&format!(
            r#"{{"id":"m","feedback":{{"rating":"{rating}"}},"auto_regenerate_count":{count}}}"#
        ));
        (told.rating, told.regenerated)
    };
    assert_eq!(told_of("POSITIVE", "2"), (Some(Rating::Positive), 2));
    assert_eq!(told_of("NEGATIVE", "\"1\""), (Some(Rating::Negative), 1));
    assert_eq!(told_of("NONE", "-1"), (None, 0));
    assert_eq!(told_of("GENIE_FEEDBACK_RATING_UNSPECIFIED", "null"), (None, 0));
}

#[test]
fn messages_are_listed_in_the_services_order_with_their_token() {
    let body = format!(
        r#"{{"messages":[{},{{"status":"FAILED"}},{{"id":"m0"}}],"next_page_token":"t"}}"#,
        fixture("message-completed")
    );
    let page = decode::page(reply(200, body)).unwrap();
    let ids: Vec<_> = page.messages.iter().map(|told| told.message.as_str()).collect();
    assert_eq!(ids, ["01f1d0aa11c31f0a9b7c001122334455", "m0"], "one without an id is left out");
    assert_eq!(page.next.as_deref(), Some("t"));
    let none = decode::page(reply(200, r#"{"messages":null,"next_page_token":""}"#)).unwrap();
    assert_eq!(none, Default::default());
}

#[test]
fn conversations_of_all_kinds_are_listed() {
    let body = r#"{"conversations":[
        {"conversation_id":"1","agent_type":"GENIE_CONVERSATION_TYPE_AGENT"},
        {"id":"2","created_timestamp":"1719769718"},
        {"conversation_id":"3","agent_type":"GENIE_CONVERSATION_TYPE_OTHER"},
        {"conversation_id":"4","agent_type":"GENIE_CONVERSATION_TYPE_UNSPECIFIED"},
        {"title":"no id"}]}"#;
    let list = lists::conversations(reply(200, body)).unwrap();
    let kinds: Vec<_> = list.items.iter().map(|each| (each.id.as_str(), each.kind)).collect();
    let (agent, chat, other) = (ConversationKind::Agent, ConversationKind::Chat, ConversationKind::Other);
    assert_eq!(kinds, [("1", agent), ("2", chat), ("3", other), ("4", chat)]);
    assert_eq!((list.items[1].created_at, list.next), (Some(1_719_769_718_000), None));
    assert_eq!(lists::conversations(reply(200, "{}")).unwrap().items, []);
}

#[test]
fn comments_are_read_one_by_one_and_as_a_list() {
    let one = r#"{"space_id":"s","conversation_id":"c","message_id":"m","message_comment_id":"k","content":"Fine","created_timestamp":1795344000123}"#;
    let comment = lists::comment(reply(200, one)).unwrap();
    assert_eq!((comment.id.as_str(), comment.text.as_str()), ("k", "Fine"));
    let list = lists::comments(reply(200, format!(r#"{{"comments":[{one},{{}}]}}"#))).unwrap();
    assert_eq!(list.items, [comment]);
    assert!(lists::comment(reply(200, "{}")).is_err());
}

#[test]
fn deleting_and_rating_answer_with_nothing_but_never_with_a_page() {
    for body in ["", " \n", "{}", "null"] {
        assert_eq!(decode::done(reply(200, body)), Ok(()), "{body:?}");
    }
    assert_eq!(decode::done(reply(204, "")), Ok(()));
    assert!(decode::done(reply(200, "<html>Log in</html>")).is_err());
    assert!(decode::done(reply(404, "")).is_err());
}

#[test]
fn a_cancelled_status_is_not_taken_from_the_error() {
    let told = told(r#"{"id":"m","status":"ASKING_AI","error":{"type":"SQL_EXECUTION_EXCEPTION"}}"#);
    assert_eq!((told.status, told.failure), (MessageStatus::AskingAi, None), "Genie still corrects itself");
}
