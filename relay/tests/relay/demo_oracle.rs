//! Asks the demo and compares its rows with those of a statement written by hand.

use std::sync::{LazyLock, Mutex};

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, MAIN_DB};
use serde_json::Value;

use crate::demo_support::{SHARED, text};

/// What a question has to lead to.
#[derive(Debug, Clone, Copy)]
pub enum Expected {
    /// The rows of this SQLite statement, in its order, money in cents and
    /// percentages in tenths.
    Rows(&'static str),
    /// A reply that names this word and has no query.
    Names(&'static str),
    /// A reply to what is no question.
    NoQuestion,
}

static DATA: LazyLock<Mutex<Connection>> = LazyLock::new(|| {
    let file = tempfile::NamedTempFile::new().unwrap();
    SHARED.demo.dump(file.path()).unwrap();
    let bytes = std::fs::read(file.path()).unwrap();
    let mut connection = Connection::open_in_memory().unwrap();
    connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true).unwrap();
    Mutex::new(connection)
});

/// All rows of a statement.
fn rows(sql: &str) -> Vec<Vec<Cell>> {
    let connection = DATA.lock().unwrap();
    let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..width).map(|column| row.get(column)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// Asks the questions of one conversation and checks each reply. Every
/// suggestion that comes with a reply has to be answered with a query, too.
pub async fn converse(questions: &[(&str, Expected)]) {
    let mut conversation = String::new();
    for (question, expected) in questions {
        let message = ask(&mut conversation, question).await;
        check(question, *expected, &message).await;
        let suggestions = message["attachments"].as_array().unwrap().last().unwrap();
        let suggestions = suggestions["suggested_questions"]["questions"].as_array().unwrap();
        assert_eq!(suggestions.len(), 3, "{question}: {suggestions:?}");
        for suggestion in suggestions {
            let mut branch = replay(questions, question).await;
            let reply = ask(&mut branch, suggestion.as_str().unwrap()).await;
            assert!(is_query(&reply), "{question} → {suggestion}: {reply}");
        }
    }
}

/// The same conversation once more up to a question, so that a suggestion
/// does not change what comes after.
async fn replay(questions: &[(&str, Expected)], last: &str) -> String {
    let mut conversation = String::new();
    for (question, _) in questions {
        ask(&mut conversation, question).await;
        if question == &last {
            break;
        }
    }
    conversation
}

async fn ask(conversation: &mut String, question: &str) -> Value {
    let message = if conversation.is_empty() {
        SHARED.start(question).await["message"].clone()
    } else {
        SHARED.ask_on(conversation, question).await
    };
    text(&message, "conversation_id").clone_into(conversation);
    message
}

fn is_query(message: &Value) -> bool {
    message["attachments"][0].get("query").is_some() && message["status"] == "COMPLETED"
}

async fn check(question: &str, expected: Expected, message: &Value) {
    match expected {
        Expected::Rows(sql) => {
            assert!(is_query(message), "{question}: {message}");
            let id = text(&message["attachments"][0]["query"], "statement_id");
            let statement = SHARED.ok(&format!("/genie-relay/v1/demo/statements/{id}")).await;
            let run = text(&statement, "run");
            let wanted = rows(sql);
            assert!(!wanted.is_empty(), "{question}: the expected result is empty");
            assert_eq!(rows(run), wanted, "{question}\n{run}");
        }
        Expected::Names(word) => {
            assert!(!is_query(message), "{question}: {message}");
            let reply = text(&message["attachments"][0]["text"], "content");
            assert!(reply.contains(&format!("“{word}”")), "{question}: {reply}");
        }
        Expected::NoQuestion => {
            assert!(!is_query(message), "{question}: {message}");
            let reply = text(&message["attachments"][0]["text"], "content");
            assert!(reply.starts_with("Hello!"), "{question}: {reply}");
        }
    }
}
