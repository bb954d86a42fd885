//! The data set: reproducible, large enough, and every answer recomputed from
//! outside by Python's own SQLite.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use genie_relay::demo::{Demo, DemoOptions, decimal};
use rusqlite::Connection;
use serde_json::{Value, json};
use time::Date;
use time::macros::date;

use crate::demo_questions::{CHAINS, QUESTIONS};
use crate::demo_support::{SHARED, TODAY, result_path, text};

/// A file that is removed when the test ends, whatever its outcome.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("genie-demo-{}-{name}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn dump(today: Date, name: &str) -> Vec<u8> {
    let file = Scratch::new(name);
    Demo::new(DemoOptions::new(today, 0)).unwrap().dump(&file.0).unwrap();
    std::fs::read(&file.0).unwrap()
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let first = dump(TODAY, "first.db");
    assert!(first == dump(TODAY, "second.db"));
    assert!(first != dump(date!(2026 - 07 - 01), "third.db"));
}

#[test]
fn every_day_of_the_calendar_can_be_the_last() {
    for today in [date!(2024 - 02 - 29), date!(2027 - 01 - 01), Date::MAX, Date::MIN] {
        assert!(Demo::new(DemoOptions::new(today, 0)).is_ok(), "{today}");
    }
}

#[test]
fn the_data_set_is_large_and_keeps_its_rules() {
    let file = Scratch::new("rules.db");
    SHARED.demo.dump(&file.0).unwrap();
    let connection = Connection::open(&file.0).unwrap();
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert!(one("SELECT COUNT(*) FROM order_lines") >= 50_000);
    assert!(one("SELECT COUNT(*) FROM products") >= 20);
    assert_eq!(one("SELECT COUNT(*) FROM stores"), 12);
    assert_eq!(one("SELECT COUNT(DISTINCT region) FROM stores"), 5);
    assert!(one("SELECT COUNT(DISTINCT customer_name) FROM customers") >= 300);
    assert_eq!(one("SELECT COUNT(DISTINCT order_date) FROM orders"), 3 * 365 + 1 + 181);
    assert_eq!(one("SELECT MIN(order_date) = '2023-01-01' FROM orders"), 1);
    assert_eq!(one("SELECT MAX(order_date) = '2026-06-30' FROM orders"), 1);
    let broken = [
        "SELECT COUNT(*) FROM order_lines WHERE line_amount <> quantity * unit_price - COALESCE(discount, 0)",
        "SELECT COUNT(*) FROM orders JOIN stores USING (store_id) WHERE order_date < opened_on",
        "SELECT COUNT(*) FROM orders JOIN customers USING (customer_id) WHERE order_date < joined_on",
        "SELECT COUNT(*) FROM orders WHERE order_date <> date(ordered_at)",
        "SELECT COUNT(*) FROM orders WHERE order_id NOT IN (SELECT order_id FROM order_lines)",
        "SELECT COUNT(*) FROM orders WHERE is_delivered AND channel = 'In store'",
        "SELECT COUNT(*) FROM pragma_foreign_key_check",
    ];
    for sql in broken {
        assert_eq!(one(sql), 0, "{sql}");
    }
    for nullable in [
        "orders WHERE rating",
        "order_lines WHERE discount",
        "customers WHERE loyalty_tier",
        "customers WHERE email_opt_in",
    ] {
        assert!(one(&format!("SELECT COUNT(*) FROM {nullable} IS NULL")) > 0);
        assert!(one(&format!("SELECT COUNT(*) FROM {nullable} IS NOT NULL")) > 0);
    }
}

async fn rows(question: &str) -> Vec<Value> {
    let message = &SHARED.start(question).await["message"];
    let result = SHARED.ok(&result_path(message)).await;
    result["statement_response"]["result"]["data_array"].as_array().cloned().unwrap()
}

