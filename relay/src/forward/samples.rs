//! Of a space's definition only its sample questions pass: warehouse, instructions and all else are
//! for those who set it up.

use axum::body::Bytes;
use serde_json::{Value, json};

use super::bad_gateway;
use crate::api_error::ApiError;

/// A `GenieAgent` with nothing but its sample questions; what has no text is left out.
///
/// # Errors
/// 502 if the reply is no JSON object.
pub fn only(body: &[u8]) -> Result<Bytes, ApiError> {
    let Ok(agent @ Value::Object(_)) = serde_json::from_slice(body) else {
        return Err(bad_gateway("The workspace's description of the space cannot be read."));
    };
    let given = agent["definition"]["config"]["sample_questions"].as_array();
    let samples: Vec<Value> = given.into_iter().flatten().filter_map(sample).collect();
    Ok(json!({ "definition": { "config": { "sample_questions": samples } } }).to_string().into())
}

/// Id and text of a question. Spaces store texts in pieces; each line keeps its break.
fn sample(given: &Value) -> Option<Value> {
    let question = match &given["question"] {
        Value::String(text) => text.clone(),
        Value::Array(pieces) => pieces.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    Some(json!({ "id": given["id"].as_str().unwrap_or_default(), "question": question }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_questions_passes() {
        let nothing = r#"{"definition":{"config":{"sample_questions":[]}}}"#;
        let cases = [
            (
                r#"{"name":"agents/01ef","warehouse_id":"w","etag":"e","definition":{"version":2,
                "config":{"sample_questions":[{"id":"1","question":"What sold best?","by":"me"},
                {"id":"2","question":["a\n","b"]},{"id":"3"},4],"more":1},
                "instructions":{"text":"secret"},"data_sources":{"tables":["main.sales"]}}}"#,
                r#"{"definition":{"config":{"sample_questions":[{"id":"1","question":"What sold best?"},{"id":"2","question":"a\nb"}]}}}"#,
            ),
            (r#"{"name":"agents/01ef","warehouse_id":"w"}"#, nothing),
            (r#"{"definition":null}"#, nothing),
            (r#"{"definition":{"config":{"sample_questions":"?"},"instructions":"secret"}}"#, nothing),
        ];
        for (given, passes) in cases {
            let out = only(given.as_bytes()).map(|out| String::from_utf8_lossy(&out).into_owned());
            assert_eq!(out, Ok(passes.to_owned()), "{given}");
        }
        for broken in ["<html>", "", "[1]"] {
            assert!(only(broken.as_bytes()).is_err(), "{broken}");
        }
    }
}
