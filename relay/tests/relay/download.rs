//! All rows as CSV: through the demo, through a relay before it, and what is
//! refused on the way.

use reqwest::Response;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::stub::{Answer, Stub};
use crate::support::{MESSAGE, Relay, SHOWCASE, attachment, demo_space, error, header};

async fn demo() -> Relay {
    Relay::demo(&["--answer-ms", "0"]).await
}

/// A relay that forwards to `demo`.
async fn before(demo: &Relay) -> Relay {
    let workspace = format!("http://{}", demo.address);
    Relay::forward(&workspace, &["--space", "showcase=01f1c0ffee0012349abc000000000002"]).await
}

async fn csv(relay: &Relay, attachment: &str) -> Response {
    relay.get(&format!("{attachment}/rows.csv")).send().await.unwrap()
}

#[tokio::test]
async fn all_rows_come_also_those_beyond_the_cut() {
    let demo = demo().await;
    let relay = before(&demo).await;
    for relay in [&demo, &relay] {
        let attachment = attachment(relay, SHOWCASE, "Show 200,000 rows").await;
        let reply = csv(relay, &attachment).await;
        assert_eq!(reply.status(), 200);
        assert_eq!(header(&reply, "content-type"), "text/csv; charset=utf-8; header=present");
        assert_eq!(header(&reply, "content-disposition"), "attachment; filename=\"rows.csv\"");
        assert_eq!(header(&reply, "cache-control"), "no-store");
        let text = reply.text().await.unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 200_001);
        assert_eq!(lines[0], "id,day,region,amount,ratio");
        for (at, line) in lines.iter().enumerate().skip(1) {
            assert_eq!(line.split(',').next(), Some(at.to_string().as_str()));
        }
    }
}

#[tokio::test]
async fn the_file_has_the_cells_of_the_result() {
    let demo = demo().await;
    let rows = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let sales = attachment(&demo, &demo_space(), "total sales by day and product").await;
    let file = rows(&csv(&demo, &sales).await.text().await.unwrap());
    assert!(file.len() > 5000, "{}", file.len());
    let shown: Value = demo.get(&format!("{sales}/query-result")).send().await.unwrap().json().await.unwrap();
    let cells = shown["statement_response"]["result"]["data_array"].as_array().unwrap();
    for (row, line) in cells.iter().zip(&file) {
        let cells: Vec<_> = row.as_array().unwrap().iter().map(|cell| cell.as_str().unwrap()).collect();
        assert_eq!(&cells.join(","), line);
    }
    let nulls = attachment(&demo, SHOWCASE, "Show nulls and empty strings").await;
    let text = csv(&demo, &nulls).await.text().await.unwrap();
    assert!(text.contains("NULL,,\r\nempty string,\"\",0\r\nthe word NULL,NULL,0\r\n"), "{text}");
    let none = attachment(&demo, SHOWCASE, "Show no rows").await;
    assert_eq!(csv(&demo, &none).await.text().await.unwrap(), "product,revenue\r\n");
}

#[tokio::test]
async fn what_has_no_rows_is_refused_as_the_service_does() {
    let demo = demo().await;
    let relay = before(&demo).await;
    for relay in [&demo, &relay] {
        let text = attachment(relay, SHOWCASE, "Answer in text only").await;
        let (status, code, _) = error(csv(relay, &text).await).await;
        assert_eq!((status, code.as_str()), (400, "BAD_REQUEST"));
        let failed = attachment(relay, SHOWCASE, "Fail with SQL_EXECUTION_EXCEPTION").await;
        let (status, code, _) = error(csv(relay, &failed).await).await;
        assert_eq!((status, code.as_str()), (400, "INVALID_STATE"));
        let (status, code, _) = error(csv(relay, &format!("{text}x")).await).await;
        assert_eq!((status, code.as_str()), (404, "RESOURCE_DOES_NOT_EXIST"));
    }
}

