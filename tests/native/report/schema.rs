//! Saved JSON: `docs/conversation.schema.json` describes it, and holds for all that is written.

use std::sync::Arc;

use genie_chat::domain::answer::{Parameter, Picture, Query, Thought, ThoughtKind};
use genie_chat::domain::conversation::Rating;
use genie_chat::domain::failure::{Code, Failure};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::{Rows, Turn, TurnState};
use genie_chat::report::to_json;
use serde_json::{Value, json};

const STATES: [TurnState; 8] = [
    TurnState::Queued,
    TurnState::Sending,
    TurnState::Waiting,
    TurnState::Unsure,
    TurnState::Done,
    TurnState::Failed,
    TurnState::Stopped,
    TurnState::Expired,
];

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/conversation.schema.json")).unwrap()
}

/// Asserts that a value is what a schema says, as far as ours use the language of schemas.
fn holds(root: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{path}: {what}: {value}"));
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$schema" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let target = rule.as_str().unwrap().strip_prefix('#').unwrap();
                holds(root, root.pointer(target).unwrap(), value, path)?;
            }
            "const" if value != rule => return wrong("another value"),
            "enum" if !rule.as_array().unwrap().contains(value) => return wrong("none of the values"),
            "const" | "enum" => {}
            "anyOf" => {
                let rules = rule.as_array().unwrap();
                if !rules.iter().any(|rule| holds(root, rule, value, path).is_ok()) {
                    return wrong("none of the forms");
                }
            }
            "type" => {
                let types = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                let own = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(number) if number.is_u64() => "integer",
                    Value::Number(_) => "number",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                if !types.contains(&json!(own)) {
                    return wrong("another type");
                }
            }
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    holds(root, rule, item, &format!("{path}/{place}"))?;
                }
            }
            "required" => {
                let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                if let Some(name) = names.into_iter().find(|name| value.get(name).is_none()) {
                    return wrong(&format!("no {name}"));
                }
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    let Some(rule) = rule.get(name) else { return wrong(&format!("unknown member {name}")) };
                    holds(root, rule, member, &format!("{path}/{name}"))?;
                }
            }
            "additionalProperties" => assert_eq!(rule, &json!(false)),
            other => panic!("{path}: the test does not know {other}"),
        }
    }
    Ok(())
}

fn check(turns: Vec<Turn>) -> Value {
    let turns: Vec<_> = turns.into_iter().map(Arc::new).collect();
    let value: Value = serde_json::from_str(&to_json(Some("c"), "Title", &turns)).unwrap();
    let schema = schema();
    holds(&schema, &schema, &value, "").unwrap();
    value
}

/// A turn with everything that a turn can have.
fn full() -> Turn {
    let mut turn = super::answered(2);
    turn.answer.clarifying = Some("Which?".into());
    turn.answer.corrected = vec!["No.".into()];
    turn.answer.pictures = vec![Picture { title: None, ..Picture::default() }];
    turn.feedback.rating = Some(Rating::Positive);
    turn.feedback.comment = Some("Yes.".into());
    turn.answer.query = Some(Query {
        parameters: vec![Parameter { name: "n".into(), ..Parameter::default() }],
        thoughts: vec![Thought { kind: ThoughtKind::Steps, text: "1. Add".into() }],
        ..Query::default()
    });
    turn
}

#[test]
fn every_turn_is_as_the_schema_says() {
    let mut turns = vec![full()];
    for state in STATES {
        let mut turn = Turn::new(TurnKey(1), "i".into(), "q".into(), 7);
        turn.state = state;
        turns.push(turn);
    }
    assert_eq!(check(turns)["version"], 1);
    check(Vec::new());
}

#[test]
fn failures_are_told_with_their_details() {
    let mut turn = full();
    turn.state = TurnState::Failed;
    let mut failure = Failure::new(Code::Sql).with_detail("SQL_ERROR");
    failure.request_id = Some("req-1".into());
    turn.failure = Some(failure.clone());
    turn.rows = Rows::Failed(failure);
    let value = check(vec![turn]);
    let [error, rows_error] = ["error", "rows_error"].map(|name| value["turns"][0][name].clone());
    assert_eq!((error["code"].as_str(), error["detail"].as_str()), (Some("sql"), Some("SQL_ERROR")));
    assert_eq!(error["request_id"], "req-1");
    assert!(error["message"].as_str().is_some_and(|words| words.len() > 10), "{error}");
    assert_eq!(error, rows_error);
    assert_eq!(check(vec![full()])["turns"][0]["error"], Value::Null);
}

#[test]
fn the_schema_knows_every_code_and_every_member() {
    let schema = schema();
    let codes = schema.pointer("/$defs/error/properties/code/enum").unwrap().as_array().unwrap();
    assert_eq!(codes.len(), 18);
    for code in codes {
        assert!(Code::parse(code.as_str().unwrap()).is_some(), "{code}");
    }
    // Each member is written by one turn or the other.
    let mut failed = full();
    failed.rows = Rows::Failed(Failure::new(Code::Expired));
    let value = check(vec![full(), failed]);
    for name in schema.pointer("/$defs/turn/properties").unwrap().as_object().unwrap().keys() {
        assert!((0..2).any(|turn| value["turns"][turn].get(name).is_some()), "{name}");
    }
}
