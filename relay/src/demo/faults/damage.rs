//! Replies that are JSON and yet not what was agreed.

use axum::body::Bytes;
use serde_json::Value;

/// What a service may leave out: no client can rely on any of these.
const OPTIONAL: [&str; 16] = [
    "id",
    "user_id",
    "created_timestamp",
    "last_updated_timestamp",
    "auto_regenerate_count",
    "query_result",
    "query_result_metadata",
    "title",
    "description",
    "thoughts",
    "purpose",
    "suggested_questions",
    "type_text",
    "type_name",
    "chunks",
    "total_chunk_count",
];

/// The ends that a message can come to.
const ENDS: [&str; 4] = ["COMPLETED", "FAILED", "CANCELLED", "QUERY_RESULT_EXPIRED"];

/// The body with `change` made to every object in it; what is no JSON stays.
pub(super) fn json(body: &Bytes, change: fn(&mut serde_json::Map<String, Value>)) -> Bytes {
    let Ok(mut value) = serde_json::from_slice(body) else { return body.clone() };
    walk(&mut value, change);
    Bytes::from(value.to_string())
}

fn walk(value: &mut Value, change: fn(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            change(fields);
            fields.values_mut().for_each(|inner| walk(inner, change));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| walk(inner, change)),
        _ => {}
    }
}

/// A message that would be at its end is not.
pub(super) fn stick(fields: &mut serde_json::Map<String, Value>) {
    if is_at_end(fields) == Some(true) {
        fields.insert("status".to_owned(), "ASKING_AI".into());
        for gone in ["attachments", "error", "query_result"] {
            fields.remove(gone);
        }
    }
}

/// A message that is worked on has a status of a later version.
pub(super) fn confuse(fields: &mut serde_json::Map<String, Value>) {
    if is_at_end(fields) == Some(false) {
        fields.insert("status".to_owned(), "CONSULTING_ORACLE".into());
    }
}

/// Whatever may be left out is left out.
pub(super) fn thin(fields: &mut serde_json::Map<String, Value>) {
    fields.retain(|name, _| !OPTIONAL.contains(&name.as_str()));
}

/// Whether a message is at its end; `None` for what is no message.
fn is_at_end(fields: &serde_json::Map<String, Value>) -> Option<bool> {
    fields.get("message_id")?;
    Some(ENDS.contains(&fields.get("status")?.as_str()?))
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;

    #[test]
    fn messages_are_changed_wherever_they_stand() {
        let done = r#"{"message_id":"m","status":"COMPLETED","attachments":[]}"#;
        let working = r#"{"message_id":"m","status":"SUBMITTED","id":"m"}"#;
        type Change = fn(&mut serde_json::Map<String, Value>);
        let cases: [(&str, Change, &str); 6] = [
            (done, stick, r#"{"message_id":"m","status":"ASKING_AI"}"#),
            (working, stick, working),
            (done, confuse, done),
            (working, confuse, r#"{"message_id":"m","status":"CONSULTING_ORACLE","id":"m"}"#),
            (working, thin, r#"{"message_id":"m","status":"SUBMITTED"}"#),
            ("no JSON", thin, "no JSON"),
        ];
        for (given, change, expected) in cases {
            assert_eq!(json(&Bytes::from(given), change), expected, "{given}");
            let list = |inner| Bytes::from(format!(r#"{{"messages":[{inner}]}}"#));
            if given.starts_with('{') {
                assert_eq!(json(&list(given), change), list(expected));
            }
        }
    }
}