/// The pair of endpoints as an SDK uses it, against the demo alone.
#[tokio::test]
async fn the_pair_gives_links_that_need_signature_and_key_and_no_credential() {
    let demo = demo().await;
    let rows = attachment(&demo, SHOWCASE, "Show 200,000 rows").await;
    let generated: Value =
        demo.post(&format!("{rows}/downloads"), "{}").send().await.unwrap().json().await.unwrap();
    let text = |name: &str| generated[name].as_str().unwrap().to_owned();
    let download = format!("{rows}/downloads/{}", text("download_id"));
    for (query, status) in [("", 400), ("?download_id_signature=wrong", 403)] {
        let (refused, ..) = error(demo.get(&format!("{download}{query}")).send().await.unwrap()).await;
        assert_eq!(refused, status, "{query}");
    }
    let signed = format!("{download}?download_id_signature={}", text("download_id_signature"));
    let done: Value = demo.get(&signed).send().await.unwrap().json().await.unwrap();
    let response = &done["statement_response"];
    assert_eq!(response["manifest"]["total_row_count"], 200_000);
    let links = response["result"]["external_links"].as_array().unwrap();
    assert_eq!(links.len(), 2);
    let url = links[1]["external_link"].as_str().unwrap();
    let path = url.strip_prefix(&format!("http://{}", demo.address)).unwrap();
    let key = links[1]["http_headers"]["x-genie-demo-key"].as_str().unwrap();
    let with = |key: &str| demo.get(path).header("x-genie-demo-key", key);
    let part = with(key).send().await.unwrap().text().await.unwrap();
    assert!(part.starts_with("100001,") && part.lines().count() == 100_000);
    assert_eq!(demo.get(path).send().await.unwrap().status(), 403);
    assert_eq!(with("x").send().await.unwrap().status(), 403);
    assert_eq!(with(key).header("authorization", "Bearer x").send().await.unwrap().status(), 400);
}

/// The pair's replies open rows without a credential: no page gets them from a workspace.
#[tokio::test]
async fn a_forwarding_relay_keeps_the_pair_to_itself() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let attachment = format!("{MESSAGE}/attachments/a");
    for request in [
        relay.post(&format!("{attachment}/downloads"), "{}"),
        relay.get(&format!("{attachment}/downloads/d?download_id_signature=s")),
        relay.get("/api/2.0/genie/spaces"),
        relay.get(&format!("{MESSAGE}/comments")),
    ] {
        let (status, code, _) = error(request.send().await.unwrap()).await;
        assert_eq!((status, code.as_str()), (404, "ENDPOINT_NOT_FOUND"));
    }
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn a_workspace_that_gives_no_file_is_named_as_the_reason() {
    let stub = Stub::start(Answer::json(200, "{}")).await;
    let relay = Relay::over(&stub).await;
    let attachment = format!("{MESSAGE}/attachments/a");
    let link = |url: &str| {
        format!(
            r#"{{"download_id":"d","download_id_signature":"s&s","statement_response":{{"status":{{"state":"SUCCEEDED"}},"manifest":{{"total_row_count":1}},"result":{{"external_links":[{{"external_link":"{url}"}}]}}}}}}"#
        )
    };
    let why = |why: &str| format!("The workspace gave no file with the rows: {why}.");
    for (answer, status, message) in [
        (Answer::json(200, "{}"), 502, why("it named no download")),
        (
            Answer::json(429, r#"{"error_code":"RESOURCE_EXHAUSTED","message":"Slow"}"#),
            429,
            "Slow".to_owned(),
        ),
        (Answer::json(200, link("http://store.example/rows")), 502, why("a link is not https")),
        (Answer::json(200, link("file:///etc/passwd")), 502, why("a link is not https")),
    ] {
        stub.answer(answer);
        let (told, _, words) = error(csv(&relay, &attachment).await).await;
        assert_eq!((told, words), (status, message));
    }
    let seen = stub.seen();
    let signed = seen.last().unwrap().uri.to_string();
    assert!(signed.ends_with("/attachments/a/downloads/d?download_id_signature=s%26s"), "{signed}");
}

/// Asks for the rows with the line that ends them.
async fn with_end(relay: &Relay, attachment: &str) -> Response {
    relay.get(&format!("{attachment}/rows.csv")).header("accept", "text/csv; end=1").send().await.unwrap()
}

/// The line that a file is to end with.
fn end_of(file: &str) -> String {
    // CRC-32 bit by bit, as its definition has it.
    let bit = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    let sum = !file.bytes().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(byte), bit));
    format!("#genie-relay-end bytes={:020} crc32={sum:08x}\r\n", file.len())
}

