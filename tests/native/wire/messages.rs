//! What services do with messages that the recorded bodies do not show.

use genie_chat::api::{decode, lists};
use genie_chat::domain::answer::ThoughtKind;
use genie_chat::domain::conversation::{ConversationKind, Rating};
use genie_chat::domain::failure::{Advice, Code};
use genie_chat::domain::status::MessageStatus;

use super::{completed, fixture, reply, told};

#[test]
fn content_is_the_question_and_never_the_answer() {
    let answer = completed(r#"{"attachment_id":"a","query":{"query":"SELECT 1"}}"#);
    assert_eq!((answer.text, answer.clarifying), (None, None));
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
    assert!(decode::done(reply(200, r#"{"status":"ok"}"#)).is_err(), "another service answers");
    assert!(decode::done(reply(404, "")).is_err());
}

#[test]
fn a_cancelled_status_is_not_taken_from_the_error() {
    let told = told(r#"{"id":"m","status":"ASKING_AI","error":{"type":"SQL_EXECUTION_EXCEPTION"}}"#);
    assert_eq!((told.status, told.failure), (MessageStatus::AskingAi, None), "Genie still corrects itself");
}

/// Another service's JSON was taken for an empty conversation.
#[test]
fn a_list_is_a_list_or_nothing() {
    for empty in ["{}", r#"{"messages":[]}"#, r#"{"messages":null,"next_page_token":""}"#] {
        assert_eq!(decode::page(reply(200, empty)), Ok(decode::Page::default()), "{empty}");
    }
    for other in ["[]", "null", r#"{"status":"ok"}"#, r#"{"error":"x"}"#] {
        assert!(decode::page(reply(200, other)).is_err(), "{other}");
        assert!(lists::conversations(reply(200, other)).is_err(), "{other}");
    }
}
