//! All rows as CSV: through the demo, through a relay before it, and what is
//! refused on the way.

use reqwest::Response;
use serde_json::Value;

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
