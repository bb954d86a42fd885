//! Asks the demo and compares its rows with those of a statement written by hand.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use genie_relay::demo::semantics::converse::Context;
use genie_relay::demo::semantics::interpret::Reading;
use genie_relay::demo::semantics::statement::Statement;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, MAIN_DB};
use serde_json::Value;
use time::Date;
use time::macros::format_description;

use crate::demo_support::{Bench, TODAY, text};

/// What a question has to lead to.
#[derive(Debug, Clone, Copy)]
pub enum Expected {
    /// The rows of this statement, in its order.
    Rows(&'static str),
    /// A reply that names these words, with commas between them, and has no query.
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

/// Questions that follow on each other, asked on one day.
pub struct Conversation {
    pub today: Date,
    pub questions: Vec<(&'static str, Expected)>,
}

/// The conversations of a text file.
pub fn conversations(text: &'static str) -> Vec<Conversation> {
    let mut conversations: Vec<Conversation> = Vec::new();
    let mut today = TODAY;
    for block in text.split("\n\n").filter(|block| !block.starts_with('#')) {
        if let Some(day) = block.strip_prefix("@ ") {
            today = Date::parse(day.trim(), format_description!("[year]-[month]-[day]")).unwrap();
            continue;
        }
        let (question, answer) = block.split_once('\n').unwrap();
        let expected = match answer.trim().split_once(' ') {
            None => Expected::Greets,
            Some(("names", words)) => Expected::Names(words),
            Some(_) => Expected::Rows(answer),
        };
        let (begins, question) = question.split_at(2);
        match conversations.last_mut().filter(|_| begins == "+ ") {
            Some(conversation) => conversation.questions.push((question, expected)),
            None => conversations.push(Conversation { today, questions: vec![(question, expected)] }),
        }
    }
    conversations
}

/// A demo of one day and its data.
struct World {
    bench: Bench,
    data: Mutex<Connection>,
}

static WORLDS: LazyLock<Mutex<BTreeMap<Date, Arc<World>>>> = LazyLock::new(Mutex::default);

impl World {
    fn of(today: Date) -> Arc<Self> {
        let mut worlds = WORLDS.lock().unwrap();
        Arc::clone(worlds.entry(today).or_insert_with(|| Arc::new(Self::new(today))))
    }

    fn new(today: Date) -> Self {
        let bench = Bench::on(today, 0);
        let file = tempfile::NamedTempFile::new().unwrap();
        bench.demo.dump(file.path()).unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        let mut connection = Connection::open_in_memory().unwrap();
        connection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true).unwrap();
        connection.execute_batch(SALE).unwrap();
        Self { bench, data: Mutex::new(connection) }
    }

    /// All rows of a statement.
    fn rows(&self, sql: &str) -> Vec<Vec<Cell>> {
        let connection = self.data.lock().unwrap();
        let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
        let width = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..width).map(|column| row.get(column)).collect();
        statement.query_map([], row).unwrap().map(Result::unwrap).collect()
    }

    /// Whether SQLite accepts a statement.
    fn prepares(&self, sql: &str) {
        self.data.lock().unwrap().prepare(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    async fn ask(&self, conversation: &mut String, question: &str) -> Value {
        let message = if conversation.is_empty() {
            self.bench.start(question).await["message"].clone()
        } else {
            self.bench.ask_on(conversation, question).await
        };
        text(&message, "conversation_id").clone_into(conversation);
        message
    }

    /// What is wrong with the reply to a question.
    async fn check(&self, question: &str, expected: Expected, message: &Value) -> Result<(), String> {
        if let Expected::Rows(sql) = expected {
            if !is_query(message) {
                return Err(format!("{question}: {}", message["attachments"]));
            }
            let id = text(&message["attachments"][0]["query"], "statement_id");
            let statement = self.bench.ok(&format!("/genie-relay/v1/demo/statements/{id}")).await;
            let run = text(&statement, "run");
            let (found, right) = (self.rows(run), self.rows(sql));
            let same = found == right;
            return if same { Ok(()) } else { Err(format!("{question}: {found:?} != {right:?}\n{run}")) };
        }
        if is_query(message) {
            return Err(format!("{question}: {}", message["attachments"][0]["query"]["title"]));
        }
        let reply = text(&message["attachments"][0]["text"], "content");
        let right = match expected {
            Expected::Names(words) => words.split(", ").all(|word| names(reply, word)),
            _ => reply.starts_with("Hello!"),
        };
        if right { Ok(()) } else { Err(format!("{question}: {reply}")) }
    }
}

/// Whether `word` stands in quotation marks, alone or with others.
fn names(reply: &str, word: &str) -> bool {
    let mut quoted = reply.split(['“', '”']).skip(1).step_by(2);
    quoted.any(|quoted| quoted.split(' ').any(|quoted| quoted.eq_ignore_ascii_case(word)))
}

/// Asks the questions of one conversation and gives what is wrong with the
/// replies. Every suggestion that comes with one has to lead to a query as well.
pub async fn converse(conversation: &Conversation) -> Vec<String> {
    let world = World::of(conversation.today);
    let mut id = String::new();
    let mut context = Context::default();
    let mut wrong = Vec::new();
    for (question, expected) in &conversation.questions {
        let message = world.ask(&mut id, question).await;
        wrong.extend(world.check(question, *expected, &message).await.err());
        context.read(question, conversation.today);
        let suggestions = message["attachments"].as_array().unwrap().last().unwrap();
        let suggestions = suggestions["suggested_questions"]["questions"].as_array();
        let suggestions = suggestions.map(Vec::as_slice).unwrap_or_default();
        if suggestions.len() != 3 {
            wrong.push(format!("{question}: {suggestions:?}"));
        }
        for suggestion in suggestions {
            match context.clone().read(suggestion.as_str().unwrap(), conversation.today) {
                Reading::Ask(next) => world.prepares(&Statement::new(&next).run),
                Reading::Clarify(reason) => wrong.push(format!("{question} → {suggestion}: {reason:?}")),
            }
        }
    }
    wrong
}

fn is_query(message: &Value) -> bool {
    message["attachments"][0].get("query").is_some() && message["status"] == "COMPLETED"
}
