//! Every wire body of the fixtures is decoded, and nothing that a service may send makes it panic.

use genie_chat::api::decode::{self, Outcome};
use genie_chat::api::error::{ApiError, Reply};
use genie_chat::api::message::Told;
use genie_chat::api::result::Statement;
use genie_chat::domain::failure::Code;
use genie_chat::domain::status::MessageStatus;
use genie_chat::domain::table::Table;
use proptest::prelude::*;

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/wire/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn reply(status: u16, body: impl Into<String>) -> Outcome {
    Ok(Reply { status, body: body.into(), ..Reply::default() })
}

fn message(name: &str) -> Told {
    decode::told(reply(200, fixture(name))).unwrap()
}

fn table(name: &str) -> std::sync::Arc<Table> {
    match decode::statement(reply(200, fixture(name))).unwrap() {
        Statement::Rows(table) => table,
        other => panic!("{name}: {other:?}"),
    }
}

fn refusal(status: u16, name: &str) -> (Code, ApiError) {
    let error = decode::told(reply(status, fixture(name))).unwrap_err();
    (error.clone().into_failure().code, error)
}

#[test]
fn a_started_conversation_gives_both_ids() {
    let (conversation, told) = decode::started(reply(200, fixture("start-conversation"))).unwrap();
    assert_eq!(conversation.as_str(), "01f1d0aa11bb1c2d8e9f001122334455");
    assert_eq!(told.message.as_str(), "01f1d0aa11c31f0a9b7c001122334455");
    assert_eq!(told.status, MessageStatus::Submitted);
}

#[test]
fn old_services_nest_the_ids_send_nulls_seconds_and_unknown_statuses() {
    let (conversation, told) = decode::started(reply(200, fixture("start-conversation-legacy"))).unwrap();
    assert_eq!(conversation.as_str(), "aa64adad2e664ee58de08488f986af3e");
    assert_eq!(told.message.as_str(), "ccef34712a29169db030324fd0e1df5f");
    assert_eq!(told.created_at, Some(1_719_769_718_000));
    assert!(!told.status.is_terminal());
}

#[test]
fn a_message_under_way_shows_its_query_already() {
    let told = message("message-executing");
    assert_eq!(told.status, MessageStatus::ExecutingQuery);
    let query = told.answer.query.unwrap();
    assert!(query.sql.unwrap().starts_with("SELECT region"));
    assert_eq!(query.row_count, None);
}

#[test]
fn the_answer_is_in_the_attachments_and_never_in_content() {
    let told = message("message-completed");
    assert_eq!(told.question, "Net revenue by region last month");
    assert_eq!(told.answer.text.as_deref(), Some("**EMEA** leads with **1.2M**."));
    assert_eq!(told.answer.suggestions.len(), 2);
    assert_eq!(told.answer.query.unwrap().row_count, Some(4));
}

#[test]
fn a_clarifying_question_is_told_apart_from_an_answer() {
    let answer = message("message-clarifying").answer;
    assert_eq!(answer.text, None);
    assert!(answer.clarifying.unwrap().starts_with("Do you mean"));
}

#[test]
fn the_last_query_counts_and_corrected_text_is_left_out() {
    let answer = message("message-self-corrected").answer;
    assert_eq!(answer.text.as_deref(), Some("Orders rose 4% week on week."));
    assert_eq!(answer.clarifying.as_deref(), Some("Want it per channel?"));
    let query = answer.query.unwrap();
    assert_eq!(query.attachment.unwrap().as_str(), "a3");
    assert!(query.truncated);
}

#[test]
fn text_without_purpose_or_order_is_joined_but_for_what_stands_between_queries() {
    let body = r#"{"id":"m","status":"COMPLETED","attachments":[
        {"attachment_id":"1","text":{"content":"Before."}},
        {"attachment_id":"2","query":{"query":"SELECT 1"}},
        {"attachment_id":"3","text":{"content":"Oops."}},
        {"attachment_id":"4","query":{"query":"SELECT 2"}},
        {"attachment_id":"5","text":{"content":"After."}},
        {"attachment_id":"6","text":{"content":"Scratch.","phase":"RESPONSE_PHASE_THINKING"}}]}"#;
    let told = decode::told(reply(200, body)).unwrap();
    assert_eq!(told.answer.text.as_deref(), Some("Before.\n\nAfter."));
}

#[test]
fn each_kind_of_failure_has_its_code() {
    for (name, status, code) in [
        ("message-failed-sql", MessageStatus::Failed, Code::Sql),
        ("message-failed-warehouse", MessageStatus::Failed, Code::Warehouse),
        ("message-failed-rate-limit", MessageStatus::Failed, Code::Quota),
        ("message-failed-unknown-type", MessageStatus::Failed, Code::Quota),
        ("message-cancelled", MessageStatus::Cancelled, Code::Stopped),
    ] {
        let told = message(name);
        assert_eq!((told.status, told.failure.unwrap().code), (status, code), "{name}");
    }
}

#[test]
fn an_expired_result_keeps_its_answer() {
    let told = message("message-result-expired");
    assert_eq!(told.status, MessageStatus::QueryResultExpired);
    assert_eq!(told.answer.text.as_deref(), Some("The value is 1."));
}

