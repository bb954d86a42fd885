//! One check for each recorded body, by its file's name; none is left out.

use std::collections::BTreeSet;

use genie_chat::api::endpoint;
use genie_chat::api::result::Statement;
use genie_chat::api::{decode, lists};
use genie_chat::domain::answer::{Parameter, ThoughtKind};
use genie_chat::domain::conversation::{ConversationKind, Rating};
use genie_chat::domain::failure::{Advice, Code};
use genie_chat::domain::status::MessageStatus;

use super::{fixture, refused, reply, statement, table, told};

/// Asserts what a body comes to.
type Check = fn(&str);

const CHECKS: &[(&str, Check)] = &[
    ("start-conversation", start_conversation),
    ("start-conversation-legacy", start_conversation_legacy),
    ("message-executing", message_executing),
    ("message-completed", message_completed),
    ("message-clarifying", message_clarifying),
    ("message-self-corrected", message_self_corrected),
    ("message-parameters", message_parameters),
    ("message-failed-sql", message_failed_sql),
    ("message-failed-warehouse", |body| failed(body, Advice::WarehouseAccess, false, None)),
    ("message-failed-rate-limit", |body| failed(body, Advice::Code(Code::Quota), true, Some(20_000))),
    ("message-failed-unknown-type", |body| failed(body, Advice::Budget, false, None)),
    ("message-cancelled", message_cancelled),
    ("message-result-expired", message_result_expired),
    ("message-no-attachments", |body| assert_eq!(told(body).answer, Default::default())),
    ("agent-full", agent_full),
    ("query-result-types", query_result_types),
    ("query-result-running", |body| assert_eq!(statement(body), Statement::Running)),
    ("query-result-empty", query_result_empty),
    ("query-result-failed", query_result_failed),
    ("query-result-legacy", query_result_legacy),
    ("download-generate", |body| assert!(decode::statement(reply(200, body)).is_err())),
    ("download-get", download_get),
    ("error-429", error_429),
    ("error-403-permission", |body| refusal(403, body, Advice::SpacePermission, Code::Permission)),
    ("error-403-token", |body| refusal(403, body, Advice::Code(Code::SignIn), Code::SignIn)),
    ("error-403-scope", |body| refusal(403, body, Advice::Scope, Code::Permission)),
    ("error-401", error_401),
    ("error-404-space", |body| refusal(404, body, Advice::SpaceMissing, Code::NotFound)),
    ("error-404-endpoint", |body| refusal(404, body, Advice::Endpoint, Code::NotFound)),
    ("error-404-feature", |body| refusal(404, body, Advice::Feature, Code::NotFound)),
    ("error-400-text-attachment", |body| refusal(400, body, Advice::NoRows, Code::Input)),
    ("error-500-empty", error_500_empty),
    ("list-conversations", list_conversations),
    ("list-spaces", list_spaces),
    ("feedback-request", feedback_request),
];

#[test]
fn every_fixture_is_decoded_to_what_it_says() {
    let folder = format!("{}/tests/fixtures/wire", env!("CARGO_MANIFEST_DIR"));
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let checked: BTreeSet<String> = CHECKS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, checked, "a file without a check, or a check without a file");
    for (name, check) in CHECKS {
        check(&fixture(name));
    }
}

fn agent_full(body: &str) {
    let samples = decode::sample_questions(reply(200, body)).unwrap();
    assert_eq!(samples, ["Which products sold best last month?", "Revenue by region"]);
}

fn start_conversation(body: &str) {
    let (conversation, told) = decode::started(reply(200, body)).unwrap();
    assert_eq!(conversation.as_str(), "01f1d0aa11bb1c2d8e9f001122334455");
    assert_eq!(told.message.as_str(), "01f1d0aa11c31f0a9b7c001122334455");
    assert_eq!((told.status, told.created_at), (MessageStatus::Submitted, Some(1_795_344_000_140)));
}

fn start_conversation_legacy(body: &str) {
    let (conversation, told) = decode::started(reply(200, body)).unwrap();
    assert_eq!(conversation.as_str(), "aa64adad2e664ee58de08488f986af3e");
    assert_eq!(told.message.as_str(), "ccef34712a29169db030324fd0e1df5f");
    assert_eq!(told.created_at, Some(1_719_769_718_000), "seconds");
    assert_eq!(told.status, MessageStatus::Other("IN_PROGRESS".into()));
    assert!(!told.status.is_terminal());
}

