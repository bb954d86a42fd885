//! Every wire body of the fixtures is decoded, and nothing that a service may send makes it panic.

mod fixtures;
mod messages;
mod properties;
mod refusals;
mod results;
mod rows;
mod texts;

use std::sync::Arc;

use genie_chat::api::decode::{self, Outcome};
use genie_chat::api::error::Reply;
use genie_chat::api::message::Told;
use genie_chat::api::result::Statement;
use genie_chat::domain::answer::Answer;
use genie_chat::domain::failure::Failure;
use genie_chat::domain::table::Table;

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/wire/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn reply(status: u16, body: impl Into<String>) -> Outcome {
    Ok(Reply { status, body: body.into(), ..Reply::default() })
}

fn told(body: &str) -> Told {
    decode::told(reply(200, body)).unwrap()
}

fn completed(attachments: &str) -> Answer {
    told(&format!(r#"{{"id":"m","status":"COMPLETED","content":"q","attachments":[{attachments}]}}"#)).answer
}

fn statement(body: &str) -> Statement {
    decode::statement(reply(200, body)).unwrap()
}

fn table(body: &str) -> Arc<Table> {
    match statement(body) {
        Statement::Rows(table) => table,
        other => panic!("{body}: {other:?}"),
    }
}

fn refused(status: u16, body: &str) -> Failure {
    decode::told(reply(status, body)).unwrap_err().into_failure()
}