#[tokio::test]
async fn who_asks_for_it_sees_where_the_rows_end() {
    let demo = demo().await;
    let relay = before(&demo).await;
    for relay in [&demo, &relay] {
        for question in ["Show 200,000 rows", "Show nulls and empty strings", "Show no rows"] {
            let attachment = attachment(relay, SHOWCASE, question).await;
            let plain = csv(relay, &attachment).await.text().await.unwrap();
            assert!(!plain.contains("#genie-relay"), "nobody else gets it");
            let reply = with_end(relay, &attachment).await;
            assert_eq!(header(&reply, "content-type"), "text/csv; charset=utf-8; header=present; end=1");
            assert_eq!(reply.text().await.unwrap(), [plain.as_str(), &end_of(&plain)].concat());
        }
    }
}

/// A store of files that answers each connection with the next of these replies and closes it.
async fn store(replies: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for reply in replies {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 4096];
            assert!(stream.read(&mut head).await.unwrap() > 0);
            stream.write_all(reply.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    url
}

/// What a reply of that store brings through a relay: its status, and the body where that came to an end.
async fn through(parts: &[&str]) -> (u16, Option<String>) {
    let url = store(parts.iter().map(|part| (*part).to_owned()).collect()).await;
    let link = |at: usize| json!({ "chunk_index": at, "external_link": format!("{url}/{at}") });
    let links: Vec<Value> = (0..parts.len()).map(link).collect();
    let done = json!({
        "download_id": "d",
        "download_id_signature": "s",
        "statement_response": {
            "status": { "state": "SUCCEEDED" },
            "manifest": { "total_chunk_count": parts.len(), "total_row_count": 9 },
            "result": { "external_links": links },
        },
    });
    let stub = Stub::start(Answer::json(200, done.to_string())).await;
    let relay = Relay::over(&stub).await;
    let reply = with_end(&relay, &format!("{MESSAGE}/attachments/a")).await;
    (reply.status().as_u16(), reply.text().await.ok())
}

#[tokio::test]
async fn a_file_that_breaks_off_behind_the_relay_never_gets_an_end() {
    let part = |head: &str, body: &str| format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{head}\r\n{body}");
    let whole = part("content-length: 7\r\n", "n\r\n\"1\r\n");
    let rest = part("transfer-encoding: chunked\r\n", "2\r\n\";\r\n0\r\n\r\n");
    let file = "n\r\n\"1\r\n\";";
    let expected = format!("{file}\r\n{}", end_of(&format!("{file}\r\n")));
    assert_eq!(through(&[&whole, &rest]).await, (200, Some(expected)));

    let cut = part("content-length: 8\r\n", "n\r\n\"1\r\n");
    let cut_between = part("transfer-encoding: chunked\r\n", "2\r\n\";\r\n");
    let refused = part("content-length: 0\r\n", "").replace("200 OK", "403 Forbidden");
    let endless = part("", "n\r\n1\r\n");
    for parts in
        [[&whole, &cut], [&whole, &cut_between], [&whole, &refused], [&whole, &endless], [&cut, &rest]]
    {
        assert_eq!(through(&parts.map(String::as_str)).await, (200, None), "{parts:?}");
    }
    // The first part is looked at before anything is said.
    for parts in [[&endless, &rest], [&refused, &rest]] {
        assert_eq!(through(&parts.map(String::as_str)).await.0, 502, "{parts:?}");
    }
}

#[tokio::test]
async fn an_old_protocol_in_which_no_end_can_be_seen_is_refused() {
    let demo = demo().await;
    let rows = attachment(&demo, SHOWCASE, "Show revenue by category").await;
    for (path, version, expected) in [
        (format!("{rows}/rows.csv"), "1.0", 505),
        ("/genie-relay/v1/demo/files/d?part=0&signature=s".to_owned(), "1.0", 505),
        ("/genie-relay/v1/demo/files/d?part=0&signature=s".to_owned(), "1.1", 403),
        (format!("{rows}/rows.csv"), "1.1", 200),
        (format!("{rows}/query-result"), "1.0", 200),
    ] {
        let host = demo.address;
        let request = format!("GET {path} HTTP/{version}\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        let reply = demo.raw(&request).await;
        assert!(reply.contains(&format!(" {expected} ")), "{path} {version}: {reply}");
        if expected == 505 {
            for words in [
                r#""error_code":"HTTP_VERSION_NOT_SUPPORTED""#,
                "`proxy_http_version 1.1;` and `proxy_buffering off;`",
                "RequestInfo",
            ] {
                assert!(reply.contains(words), "{words}: {reply}");
            }
        }
    }
}