fn message_executing(body: &str) {
    let told = told(body);
    assert_eq!((told.status, told.regenerated), (MessageStatus::ExecutingQuery, 0));
    let query = told.answer.query.unwrap();
    assert!(query.sql.unwrap().starts_with("SELECT region"));
    assert_eq!((query.row_count, query.thoughts.len()), (None, 1));
}

fn message_completed(body: &str) {
    let told = told(body);
    assert_eq!(told.question, "Net revenue by region last month");
    assert_eq!(told.answer.text.as_deref(), Some("**EMEA** leads with **1.2M**."));
    let suggested = ["Split EMEA by country?", "How does this compare with the month before?"];
    assert_eq!(told.answer.suggestions, suggested);
    let query = told.answer.query.unwrap();
    assert_eq!((query.row_count, query.truncated), (Some(4), false));
    assert_eq!(query.statement.unwrap().as_str(), "01f1d0aa-16bb-1e2f-8a3b-001122334455");
    let kinds: Vec<_> = query.thoughts.iter().map(|thought| thought.kind.clone()).collect();
    assert_eq!(kinds, [ThoughtKind::Description, ThoughtKind::DataSourcing, ThoughtKind::Steps]);
    assert_eq!(query.thoughts[2].text, "- Keep last month.\n- Sum net per region.");
}

fn message_clarifying(body: &str) {
    let answer = told(body).answer;
    assert_eq!((answer.text, answer.query), (None, None));
    assert!(answer.clarifying.unwrap().starts_with("Do you mean"));
}

fn message_self_corrected(body: &str) {
    let answer = told(body).answer;
    assert_eq!(answer.text.as_deref(), Some("Orders rose 4% week on week."));
    assert_eq!(answer.clarifying.as_deref(), Some("Want it per channel?"));
    let earlier: Vec<_> = answer.earlier.iter().filter_map(|query| query.sql.as_deref()).collect();
    assert_eq!((earlier.len(), answer.corrected.len()), (1, 1), "{earlier:?} {:?}", answer.corrected);
    let query = answer.query.unwrap();
    assert_eq!(query.attachment.unwrap().as_str(), "a3");
    assert_eq!((query.row_count, query.truncated), (Some(5_000), true));
    let [picture] = &answer.pictures[..] else { panic!("one picture") };
    assert_eq!(picture.attachment.as_ref().unwrap().as_str(), "a5");
    assert_eq!(picture.query.as_ref().unwrap().as_str(), "a3");
    assert_eq!(picture.title, None);
}

fn message_parameters(body: &str) {
    let parameter = |name: &str, value: &str, sql_type: &str| Parameter {
        name: name.into(),
        value: Some(value.into()),
        sql_type: Some(sql_type.into()),
    };
    let query = told(body).answer.query.unwrap();
    let parameters = [parameter("customer", "ACME", "STRING"), parameter("since", "2026-01-01", "DATE")];
    assert_eq!(query.parameters, parameters);
}

fn failed(body: &str, advice: Advice, retryable: bool, wait: Option<u64>) {
    let told = told(body);
    let failure = told.failure.unwrap();
    assert_eq!((told.status, failure.advice, failure.code), (MessageStatus::Failed, advice, advice.code()));
    assert_eq!((failure.retryable, failure.retry_after_ms), (retryable, wait));
}

fn message_failed_sql(body: &str) {
    failed(body, Advice::Code(Code::Sql), false, None);
    let told = told(body);
    assert_eq!(told.answer.query.unwrap().sql.as_deref(), Some("SELECT nope FROM t"), "the query stands");
    let detail = told.failure.unwrap().detail.unwrap();
    assert!(detail.starts_with("SQL_EXECUTION_EXCEPTION: [UNRESOLVED_COLUMN"), "{detail}");
}

fn message_cancelled(body: &str) {
    let told = told(body);
    let failure = told.failure.unwrap();
    assert_eq!((told.status, failure.advice), (MessageStatus::Cancelled, Advice::Cancelled));
    assert_eq!((failure.code, failure.detail), (Code::Stopped, None));
}

fn message_result_expired(body: &str) {
    let told = told(body);
    assert_eq!((told.status, told.failure), (MessageStatus::QueryResultExpired, None));
    assert_eq!(told.answer.text.as_deref(), Some("The value is 1."));
    assert_eq!(told.answer.query.unwrap().sql.as_deref(), Some("SELECT 1"));
}

