//! Refusals in all the forms in which they reach a browser.

use genie_chat::api::decode;
use genie_chat::api::error::{ApiError, Reply};
use genie_chat::domain::failure::{Advice, Code};

use super::{refused, reply};

fn malformed(body: &str) -> String {
    decode::page(reply(200, [body, "]"].concat()))
        .map_or_else(|error| error.into_failure().detail.unwrap(), |_| String::new())
}

/// 500: none of these tests is about the status.
fn detail(body: &str) -> String {
    refused(500, body).detail.unwrap()
}

#[test]
fn the_words_are_found_in_every_form_of_body() {
    for (body, told) in [
        (r#"{"error_code":"ABORTED","message":"Busy"}"#, "500 · ABORTED · Busy"),
        (r#"{"error_code":500,"message":"Oops"}"#, "500 · Oops"),
        (r#"{"error":"Old form"}"#, "500 · Old form"),
        (r#"{"error":"invalid_request","error_description":"No client"}"#, "500 · No client"),
        (r#"{"error":{"error_code":"X_Y","message":"Wrapped"}}"#, "500 · X_Y · Wrapped"),
        (r#"{"schemas":["scim"],"detail":"SCIM","status":"500"}"#, "500 · SCIM"),
        (r#"{"message":"","error_code":"INTERNAL_ERROR"}"#, "500 · INTERNAL_ERROR"),
        (r#""only words""#, "500 · only words"),
        (r#"{"odd":1}"#, r#"500 · {"odd":1}"#),
        ("INVALID_STATE: not now", "500 · INVALID_STATE · not now"),
        ("upstream connect error: reset", "500 · upstream connect error: reset"),
        ("<html><title>Bad &amp; ugly</title></html>", "500 · Bad & ugly"),
        ("\n<html><title>Error</title><pre>Reason: <b>x</b></pre></html>", "500 · Reason: x"),
        ("<p>Only words</p>", "500 · Only words"),
        ("", "500"),
        (" \n", "500"),
        ("{\"cut", "500 · {\"cut"),
    ] {
        assert_eq!(detail(body), told, "{body}");
    }
}

#[test]
fn of_a_long_body_only_the_beginning_is_kept() {
    let long = "ü".repeat(5_000);
    for body in [
        long.clone(),
        format!("<pre>{long}</pre>"),
        format!("<p>{long}"),
        format!(r#"{{"message":"{long}"}}"#),
        format!("[{long}"),
    ] {
        for detail in [detail(&body), malformed(&body)] {
            assert!(detail.len() < 2_200, "{body:.20} gave {} bytes", detail.len());
        }
        assert!(detail(&body).contains(&"ü".repeat(900)), "{body:.20}");
    }
}

#[test]
fn a_login_page_with_status_200_is_told_by_its_title_and_asks_to_sign_in() {
    let page = format!("<!doctype html><title>Databricks - Sign In</title>{}", "ü".repeat(5_000));
    let failure = refused(200, &page);
    assert_eq!((failure.code, failure.retryable), (Code::SignIn, false));
    let detail = failure.detail.unwrap();
    assert!(detail.ends_with("\n\nDatabricks - Sign In"), "{detail}");
    assert_eq!(refused(200, "<html><form action=/login.html>").code, Code::SignIn);
    assert_eq!(refused(200, "<html><title>My shop</title>").advice, Advice::Page);
    let cut = refused(200, r#"{"message_id":"m","sta"#);
    assert_eq!((cut.advice, cut.retryable), (Advice::Code(Code::Internal), true));
    assert!(cut.detail.unwrap().ends_with(r#"{"message_id":"m","sta"#));
}

#[test]
fn the_request_id_is_found_in_the_details_the_words_or_the_header() {
    let id = |body: &str| {
        let reply =
            Reply { status: 500, request_id: Some("h".into()), body: body.into(), ..Reply::default() };
        decode::told(Ok(reply)).unwrap_err().into_failure().request_id.unwrap()
    };
    assert_eq!(id(r#"{"message":"m [ReqId: w]","details":[{"@type":"x"},{"request_id":"d"}]}"#), "d");
    assert_eq!(id(r#"{"message":"m [ReqId: w]"}"#), "w");
    assert_eq!(id("Bad. [reqid:w] More."), "w");
    for body in ["", r#"{"message":"m [ReqId: cut"}"#, r#"{"message":"m [ReqId: ]"}"#, r#"{"details":null}"#]
    {
        assert_eq!(id(body), "h", "{body}");
    }
}

fn wait(retry_after: Option<&str>, date: Option<&str>, body: &str) -> Option<u64> {
    let reply = Reply {
        status: 429,
        retry_after: retry_after.map(str::to_owned),
        date: date.map(str::to_owned),
        received_at: 784_111_777_000,
        body: body.into(),
        ..Reply::default()
    };
    let error = ApiError::refused(&reply);
    assert_eq!(error.retry_after_ms(), error.clone().into_failure().retry_after_ms);
    error.retry_after_ms()
}

#[test]
fn the_wait_is_read_from_the_header_and_else_from_retry_info() {
    let info = r#"{"details":[{"@type":"r"},{"@type":"i","retry_delay":"42.5s"}]}"#;
    assert_eq!(wait(Some("7"), None, info), Some(7_000));
    assert_eq!(wait(Some("1.58"), None, ""), Some(1_580));
    assert_eq!(wait(None, None, info), Some(42_500));
    assert_eq!(wait(Some("soon"), None, info), Some(42_500));
    assert_eq!(wait(None, None, ""), None);
    assert_eq!(wait(None, None, r#"{"details":[{"retry_delay":{"seconds":1}}]}"#), None);
    let until = Some("Sun, 06 Nov 1994 08:50:07 GMT");
    assert_eq!(wait(until, None, ""), Some(30_000), "by the own clock");
    assert_eq!(wait(until, Some("Sun, 06 Nov 1994 08:50:00 GMT"), ""), Some(7_000), "by the service's");
}

/// A wait of nothing would let a widget ask without a pause.
#[test]
fn a_wait_of_zero_leaves_the_pace_to_the_widget() {
    for header in ["0", "-3", "Sun, 06 Nov 1994 08:00:00 GMT"] {
        assert_eq!(wait(Some(header), None, ""), None, "{header}");
    }
}

#[test]
fn no_body_at_all_is_understood_by_its_status() {
    let error = decode::statement(reply(503, "")).unwrap_err();
    assert!(error.is_passing());
    assert_eq!(error.into_failure().advice, Advice::Unavailable);
    assert!(!decode::statement(reply(501, "")).unwrap_err().is_passing());
}
