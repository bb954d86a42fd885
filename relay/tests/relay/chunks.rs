//! Further chunks of a result: those of the demo, and what goes out for them to a workspace and comes back.

use reqwest::Response;
use serde_json::{Value, json};

use crate::stub::{Answer, Seen, Stub};
use crate::support::{MESSAGE, Relay, SHOWCASE, SPACE, TOKEN, attachment, error, header};

/// Where a workspace has its statements.
const STATEMENTS: &str = "/api/2.0/sql/";

const STATEMENT: &str = "01f1d0aa-16bb-1e2f-8a3b-001122334455";

const ASKED: &str = "Show a result in chunks";

async fn chunk(relay: &Relay, attachment: &str, index: &str) -> Response {
    relay.get(&format!("{attachment}/chunks/{index}")).send().await.unwrap()
}

async fn json(response: Response) -> Value {
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

/// A message with a query of this statement id beside a text, and other statements around it.
fn message(statement: &Value) -> Answer {
    let other = json!({ "statement_id": "other", "query": "SELECT 2" });
    let message = json!({
        "message_id": "m1",
        "status": "COMPLETED",
        "attachments": [
            { "attachment_id": "a0", "query": other },
            { "attachment_id": "a", "query": { "statement_id": statement, "query": "SELECT 1" } },
            { "attachment_id": "t", "text": { "content": "One." } },
        ],
        "query_result": { "statement_id": "other", "statement_id_signature": "s" },
    });
    Answer::json(200, message.to_string())
}

/// A workspace with that message, and this answer to whoever asks for a statement.
async fn workspace(statement: &Value, chunk: Answer) -> Stub {
    let stub = Stub::start(message(statement)).await;
    stub.answer_below(STATEMENTS, chunk);
    stub
}

fn rows() -> Answer {
    Answer::json(200, r#"{"chunk_index":1,"row_offset":1,"row_count":1,"data_array":[["1"]]}"#)
}

fn asked_for_statements(stub: &Stub) -> Vec<Seen> {
    stub.seen().into_iter().filter(|seen| seen.uri.path().starts_with(STATEMENTS)).collect()
}

/// A row as the demo's file writes it.
fn line(row: &Value) -> String {
    let cell = |cell: &Value| match cell.as_str() {
        None => String::new(),
        Some(text) if text.is_empty() || text.contains([',', '"']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Some(text) => text.to_owned(),
    };
    row.as_array().unwrap().iter().map(cell).collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn the_chunks_of_the_demo_have_every_row_once_and_as_the_file_has_it() {
    let demo = Relay::demo(&["--answer-ms", "0"]).await;
    let attachment = attachment(&demo, SHOWCASE, ASKED).await;
    let result = json(demo.get(&format!("{attachment}/query-result")).send().await.unwrap()).await;
    let manifest = &result["statement_response"]["manifest"];
    assert_eq!((&manifest["total_chunk_count"], &manifest["total_row_count"]), (&json!(4), &json!(5000)));
    let types: Vec<_> =
        manifest["schema"]["columns"].as_array().unwrap().iter().map(|column| &column["type_name"]).collect();
    assert_eq!(types, ["LONG", "DATE", "STRING", "DECIMAL", "DOUBLE", "STRING", "TIMESTAMP"]);
    let listed = manifest["chunks"].as_array().unwrap();
    let sizes = listed.iter().map(|chunk| chunk["byte_count"].as_u64().unwrap());
    assert_eq!(manifest["total_byte_count"], sizes.sum::<u64>());

    let mut rows = Vec::new();
    let mut next = json!(0);
    while let Some(index) = next.as_u64() {
        let chunk = json(chunk(&demo, &attachment, &index.to_string()).await).await;
        if index == 0 {
            assert_eq!(chunk, result["statement_response"]["result"], "the first stands in the result");
        }
        let listed = &listed[usize::try_from(index).unwrap()];
        for name in ["chunk_index", "row_offset", "row_count"] {
            assert_eq!(chunk[name], listed[name], "{name} of {index}");
        }
        assert_eq!((&chunk["chunk_index"], &chunk["row_offset"]), (&json!(index), &json!(rows.len())));
        let data = chunk["data_array"].as_array().unwrap();
        let bytes =
            data.iter().flat_map(|row| row.as_array().unwrap()).filter_map(Value::as_str).map(str::len);
        assert_eq!((data.len(), &listed["byte_count"]), (1250, &json!(bytes.sum::<usize>())));
        rows.extend(data.clone());
        next = chunk["next_chunk_index"].clone();
    }
    assert_eq!(listed.len(), 4);
    let numbers: Vec<_> = rows.iter().map(|row| row[0].as_str().unwrap().to_owned()).collect();
    assert_eq!(numbers, (1..=5000).map(|number| number.to_string()).collect::<Vec<_>>());
    assert!(rows.iter().any(|row| row[5].is_null()) && rows.iter().any(|row| row[5] == ""));

    let file = demo.get(&format!("{attachment}/rows.csv")).send().await.unwrap().text().await.unwrap();
    let lines: Vec<_> = file.split_terminator("\r\n").skip(1).collect();
    assert_eq!(lines, rows.iter().map(line).collect::<Vec<_>>());
    let (status, code, _) = error(chunk(&demo, &attachment, "4").await).await;
    assert_eq!((status, code.as_str()), (404, "RESOURCE_DOES_NOT_EXIST"));
}

#[tokio::test]
async fn the_demo_refuses_as_query_result_does() {
    let demo = Relay::demo(&["--answer-ms", "0", "--demo-faults"]).await;
    let text = attachment(&demo, SHOWCASE, "Answer in text only").await;
    let unknown = format!("{text}0");
    for (attachment, status) in [(&text, 400), (&unknown, 404)] {
        let told = error(chunk(&demo, attachment, "1").await).await;
        let result = demo.get(&format!("{attachment}/query-result")).send().await.unwrap();
        assert_eq!((told.0, &told), (status, &error(result).await));
    }
    let rows = attachment(&demo, SHOWCASE, ASKED).await;
    let others = demo.get(&format!("{rows}/chunks/1")).header("x-genie-session", "somebody-else");
    assert_eq!(error(others.send().await.unwrap()).await.0, 404, "a conversation of another caller");
    let expired = attachment(&demo, SHOWCASE, "Show an expired result").await;
    assert_eq!(error(chunk(&demo, &expired, "0").await).await.0, 404);

    let faulty =
        |fault: &'static str| demo.get(&format!("{rows}/chunks/1")).header("x-genie-demo-fault", fault);
    let refused = faulty("503=3").send().await.unwrap();
    assert_eq!((refused.status().as_u16(), header(&refused, "retry-after")), (503, "3"));
    let cut = faulty("truncated").send().await.unwrap();
    assert_eq!(cut.status(), 200);
    assert!(serde_json::from_str::<Value>(&cut.text().await.unwrap()).is_err());
    assert_eq!(faulty("latency=1").send().await.unwrap().status(), 200);
}

/// Where the demo has its chunks is for the relay alone.
#[tokio::test]
async fn no_statement_can_be_asked_for_by_its_id() {
    let demo = Relay::demo(&["--answer-ms", "0"]).await;
    let attachment = attachment(&demo, SHOWCASE, ASKED).await;
    let result = json(demo.get(&format!("{attachment}/query-result")).send().await.unwrap()).await;
    let statement = result["statement_response"]["statement_id"].as_str().unwrap().to_owned();
    let stub = workspace(&json!(STATEMENT), rows()).await;
    for relay in [&demo, &Relay::over(&stub).await] {
        let path = format!("{STATEMENTS}statements/{statement}/result/chunks/1");
        let (status, code, _) = error(relay.get(&path).send().await.unwrap()).await;
        assert_eq!((status, code.as_str()), (404, "ENDPOINT_NOT_FOUND"));
    }
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn the_statement_is_the_messages_and_never_the_callers() {
    let stub = workspace(&json!(STATEMENT), rows()).await;
    let relay = Relay::over(&stub).await;
    let path = format!("{MESSAGE}/attachments/a/chunks/007?statement_id=mine&statement=mine&chunk_index=9");
    let request =
        relay.get(&path).header("authorization", "Bearer of-the-browser").header("cookie", "session=1");
    let request = request.header("x-request-id", "page-1").body(r#"{"statement_id":"mine"}"#);
    assert_eq!(json(request.send().await.unwrap()).await["data_array"], json!([["1"]]));
    let seen = stub.seen();
    let message = format!("/api/2.0/genie/spaces/{SPACE}/conversations/c1/messages/m1");
    let chunk = format!("{STATEMENTS}statements/{STATEMENT}/result/chunks/7");
    assert_eq!(seen.iter().map(|seen| seen.uri.to_string()).collect::<Vec<_>>(), [message, chunk]);
    for seen in seen {
        let sent = |name: &str| seen.headers.get(name).map(|value| value.to_str().unwrap());
        assert_eq!((seen.method.as_str(), sent("x-request-id")), ("GET", Some("page-1")));
        assert_eq!(sent("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
        assert!(sent("cookie").is_none() && seen.body.is_empty());
    }
}

#[tokio::test]
async fn nothing_is_asked_for_what_cannot_be() {
    let stub = workspace(&json!(STATEMENT), rows()).await;
    let relay = Relay::over(&stub).await;
    let attachment = format!("{MESSAGE}/attachments/a");
    for index in ["-1", "+1", "1234567890", "0000000001", "1x", "1.5", "", "%31", "~", "1%2F..", "٣"] {
        let (status, code, _) = error(chunk(&relay, &attachment, index).await).await;
        assert_eq!((status, code.as_str()), (400, "INVALID_PARAMETER_VALUE"), "{index}");
    }
    assert!(stub.seen().is_empty(), "a number that cannot be is not worth a look at the message");
    assert_eq!(chunk(&relay, &attachment, "999999999").await.status(), 200);

    let known = asked_for_statements(&stub).len();
    for (attachment, expected) in [
        ("x", (404, "RESOURCE_DOES_NOT_EXIST", "Attachment x does not exist.")),
        ("t", (400, "BAD_REQUEST", "Attachment with ID t is not a valid query attachment.")),
    ] {
        let (status, code, words) =
            error(chunk(&relay, &format!("{MESSAGE}/attachments/{attachment}"), "1").await).await;
        assert_eq!((status, code.as_str(), words.as_str()), expected);
    }
    let early = (400, "INVALID_STATE", "The query of attachment a has not been executed yet.");
    let odd = "The workspace gave no rows of this chunk: its statement has an id that cannot be one.";
    let odd = (502, "BAD_GATEWAY", odd);
    for (statement, expected) in [
        (Value::Null, early),
        (json!(""), early),
        (json!(1), early),
        (json!("../../secrets/list"), odd),
        (json!(".."), odd),
        (json!("s/result/chunks/0?"), odd),
        (json!("a".repeat(513)), odd),
    ] {
        stub.answer(message(&statement));
        let (status, code, words) = error(chunk(&relay, &attachment, "1").await).await;
        assert_eq!((status, code.as_str(), words.as_str()), expected, "{statement}");
    }
    stub.answer(Answer::json(200, "<html>Sign in</html>"));
    assert_eq!(error(chunk(&relay, &attachment, "1").await).await.0, 502);
    assert_eq!(asked_for_statements(&stub).len(), known, "a statement was asked for");
}

#[tokio::test]
async fn a_refusal_passes_with_its_status_words_and_wait() {
    let stub = workspace(&json!(STATEMENT), rows()).await;
    let relay = Relay::over(&stub).await;
    let attachment = format!("{MESSAGE}/attachments/a");
    let scope = "Invalid scope, required scopes: sql";
    stub.answer_below(STATEMENTS, Answer::json(403, scope).with("content-type", "text/plain"));
    let told = error(chunk(&relay, &attachment, "1").await).await;
    assert_eq!(told, (403, "PERMISSION_DENIED".to_owned(), scope.to_owned()));

    let slow = r#"{"error_code":"RESOURCE_EXHAUSTED","message":"Slow","statement_id_signature":"s"}"#;
    stub.answer_below(STATEMENTS, Answer::json(429, slow).with("retry-after", "9").with("set-cookie", "a=b"));
    let refused = chunk(&relay, &attachment, "1").await;
    assert_eq!((header(&refused, "retry-after"), header(&refused, "set-cookie")), ("9", ""));
    let text = refused.text().await.unwrap();
    assert!(text.contains("Slow") && !text.contains("signature"), "{text}");

    let asked = asked_for_statements(&stub).len();
    stub.answer(Answer::json(404, r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No message"}"#));
    let told = error(chunk(&relay, &attachment, "1").await).await;
    assert_eq!(told, (404, "RESOURCE_DOES_NOT_EXIST".to_owned(), "No message".to_owned()));
    assert_eq!(asked_for_statements(&stub).len(), asked, "who may not see the message gets no rows");
}

#[tokio::test]
async fn links_stay_inside_and_a_chunk_of_links_alone_is_none() {
    let stub = workspace(&json!(STATEMENT), rows()).await;
    let relay = Relay::over(&stub).await;
    let attachment = format!("{MESSAGE}/attachments/a");
    let mixed = concat!(
        r#"{"external_links":[{"external_link":"https://store.example/x","http_headers":{"k":"v"}}],"chunk_index":1,"#,
        r#""row_offset":9007199254740993,"row_count":1,"next_chunk_index":2,"next_chunk_internal_link":"/api/2.0/sql/x","#,
        r#""data_array":[["1.10",null,"next_chunk_internal_link"]]}"#
    );
    stub.answer_below(STATEMENTS, Answer::json(200, mixed));
    let passed = chunk(&relay, &attachment, "1").await.text().await.unwrap();
    let expected = concat!(
        r#"{"chunk_index":1,"row_offset":9007199254740993,"row_count":1,"next_chunk_index":2,"#,
        r#""data_array":[["1.10",null,"next_chunk_internal_link"]]}"#
    );
    assert_eq!(passed, expected);

    let none = "The workspace gave no rows of this chunk: it sent none that can be shown here.";
    for body in [
        r#"{"external_links":[{"external_link":"https://store.example/x"}],"chunk_index":1}"#,
        r#"{"chunk_index":1,"data_array":null}"#,
        r#"{"chunk_index":1,"data_array":{"values":[]}}"#,
        "{}",
        "",
        "<html>Sign in</html>",
    ] {
        stub.answer_below(STATEMENTS, Answer::json(200, body));
        let told = error(chunk(&relay, &attachment, "1").await).await;
        assert_eq!(told, (502, "BAD_GATEWAY".to_owned(), none.to_owned()), "{body}");
    }
}

/// By these the page knows that there is more, and where it belongs.
#[tokio::test]
async fn a_result_tells_of_its_chunks_and_of_no_way_past_the_relay() {
    let body = concat!(
        r#"{"statement_response":{"manifest":{"total_chunk_count":2,"chunks":[{"chunk_index":0,"row_offset":0,"row_count":1,"#,
        r#""next_chunk_index":1,"next_chunk_internal_link":"/api/2.0/sql/x"},{"chunk_index":1,"row_offset":1,"row_count":1}]},"#,
        r#""result":{"chunk_index":0,"next_chunk_index":1,"next_chunk_internal_link":"/api/2.0/sql/x","data_array":[["1"]]}}}"#
    );
    let relay = Relay::over(&Stub::start(Answer::json(200, body)).await).await;
    let passed = relay.get(&format!("{MESSAGE}/attachments/a/query-result")).send().await.unwrap();
    let expected = body.replace(r#","next_chunk_internal_link":"/api/2.0/sql/x""#, "");
    assert_eq!(passed.text().await.unwrap(), expected);
}