/// Adds line by line in Rust what the statements add in SQL.
#[tokio::test]
async fn totals_agree_with_an_independent_sum() {
    let file = Scratch::new("sums.db");
    SHARED.demo.dump(&file.0).unwrap();
    let connection = Connection::open(&file.0).unwrap();
    let mut all = connection
        .prepare("SELECT order_id, quantity * unit_price - IFNULL(discount, 0), quantity, (SELECT order_date FROM orders WHERE orders.order_id = order_lines.order_id) FROM order_lines")
        .unwrap();
    let lines = all.query_map([], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            i128::from(row.get::<_, i64>(1)?),
            row.get::<_, i64>(2)?,
            row.get::<_, String>(3)?,
        ))
    });
    let (mut amount, mut quantity, mut orders) = (0_i128, 0, std::collections::BTreeSet::new());
    for line in lines.unwrap() {
        let (order, cents, units, date) = line.unwrap();
        if date.starts_with("2025-") {
            amount += cents;
            quantity += units;
            orders.insert(order);
        }
    }
    let count = orders.len() as i128;
    assert_eq!(rows("total sales in 2025").await, [json!([decimal::format(amount, 2)])]);
    assert_eq!(rows("units sold in 2025").await, [json!([quantity.to_string()])]);
    assert_eq!(rows("how many orders in 2025").await, [json!([count.to_string()])]);
    let average = amount / count + i128::from(amount % count * 2 >= count);
    assert_eq!(rows("average order value in 2025").await, [json!([decimal::format(average, 2)])]);
}

const PYTHON: &str = r#"
import decimal, json, sqlite3, sys
connection = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
def cell(value, column):
    if value is None: return None
    if column["type_text"] == "BOOLEAN": return {0: "false", 1: "true"}[value]
    if "scale" in column: return str(decimal.Decimal(value).scaleb(-column["scale"]))
    return str(value)
wrong = 0
for task in json.load(sys.stdin):
    rows = connection.execute(task["run"]).fetchmany(5000)
    cells = [[cell(v, c) for v, c in zip(row, task["columns"])] for row in rows]
    if cells != task["cells"]:
        wrong += 1
        print(task["question"], cells[:2], task["cells"][:2])
sys.exit(1 if wrong else 0)
"#;

#[tokio::test]
#[allow(clippy::print_stderr, reason = "whoever runs the tests should know what was left out")]
async fn python_computes_the_same_cells() {
    if Command::new("python3")
        .args(["-c", "import sqlite3"])
        .status()
        .map_or(true, |status| !status.success())
    {
        eprintln!("skipped: python3 with sqlite3 is not installed");
        return;
    }
    let file = Scratch::new("python.db");
    SHARED.demo.dump(&file.0).unwrap();
    let mut tasks = Vec::new();
    for (question, _) in QUESTIONS {
        tasks.push(task(question, &SHARED.start(question).await["message"]).await);
    }
    for chain in CHAINS {
        let mut conversation = String::new();
        for (question, _) in *chain {
            let message = if conversation.is_empty() {
                SHARED.start(question).await["message"].clone()
            } else {
                SHARED.ask_on(&conversation, question).await
            };
            conversation = text(&message, "conversation_id").to_owned();
            tasks.push(task(question, &message).await);
        }
    }
    assert!(tasks.len() >= 50);
    let mut python = Command::new("python3");
    python.arg("-c").arg(PYTHON).arg(&file.0);
    let mut child = python.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    serde_json::to_writer(child.stdin.take().unwrap(), &tasks).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// One statement with the cells that the demo gave for it.
async fn task(question: &str, message: &Value) -> Value {
    let id = text(&message["attachments"][0]["query"], "statement_id");
    let mut task = SHARED.ok(&format!("/genie-relay/v1/demo/statements/{id}")).await;
    let result = SHARED.ok(&result_path(message)).await;
    task["question"] = question.into();
    task["cells"] = result["statement_response"]["result"].get("data_array").cloned().unwrap_or(json!([]));
    task
}