fn query_result_types(body: &str) {
    let table = table(body);
    assert_eq!((table.rows(), table.total(), table.columns().len()), (2, 2, 10));
    assert!(!table.is_partial() && !table.truncated());
    let cells = [
        "EMEA",
        "9007199254740993",
        "1234567.80",
        "4.2049561E7",
        "true",
        "2026-10-31",
        "2026-10-31T23:59:59.000Z",
        r#"["a","b"]"#,
        r#"{"k":1}"#,
        "3q2+7w==",
    ];
    for (column, cell) in cells.into_iter().enumerate() {
        assert_eq!((table.cell(0, column), table.cell(1, column)), (Some(cell), None));
    }
    assert_eq!(table.columns()[2].type_text, "DECIMAL(18,2)");
    assert!(table.columns()[2].is_numeric() && !table.columns()[0].is_numeric());
}

fn query_result_empty(body: &str) {
    let table = table(body);
    assert_eq!((table.rows(), table.total(), table.columns().len()), (0, 0, 1));
    assert!(!table.is_partial());
}

fn query_result_failed(body: &str) {
    let Statement::Failed(failure) = statement(body) else { panic!("{body}") };
    assert_eq!(failure.advice, Advice::Code(Code::Sql));
    assert!(failure.detail.unwrap().starts_with("[PARSE_SYNTAX_ERROR]"));
}

fn query_result_legacy(body: &str) {
    let table = table(body);
    assert_eq!(table.cell(0, 1), Some("Alice"));
    assert_eq!((table.cell(1, 0), table.cell(1, 1)), (Some("2"), None));
}

/// Rows that are elsewhere count as rows that are not here.
fn download_get(body: &str) {
    let table = table(body);
    assert_eq!((table.rows(), table.total(), table.is_partial()), (0, 20_000, true));
}

fn refusal(status: u16, body: &str, advice: Advice, code: Code) {
    let failure = refused(status, body);
    assert_eq!((failure.advice, failure.code, failure.retryable), (advice, code, false), "{body}");
}

fn error_429(body: &str) {
    let failure = refused(429, body);
    assert_eq!((failure.advice, failure.retryable), (Advice::Code(Code::Quota), true));
    assert_eq!(failure.request_id.as_deref(), Some("8a8d0000-0000-4000-8000-000000000001"));
    let detail = "429 · RESOURCE_EXHAUSTED · Too many requests. Please try again later.";
    assert_eq!(failure.detail.as_deref(), Some(detail));
}

fn error_401(body: &str) {
    refusal(401, body, Advice::Code(Code::SignIn), Code::SignIn);
    let failure = refused(401, body);
    assert_eq!(failure.request_id.as_deref(), Some("337be052-0000-4000-8000-000000000003"));
    assert!(failure.detail.unwrap().starts_with("401 · Credential was not sent"));
}

fn error_500_empty(body: &str) {
    let failure = refused(500, body);
    assert_eq!((failure.advice, failure.code, failure.retryable), (Advice::Temporary, Code::Internal, true));
    assert_eq!(failure.detail.as_deref(), Some("500 · INTERNAL_ERROR"));
}

fn list_conversations(body: &str) {
    let list = lists::conversations(reply(200, body)).unwrap();
    assert_eq!((list.items.len(), list.next.as_deref()), (1, Some("opaque")));
    let conversation = &list.items[0];
    assert_eq!(conversation.id.as_str(), "01f1d0aa11bb1c2d8e9f001122334455");
    assert_eq!(conversation.title.as_deref(), Some("Net revenue by region last month"));
    assert_eq!(conversation.created_at, Some(1_795_344_000_123));
    assert_eq!(conversation.kind, ConversationKind::Chat);
}

fn list_spaces(body: &str) {
    let list = lists::spaces(reply(200, body)).unwrap();
    assert_eq!((list.items[0].id.as_str(), list.next), ("01f1c0ffee0012349abc000000000001", None));
    assert_eq!(list.items[0].title.as_deref(), Some("Sales"));
    assert_eq!(list.items[0].description.as_deref(), Some("Orders and revenue"));
}

fn feedback_request(body: &str) {
    let (space, conversation, message) = (&"s".into(), &"c".into(), &"m".into());
    let rating = Some(Rating::Negative);
    let request = endpoint::feedback(space, conversation, message, rating, Some("Wrong month"));
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&request.body.unwrap()), json(body));
}
