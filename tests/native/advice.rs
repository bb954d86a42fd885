//! Every error that the service documents leads to a sentence that helps.

use genie_chat::api::decode;
use genie_chat::api::error::{ApiError, Lost, Reply};
use genie_chat::domain::failure::{Advice, Code, Failure, Remedy};
use genie_chat::i18n;

const fn of(code: Code) -> Advice {
    Advice::Code(code)
}

/// `MessageErrorType`: 61 published, 6 withdrawn, and the one that says nothing.
const TYPES: &[(&str, Advice)] = &[
    ("BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION", Advice::Busy),
    ("CHAT_COMPLETION_CLIENT_EXCEPTION", Advice::Temporary),
    ("CHAT_COMPLETION_CLIENT_TIMEOUT_EXCEPTION", Advice::GaveUp),
    ("CHAT_COMPLETION_NETWORK_EXCEPTION", Advice::Temporary),
    ("CONTENT_FILTER_EXCEPTION", of(Code::Content)),
    ("CONTEXT_EXCEEDED_EXCEPTION", Advice::Context),
    ("COULD_NOT_GET_DASHBOARD_SCHEMA_EXCEPTION", Advice::Data),
    ("COULD_NOT_GET_MODEL_DEPLOYMENTS_EXCEPTION", Advice::Temporary),
    ("COULD_NOT_GET_UC_SCHEMA_EXCEPTION", Advice::Data),
    ("DEPLOYMENT_NOT_FOUND_EXCEPTION", Advice::Feature),
    ("DESCRIBE_QUERY_INVALID_SQL_ERROR", of(Code::Sql)),
    ("DESCRIBE_QUERY_TIMEOUT", Advice::GaveUp),
    ("DESCRIBE_QUERY_UNEXPECTED_FAILURE", of(Code::Sql)),
    ("EXCEEDED_MAX_TOKEN_LENGTH_EXCEPTION", Advice::Context),
    ("FUNCTIONS_NOT_AVAILABLE_EXCEPTION", Advice::SpaceSetup),
    ("FUNCTION_ARGUMENTS_INVALID_EXCEPTION", Advice::Temporary),
    ("FUNCTION_ARGUMENTS_INVALID_JSON_EXCEPTION", Advice::Temporary),
    ("FUNCTION_ARGUMENTS_INVALID_TYPE_EXCEPTION", Advice::Temporary),
    ("FUNCTION_CALL_MISSING_PARAMETER_EXCEPTION", Advice::Temporary),
    ("GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION", Advice::TooLong),
    ("GENERIC_CHAT_COMPLETION_EXCEPTION", Advice::Temporary),
    ("GENERIC_CHAT_COMPLETION_SERVICE_EXCEPTION", Advice::Temporary),
    ("GENERIC_SQL_EXEC_API_CALL_EXCEPTION", of(Code::Sql)),
    ("ILLEGAL_PARAMETER_DEFINITION_EXCEPTION", Advice::SpaceSetup),
    ("INTERNAL_CATALOG_ASSET_CREATION_FAILED_EXCEPTION", Advice::SpaceSetup),
    ("INTERNAL_CATALOG_ASSET_CREATION_ONGOING_EXCEPTION", Advice::Temporary),
    ("INTERNAL_CATALOG_ASSET_CREATION_UNSUPPORTED_EXCEPTION", Advice::SpaceSetup),
    ("INTERNAL_CATALOG_MISSING_UC_PATH_EXCEPTION", Advice::SpaceSetup),
    ("INTERNAL_CATALOG_PATH_OVERLAP_EXCEPTION", Advice::SpaceSetup),
    ("INVALID_CERTIFIED_ANSWER_FUNCTION_EXCEPTION", Advice::SpaceSetup),
    ("INVALID_CERTIFIED_ANSWER_IDENTIFIER_EXCEPTION", Advice::SpaceSetup),
    ("INVALID_CHAT_COMPLETION_JSON_EXCEPTION", Advice::Temporary),
    ("INVALID_COMPLETION_REQUEST_EXCEPTION", of(Code::Internal)),
    ("INVALID_FUNCTION_CALL_EXCEPTION", Advice::Temporary),
    ("INVALID_SQL_MULTIPLE_DATASET_REFERENCES_EXCEPTION", of(Code::Sql)),
    ("INVALID_SQL_MULTIPLE_STATEMENTS_EXCEPTION", of(Code::Sql)),
    ("INVALID_SQL_UNKNOWN_TABLE_EXCEPTION", of(Code::Sql)),
    ("INVALID_TABLE_IDENTIFIER_EXCEPTION", Advice::Data),
    ("LOCAL_CONTEXT_EXCEEDED_EXCEPTION", Advice::Context),
    ("MESSAGE_ATTACHMENT_TOO_LONG_ERROR", Advice::TooLong),
    ("MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION", Advice::Cancelled),
    ("MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION", Advice::Deleted),
    ("MESSAGE_UPDATED_WHILE_EXECUTING_EXCEPTION", Advice::Deleted),
    ("MISSING_SQL_QUERY_EXCEPTION", of(Code::Sql)),
    ("NO_DEPLOYMENTS_AVAILABLE_TO_WORKSPACE", Advice::Feature),
    ("NO_QUERY_TO_VISUALIZE_EXCEPTION", Advice::NoRows),
    ("NO_TABLES_TO_QUERY_EXCEPTION", Advice::Data),
    ("RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", of(Code::Quota)),
    ("RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION", of(Code::Quota)),
    ("REPLY_PROCESS_TIMEOUT_EXCEPTION", Advice::GaveUp),
    ("RETRYABLE_PROCESSING_EXCEPTION", Advice::Temporary),
    ("SQL_EXECUTION_EXCEPTION", of(Code::Sql)),
    ("STOP_PROCESS_DUE_TO_AUTO_REGENERATE", Advice::Cancelled),
    ("TABLES_MISSING_EXCEPTION", Advice::Data),
    ("TOO_MANY_CERTIFIED_ANSWERS_EXCEPTION", Advice::SpaceSetup),
    ("TOO_MANY_TABLES_EXCEPTION", Advice::SpaceSetup),
    ("UNEXPECTED_REPLY_PROCESS_EXCEPTION", of(Code::Internal)),
    ("UNKNOWN_AI_MODEL", Advice::Feature),
    ("UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION", Advice::AgentMode),
    ("WAREHOUSE_ACCESS_MISSING_EXCEPTION", Advice::WarehouseAccess),
    ("WAREHOUSE_NOT_FOUND_EXCEPTION", Advice::WarehouseMissing),
    ("BUDGET_EXCEEDED_EXCEPTION", Advice::Budget),
    ("CERTIFIED_ANSWERS_MISSING_EXCEPTION", Advice::SpaceSetup),
    ("DASHBOARD_PERMISSION_DENIED_EXCEPTION", of(Code::Permission)),
    ("DELEGATION_NOT_FOUND_EXCEPTION", of(Code::Permission)),
    ("INVALID_CHAT_COMPLETION_ARGUMENTS_JSON_EXCEPTION", Advice::Temporary),
    ("PAY_PER_TOKEN_DISABLED_EXCEPTION", Advice::Feature),
    ("TYPE_UNSPECIFIED", of(Code::Internal)),
];