#[test]
fn a_message_may_be_complete_and_empty() {
    assert_eq!(message("message-no-attachments").answer, Default::default());
    assert!(message("message-parameters").answer.query.is_some());
}

#[test]
fn cells_stay_the_strings_that_were_sent() {
    let table = table("query-result-types");
    assert_eq!((table.rows(), table.total(), table.columns().len()), (2, 2, 10));
    assert_eq!(table.cell(0, 1), Some("9007199254740993"));
    assert_eq!(table.cell(0, 2), Some("1234567.80"));
    assert_eq!(table.cell(0, 3), Some("4.2049561E7"));
    assert!((0..10).all(|column| table.cell(1, column).is_none()));
    assert!(table.columns()[2].is_numeric() && !table.columns()[0].is_numeric());
}

#[test]
fn no_data_array_means_no_rows() {
    let table = table("query-result-empty");
    assert_eq!((table.rows(), table.columns().len()), (0, 1));
}

#[test]
fn the_legacy_rows_are_read_as_well() {
    let table = table("query-result-legacy");
    assert_eq!(table.cell(0, 1), Some("Alice"));
    assert_eq!((table.cell(1, 0), table.cell(1, 1)), (Some("2"), None));
}

#[test]
fn a_statement_runs_or_fails_with_status_200() {
    let state = |name| decode::statement(reply(200, fixture(name))).unwrap();
    assert_eq!(state("query-result-running"), Statement::Running);
    let Statement::Failed(failure) = state("query-result-failed") else { panic!() };
    assert_eq!(failure.code, Code::Sql);
    assert!(failure.detail.unwrap().starts_with("[PARSE_SYNTAX_ERROR]"));
}

#[test]
fn each_http_error_has_its_code() {
    for (status, name, code) in [
        (429, "error-429", Code::Quota),
        (403, "error-403-permission", Code::Permission),
        (403, "error-403-token", Code::SignIn),
        (403, "error-403-scope", Code::Permission),
        (401, "error-401", Code::SignIn),
        (404, "error-404-space", Code::NotFound),
        (404, "error-404-endpoint", Code::NotFound),
        (404, "error-404-feature", Code::NotFound),
        (400, "error-400-text-attachment", Code::Input),
        (500, "error-500-empty", Code::Internal),
    ] {
        assert_eq!(refusal(status, name).0, code, "{name}");
    }
}

#[test]
fn the_request_id_is_found_in_the_body_or_the_header() {
    let (_, error) = refusal(429, "error-429");
    assert_eq!(error.into_failure().request_id.as_deref(), Some("8a8d0000-0000-4000-8000-000000000001"));
    let outcome = Ok(Reply { status: 500, request_id: Some("r1".into()), ..Reply::default() });
    assert_eq!(decode::told(outcome).unwrap_err().into_failure().request_id.as_deref(), Some("r1"));
}

#[test]
fn a_login_page_with_status_200_is_told_with_its_beginning_only() {
    let page = format!("<!doctype html><title>Sign in</title>{}", "ü".repeat(5_000));
    let failure = decode::told(reply(200, page)).unwrap_err().into_failure();
    let detail = failure.detail.unwrap();
    assert!(detail.contains("<title>Sign in</title>"));
    assert!(detail.len() < 2_300, "{}", detail.len());
}

#[test]
fn lists_are_read_with_their_token() {
    let body = format!(r#"{{"messages":[{}],"next_page_token":"t"}}"#, fixture("message-completed"));
    let page = decode::page(reply(200, body)).unwrap();
    assert_eq!((page.messages.len(), page.next.as_deref()), (1, Some("t")));
    assert_eq!(
        decode::page(reply(200, r#"{"messages":null,"next_page_token":""}"#)).unwrap(),
        Default::default()
    );
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "\\PC*".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::hash_map("[a-z_]{1,12}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Puts `value` at the `place`th node of `tree`, counted in document order.
fn replace(tree: &mut serde_json::Value, place: &mut usize, value: &serde_json::Value) {
    if *place == 0 {
        *tree = value.clone();
    }
    *place = place.wrapping_sub(1);
    match tree {
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| replace(item, place, value)),
        serde_json::Value::Object(map) => map.values_mut().for_each(|item| replace(item, place, value)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn any_value_in_any_place_never_panics(
        name in prop_oneof![
            Just("start-conversation"), Just("message-completed"), Just("message-self-corrected"),
            Just("message-failed-sql"), Just("query-result-types"), Just("query-result-legacy"), Just("error-429"),
        ],
        place in 0_usize..80,
        value in any_json(),
        status in prop_oneof![Just(200_u16), Just(429), Just(500)],
    ) {
        let mut tree: serde_json::Value = serde_json::from_str(&fixture(name)).unwrap();
        replace(&mut tree, &mut place.clone(), &value);
        let body = tree.to_string();
        drop(decode::started(reply(status, body.clone())));
        drop(decode::told(reply(status, body.clone())));
        drop(decode::page(reply(status, body.clone())));
        drop(decode::statement(reply(status, body)));
    }

    #[test]
    fn a_cut_body_never_panics(cut in 0_usize..2_000) {
        let body = fixture("query-result-types");
        let end = body.floor_char_boundary(cut);
        drop(decode::statement(reply(200, &body[..end])));
    }
}
