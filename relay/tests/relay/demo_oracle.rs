//! Asks the demo and compares its rows with those of a statement written by hand.

use std::sync::{LazyLock, Mutex};

use genie_relay::demo::semantics::interpret::{Reading, interpret};
use genie_relay::demo::semantics::statement::Statement;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, MAIN_DB};
use serde_json::Value;

use crate::demo_support::{SHARED, TODAY, text};

/// What a question has to lead to.
#[derive(Debug, Clone, Copy)]
pub enum Expected {
    /// The rows of this statement, in its order.
    Rows(&'static str),
    /// A reply that names this word and has no query.
    Names(&'static str),
    /// A reply to what is no question.
    Greets,
}

/// Every order line with all that belongs to it.
const SALE: &str = "CREATE TEMP VIEW sale AS SELECT *,
  CAST(substr(order_date, 1, 4) AS INTEGER) AS year,
  substr(order_date, 1, 4) || '-Q' || ((substr(order_date, 6, 2) + 2) / 3) AS quarter,
  substr(order_date, 1, 7) || '-01' AS month,
  date(order_date, '-' || ((strftime('%w', order_date) + 6) % 7) || ' days') AS week,
  CASE strftime('%w', order_date) WHEN '0' THEN 'Sunday' WHEN '1' THEN 'Monday' WHEN '2' THEN 'Tuesday'
    WHEN '3' THEN 'Wednesday' WHEN '4' THEN 'Thursday' WHEN '5' THEN 'Friday' ELSE 'Saturday' END AS weekday
  FROM order_lines JOIN orders USING (order_id) JOIN products USING (product_id)
  JOIN stores USING (store_id) JOIN customers USING (customer_id)";

/// The conversations of a text file, each with its questions.
pub fn conversations(text: &'static str) -> Vec<Vec<(&'static str, Expected)>> {
    let mut conversations: Vec<Vec<_>> = Vec::new();
    for block in text.split("\n\n").filter(|block| !block.starts_with('#')) {
        let (question, answer) = block.split_once('\n').unwrap();
        let expected = match answer.trim().split_once(' ') {
            None => Expected::Greets,
            Some(("names", word)) => Expected::Names(word),
            Some(_) => Expected::Rows(answer),
        };
        let (begins, question) = question.split_at(2);
        match conversations.last_mut().filter(|_| begins == "+ ") {
            Some(conversation) => conversation.push((question, expected)),
            None => conversations.push(vec![(question, expected)]),
        }
    }
    conversations
}

static DATA: LazyLock<Mutex<Connection>> = LazyLock::new(|| {
    let file = tempfile::NamedTempFile::new().unwrap();
    SHARED.demo.dump(file.path()).unwrap();
    let bytes = std::fs::read(file.path()).unwrap();
    let mut connection = Connection::open_in_memory().unwrap();
    connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true).unwrap();
    connection.execute_batch(SALE).unwrap();
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

/// Whether SQLite accepts a statement.
fn prepares(sql: &str) {
    DATA.lock().unwrap().prepare(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
}

/// Asks the questions of one conversation and checks each reply. Every
/// suggestion that comes with a reply has to lead to a query as well.
pub async fn converse(questions: &[(&str, Expected)]) {
    let mut conversation = String::new();
    let mut previous = None;
    for (question, expected) in questions {
        let message = ask(&mut conversation, question).await;
        check(question, *expected, &message).await;
        if let Reading::Ask(intent) = interpret(question, previous.as_ref(), TODAY) {
            previous = Some(intent);
        }
        let suggestions = message["attachments"].as_array().unwrap().last().unwrap();
        let suggestions = suggestions["suggested_questions"]["questions"].as_array().unwrap();
        assert_eq!(suggestions.len(), 3, "{question}: {suggestions:?}");
        for suggestion in suggestions {
            match interpret(suggestion.as_str().unwrap(), previous.as_ref(), TODAY) {
                Reading::Ask(next) => prepares(&Statement::new(&next).run),
                Reading::Clarify(reason) => panic!("{question} → {suggestion}: {reason:?}"),
            }
        }
    }
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
            assert_eq!(rows(run), rows(sql), "{question}\n{run}");
        }
        Expected::Names(word) => {
            assert!(!is_query(message), "{question}: {message}");
            let reply = text(&message["attachments"][0]["text"], "content");
            assert!(reply.contains(&format!("“{word}”")), "{question}: {reply}");
        }
        Expected::Greets => {
            assert!(!is_query(message), "{question}: {message}");
            let reply = text(&message["attachments"][0]["text"], "content");
            assert!(reply.starts_with("Hello!"), "{question}: {reply}");
        }
    }
}