/// Types that no service has sent yet.
const FUTURE: &[(&str, Advice)] = &[
    ("WAREHOUSE_STARTING_EXCEPTION", Advice::WarehouseStarting),
    ("WAREHOUSE_ON_FIRE_EXCEPTION", of(Code::Warehouse)),
    ("USER_QUOTA_EXCEEDED", of(Code::Quota)),
    ("QUESTION_TOO_LONG_EXCEPTION", Advice::TooLong),
    ("SPACE_PERMISSION_MISSING", of(Code::Permission)),
    ("SQL_PLANNER_EXCEPTION", of(Code::Sql)),
    ("VOICE_DISABLED_EXCEPTION", Advice::Feature),
    ("SOMETHING_NEW", of(Code::Internal)),
    ("", of(Code::Internal)),
];

fn failed(kind: &str) -> Failure {
    let body = format!(r#"{{"id":"m","status":"FAILED","error":{{"type":"{kind}","error":"Words."}}}}"#);
    decode::told(Ok(Reply { status: 200, body, ..Reply::default() })).unwrap().failure.unwrap()
}

#[test]
fn every_error_type_of_a_message_has_its_advice() {
    assert_eq!(TYPES.len(), 61 + 6 + 1);
    for (kind, advice) in TYPES.iter().chain(FUTURE) {
        let failure = failed(kind);
        assert_eq!((failure.advice, failure.code), (*advice, advice.code()), "{kind}");
        assert_eq!(failure.retryable, advice.is_retryable(), "{kind}");
    }
}

#[test]
fn only_a_limit_takes_its_wait_from_the_words() {
    let wait = |kind: &str, words: &str| {
        let body = format!(r#"{{"id":"m","status":"FAILED","error":{{"type":"{kind}","error":"{words}"}}}}"#);
        let told = decode::told(Ok(Reply { status: 200, body, ..Reply::default() })).unwrap();
        told.failure.unwrap().retry_after_ms
    };
    assert_eq!(wait("RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION", "Retry after 20 seconds."), Some(20_000));
    assert_eq!(wait("RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "Too many."), None);
    assert_eq!(wait("RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "Wait 0 seconds."), None);
    assert_eq!(wait("SQL_EXECUTION_EXCEPTION", "Ran for 20 seconds."), None);
}

/// Status, code and words of refusals, with what they come to.
const REFUSALS: &[(u16, &str, &str, Advice)] = &[
    (400, "BAD_REQUEST", "", of(Code::Input)),
    (400, "INVALID_PARAMETER_VALUE", "content is empty", of(Code::Input)),
    (400, "MALFORMED_REQUEST", "", of(Code::Input)),
    (400, "INVALID_STATE", "", of(Code::Input)),
    (400, "RESOURCE_ALREADY_EXISTS", "", of(Code::Input)),
    (400, "INVALID_PARAMETER_VALUE", "Tree node with path x does not exist", Advice::SpaceMissing),
    (400, "BAD_REQUEST", "The question is too long.", Advice::TooLong),
    (400, "BAD_REQUEST", "The warehouse is starting", Advice::WarehouseStarting),
    (400, "BAD_REQUEST", "The warehouse is broken", of(Code::Warehouse)),
    (401, "UNAUTHENTICATED", "", of(Code::SignIn)),
    (401, "CUSTOMER_UNAUTHORIZED", "", of(Code::SignIn)),
    (401, "", "Token has expired", of(Code::SignIn)),
    (401, "", "insufficient_scope", Advice::Scope),
    (403, "", "Invalid access token.", of(Code::SignIn)),
    (403, "", "Invalid scope, required scopes: genie", Advice::Scope),
    (403, "PERMISSION_DENIED", "", of(Code::Permission)),
    (403, "", "", of(Code::Permission)),
    (403, "PERMISSION_DENIED", "You may not use the Genie space.", Advice::SpacePermission),
    (403, "PERMISSION_DENIED", "Space 01 is not shared with you.", Advice::SpacePermission),
    (403, "PERMISSION_DENIED", "You are not in this workspace.", of(Code::Permission)),
    (403, "PERMISSION_DENIED", "No CAN USE on warehouse 8e.", Advice::WarehouseAccess),
    (403, "PERMISSION_DENIED", "No SELECT on table t.", Advice::Data),
    (403, "PERMISSION_DENIED", "This is not acceptable.", of(Code::Permission)),
    (403, "FEATURE_DISABLED", "Not in this space.", Advice::Feature),
    (404, "RESOURCE_DOES_NOT_EXIST", "Genie space 01 does not exist.", Advice::SpaceMissing),
    (404, "RESOURCE_DOES_NOT_EXIST", "Conversation c in space s does not exist.", of(Code::NotFound)),
    (404, "NOT_FOUND", "", of(Code::NotFound)),
    (404, "NOT_FOUND", "The workspace knows no such thing.", of(Code::NotFound)),
    (404, "NOT_FOUND", "Statement 01f1 was not found.", of(Code::Expired)),
    (404, "RESOURCE_DOES_NOT_EXIST", "SQL warehouse 8e does not exist.", Advice::WarehouseMissing),
    (404, "ENDPOINT_NOT_FOUND", "No API found for 'GET /genie/spacez'", Advice::Endpoint),
    (404, "FEATURE_DISABLED", "", Advice::Feature),
    (404, "", "404 page not found", Advice::Endpoint),
    (405, "METHOD_NOT_ALLOWED", "", Advice::Endpoint),
    (408, "", "", of(Code::Timeout)),
    (409, "ABORTED", "", Advice::Busy),
    (409, "ALREADY_EXISTS", "", Advice::Busy),
    (409, "RESOURCE_CONFLICT", "", Advice::Busy),
    (410, "", "", of(Code::NotFound)),
    (413, "", "", Advice::TooLong),
    (415, "", "", of(Code::Input)),
    (418, "", "", of(Code::Internal)),
    (422, "", "", of(Code::Input)),
    (429, "RESOURCE_EXHAUSTED", "", of(Code::Quota)),
    (429, "REQUEST_LIMIT_EXCEEDED", "", of(Code::Quota)),
    (429, "", "", of(Code::Quota)),
    (499, "CANCELLED", "", Advice::Cancelled),
    (500, "INTERNAL_ERROR", "", Advice::Temporary),
    (500, "UNKNOWN", "", Advice::Temporary),
    (500, "DATA_LOSS", "", Advice::Temporary),
    (501, "NOT_IMPLEMENTED", "", Advice::Feature),
    (502, "", "Bad gateway", Advice::Unavailable),
    (503, "TEMPORARILY_UNAVAILABLE", "", Advice::Unavailable),
    (503, "UNAVAILABLE", "", Advice::Unavailable),
    (504, "DEADLINE_EXCEEDED", "", of(Code::Timeout)),
    (504, "", "", of(Code::Timeout)),
    (599, "", "", Advice::Temporary),
];

fn refused(status: u16, error_code: &str, words: &str) -> Failure {
    let body = format!(r#"{{"error_code":"{error_code}","message":"{words}"}}"#);
    ApiError::refused(&Reply { status, body, ..Reply::default() }).into_failure()
}

#[test]
fn every_status_and_code_of_a_refusal_has_its_advice() {
    for (status, error_code, words, advice) in REFUSALS {
        let failure = refused(*status, error_code, words);
        let case = (status, error_code, words);
        assert_eq!((failure.advice, failure.code), (*advice, advice.code()), "{case:?}");
        assert_eq!(failure.retryable, advice.is_retryable(), "{case:?}");
    }
    assert!(!refused(429, "BUDGET_EXCEEDED", "").retryable, "a minute's wait brings no money");
}

#[test]
fn no_reply_at_all_has_its_advice() {
    let failure = |lost| ApiError::Lost(lost).into_failure();
    assert_eq!(failure(Lost::Network("gone".into())), Failure::new(Code::Network).with_detail("gone"));
    assert_eq!(failure(Lost::Timeout), Failure::new(Code::Timeout));
}

#[test]
fn a_code_alone_has_its_own_advice() {
    for code in [Code::Config, Code::Unsure, Code::Expired, Code::Internal] {
        let failure = Failure::new(code);
        assert_eq!((failure.code, failure.advice), (code, Advice::Code(code)));
    }
}

/// The page's own fault is named to the page; what a service says may hold more than a page should log.
#[test]
fn a_page_hears_the_cause_of_its_own_failures_only() {
    let failure = |cause: &str| ApiError::Lost(Lost::NotSent(cause.into())).into_failure();
    let hook = failure("headers: x-token");
    assert_eq!((hook.code, hook.retryable), (Code::Config, true));
    assert!(i18n::message(&hook).ends_with(". headers: x-token"), "{}", i18n::message(&hook));
    assert!(!i18n::message(&hook).contains("not signed in"));
    assert_eq!(i18n::message(&failure("")), i18n::advice(Advice::Hook));
    let refused = Failure::new(Code::Permission).with_detail("403");
    assert_eq!(i18n::message(&refused), i18n::advice(refused.advice));
}

#[test]
fn every_advice_is_a_calm_sentence_of_its_own() {
    let told = TYPES.iter().chain(FUTURE).map(|(_, advice)| *advice);
    let told = told.chain(REFUSALS.iter().map(|(.., advice)| *advice));
    let mut told: Vec<_> = told.chain([Advice::Page, Advice::QueryCancelled]).collect();
    told.sort_by_key(|advice| format!("{advice:?}"));
    told.dedup();
    let mut sentences: Vec<_> = told.iter().map(|advice| i18n::advice(*advice)).collect();
    for sentence in &sentences {
        assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        assert!(!sentence.contains('!') && !sentence.contains('_') && sentence.len() < 200, "{sentence}");
    }
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), told.len(), "two categories with one sentence are one category");
}

#[test]
fn the_advice_names_what_can_be_done() {
    for (advice, words) in [
        (Advice::Context, "Start a new conversation"),
        (Advice::AgentMode, "Start a new conversation"),
        (Advice::Endpoint, "URL"),
        (Advice::Scope, "sign in again"),
        (Advice::SpacePermission, "Ask its owner"),
        (Advice::WarehouseStarting, "Try again"),
        (Advice::Temporary, "Try again"),
        (Advice::TooLong, "shorter"),
    ] {
        assert!(i18n::advice(advice).contains(words), "{advice:?}");
    }
}

/// What is offered follows from the advice: a sentence that says whom to ask leaves nothing to press.
#[test]
fn what_can_be_tried_fits_to_what_is_said() {
    for (advice, remedy) in [
        (of(Code::Network), Remedy::Repeat),
        (of(Code::Sql), Remedy::Repeat),
        (of(Code::NotFound), Remedy::Repeat),
        (Advice::GaveUp, Remedy::Repeat),
        (Advice::WarehouseStarting, Remedy::Repeat),
        (Advice::Cancelled, Remedy::Repeat),
        (of(Code::Content), Remedy::Reword),
        (Advice::TooLong, Remedy::Reword),
        (Advice::Data, Remedy::Reword),
        (Advice::Context, Remedy::Elsewhere),
        (Advice::AgentMode, Remedy::Elsewhere),
        (of(Code::Permission), Remedy::Nothing),
        (Advice::SpacePermission, Remedy::Nothing),
        (Advice::WarehouseAccess, Remedy::Nothing),
        (Advice::Budget, Remedy::Nothing),
        (Advice::Feature, Remedy::Nothing),
    ] {
        assert_eq!(advice.remedy(), remedy, "{advice:?}");
    }
    for (kind, advice) in TYPES {
        let says = i18n::advice(*advice);
        let hopeless = advice.remedy() == Remedy::Nothing;
        assert!(!(hopeless && advice.is_retryable()), "{kind}: it may work later, and cannot be tried");
        assert!(!(hopeless && says.contains("again")), "{kind}: {says}");
        let elsewhere = advice.remedy() == Remedy::Elsewhere;
        assert_eq!(elsewhere, says.contains("Start a new conversation"), "{kind}: {says}");
    }
}
