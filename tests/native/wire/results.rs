//! What a statement may answer beyond the recorded bodies.

use genie_chat::api::decode;
use genie_chat::api::result::Statement;
use genie_chat::domain::failure::{Advice, Code};

use super::{reply, statement, table};

fn response(inner: &str) -> String {
    format!(r#"{{"statement_response":{{{inner}}}}}"#)
}

fn state(state: &str, error: &str) -> Statement {
    statement(&response(&format!(r#""status":{{"state":"{state}","error":{error}}}"#)))
}

#[test]
fn every_state_of_a_statement_is_known() {
    assert_eq!(state("PENDING", "null"), Statement::Running);
    assert_eq!(state("RUNNING", "null"), Statement::Running);
    assert_eq!(state("CLOSED", "null"), Statement::Expired);
    assert!(matches!(state("SUCCEEDED", "null"), Statement::Rows(_)));
    assert!(matches!(state("STATE_OF_THE_FUTURE", "null"), Statement::Rows(_)));
    for (word, advice) in [
        ("FAILED", Advice::Code(Code::Sql)),
        ("CANCELED", Advice::QueryCancelled),
        ("CANCELLED", Advice::QueryCancelled),
    ] {
        let Statement::Failed(failure) = state(word, "null") else { panic!("{word}") };
        assert_eq!((failure.advice, failure.code), (advice, Code::Sql), "{word}");
    }
}

#[test]
fn a_failed_statement_tells_what_can_be_done() {
    for (code, words, advice) in [
        ("BAD_REQUEST", "[PARSE_SYNTAX_ERROR]", Advice::Code(Code::Sql)),
        ("UNKNOWN", "?", Advice::Code(Code::Sql)),
        ("BAD_REQUEST", "[INSUFFICIENT_PERMISSIONS] User does not have SELECT", Advice::Data),
        ("PERMISSION_DENIED", "no", Advice::Data),
        ("RESOURCE_EXHAUSTED", "", Advice::Code(Code::Quota)),
        ("DEADLINE_EXCEEDED", "", Advice::GaveUp),
        ("ABORTED", "", Advice::QueryCancelled),
        ("CANCELLED", "", Advice::QueryCancelled),
        ("NOT_FOUND", "", Advice::Code(Code::Expired)),
        ("UNAUTHENTICATED", "", Advice::Code(Code::SignIn)),
        ("TEMPORARILY_UNAVAILABLE", "", Advice::Unavailable),
        ("WORKSPACE_TEMPORARILY_UNAVAILABLE", "", Advice::Unavailable),
        ("SERVICE_UNDER_MAINTENANCE", "", Advice::Unavailable),
        ("INTERNAL_ERROR", "", Advice::Temporary),
        ("IO_ERROR", "", Advice::Temporary),
        ("BAD_REQUEST", "The warehouse is not running", Advice::WarehouseStarting),
        ("BAD_REQUEST", "No such warehouse", Advice::Code(Code::Warehouse)),
    ] {
        let error = format!(r#"{{"error_code":"{code}","message":"{words}"}}"#);
        let Statement::Failed(failure) = state("FAILED", &error) else { panic!("{error}") };
        assert_eq!((failure.advice, failure.code), (advice, advice.code()), "{error}");
        let detail = if words.is_empty() { code } else { words };
        assert_eq!(failure.detail.as_deref(), Some(detail));
    }
}

#[test]
fn a_result_without_rows_or_columns_is_an_empty_table() {
    for inner in [
        r#""status":{"state":"SUCCEEDED"}"#,
        r#""status":{"state":"SUCCEEDED"},"result":{}"#,
        r#""status":{"state":"SUCCEEDED"},"manifest":null,"result":null"#,
        r#""status":{"state":"SUCCEEDED"},"manifest":{"schema":{"column_count":0}},"result":{}"#,
        r#""status":{"state":"SUCCEEDED"},"result":{"data_array":null}"#,
        r#""status":{"state":"SUCCEEDED"},"result":{"data_array":[]}"#,
        r#""manifest":{"schema":{"columns":null}}"#,
    ] {
        let table = table(&response(inner));
        assert_eq!((table.rows(), table.total(), table.columns().len()), (0, 0, 0), "{inner}");
        assert!(!table.is_partial(), "{inner}");
    }
}

#[test]
fn a_reply_that_tells_nothing_is_no_empty_table() {
    for body in [response(""), response(r#""status":{},"statement_id":"x""#), "{}".into(), "[]".into()] {
        assert!(decode::statement(reply(200, body.clone())).is_err(), "{body}");
    }
}

#[test]
fn rows_in_a_foreign_format_are_counted_as_not_here() {
    let table = table(&response(
        r#""status":{"state":"SUCCEEDED"},"manifest":{"format":"PROTOBUF_ARRAY","schema":{"columns":[{"name":"n"}]},"total_row_count":7}"#,
    ));
    assert_eq!((table.rows(), table.total(), table.columns().len(), table.is_partial()), (0, 7, 1, true));
}

#[test]
fn further_chunks_are_told_so_that_counts_stay_honest() {
    let rows = r#""data_array":[["1"],["2"]]"#;
    for (manifest, result, total) in [
        (r#""total_chunk_count":2"#, "", 2),
        (r#""total_chunk_count":"2","total_row_count":"9""#, "", 9),
        (r#""chunks":[{"chunk_index":0,"row_count":2},{"chunk_index":1,"row_count":3}]"#, "", 5),
        ("", r#","next_chunk_index":1"#, 2),
        ("", r#","next_chunk_internal_link":"/api/x""#, 2),
    ] {
        let table = table(&response(&format!(
            r#""status":{{"state":"SUCCEEDED"}},"manifest":{{{manifest}}},"result":{{{rows}{result}}}"#
        )));
        assert_eq!((table.rows(), table.total(), table.is_partial()), (2, total, true), "{manifest}{result}");
        assert_eq!(table.next_chunk(), Some(1), "{manifest}{result}");
    }
    let whole = r#""manifest":{"total_chunk_count":1,"chunks":[{"row_count":2}],"truncated":true}"#;
    let table = table(&response(&format!(r#"{whole},"result":{{{rows}}}"#)));
    assert_eq!((table.total(), table.is_partial(), table.truncated()), (2, false, true));
    assert_eq!(table.next_chunk(), None);
}

#[test]
fn cells_are_kept_to_the_letter() {
    let cells =
        [r#""4.2049561E7""#, r#""""#, r#""[\"1\",\"2\"]""#, r#""\ud83d\ude00""#, "null", "true", "-7"];
    let table = table(&response(&format!(r#""result":{{"data_array":[[{}]]}}"#, cells.join(","))));
    let read: Vec<_> = (0..cells.len()).map(|column| table.cell(0, column)).collect();
    let told =
        [Some("4.2049561E7"), Some(""), Some(r#"["1","2"]"#), Some("😀"), None, Some("true"), Some("-7")];
    assert_eq!(read, told);
}
