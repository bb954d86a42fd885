//! Takes secrets out of a JSON text and leaves everything else byte for byte:
//! numbers of any length, strings as they were escaped, repeated keys.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Fields that open results without a credential (signatures, pre-signed
/// links and their headers), lead past the relay, or show a space's inner definition.
const SECRETS: [&str; 6] = [
    "statement_id_signature",
    "download_id_signature",
    "external_links",
    "next_chunk_internal_link",
    "http_headers",
    "serialized_space",
];

/// Deepest nesting that is followed; Genie's replies have about ten levels.
const MAX_DEPTH: usize = 100;

/// Why a text could not be filtered.
#[derive(Debug, thiserror::Error)]
pub enum StripError {
    /// The text is not JSON.
    #[error("not JSON")]
    Syntax(#[from] serde_json::Error),
    /// The text is JSON, but not an object as every reply is.
    #[error("not an object")]
    NotAnObject,
    /// Nested too deeply to be a reply.
    #[error("nested too deeply")]
    TooDeep,
}

/// The object without its secrets, at any depth.
///
/// # Errors
/// If the text is not a JSON object, or nested too deeply.
pub fn strip(text: &str) -> Result<Cow<'_, str>, StripError> {
    let raw: &RawValue = serde_json::from_str(text)?;
    if !raw.get().starts_with('{') {
        return Err(StripError::NotAnObject);
    }
    if !may_hold_secret(raw.get()) {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    copy(raw, &mut out, MAX_DEPTH)?;
    Ok(Cow::Owned(out))
}

/// False only if there is surely none: a name can also be spelled with `\u` escapes.
fn may_hold_secret(text: &str) -> bool {
    text.contains("\\u") || SECRETS.iter().any(|name| text.contains(name))
}

fn copy(raw: &RawValue, out: &mut String, depth: usize) -> Result<(), StripError> {
    let text = raw.get();
    let nested = text.starts_with(['{', '[']);
    if !nested || !may_hold_secret(text) {
        out.push_str(text);
        return Ok(());
    }
    let depth = depth.checked_sub(1).ok_or(StripError::TooDeep)?;
    if text.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(text)?;
        out.push('[');
        for (index, item) in items.into_iter().enumerate() {
            out.push_str(if index == 0 { "" } else { "," });
            copy(item, out, depth)?;
        }
        out.push(']');
        return Ok(());
    }
    let Fields(fields) = serde_json::from_str(text)?;
    out.push('{');
    let mut separator = "";
    for (key, value) in fields {
        let name: Cow<'_, str> = serde_json::from_str(key.get())?;
        if !SECRETS.contains(&name.as_ref()) {
            out.push_str(separator);
            out.push_str(key.get());
            out.push(':');
            copy(value, out, depth)?;
            separator = ",";
        }
    }
    out.push('}');
    Ok(())
}

/// The fields of an object in their order and spelling.
struct Fields<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_at_any_depth_and_the_rest_stays_to_the_byte() {
        let cases = [
            (r#"{"a":1,"statement_id_signature":"s","b":2}"#, r#"{"a":1,"b":2}"#),
            (r#"{"download_id_signature":"s"}"#, "{}"),
            (r#"{"r":[{"external_links":[{"x":1}],"row_count":1}]}"#, r#"{"r":[{"row_count":1}]}"#),
            (
                r#"{"chunk_index":0,"next_chunk_index":1,"next_chunk_internal_link":"/api/2.0/sql/x"}"#,
                r#"{"chunk_index":0,"next_chunk_index":1}"#,
            ),
            (r#"{"a":{"b":{"http_headers":{"k":"v"}}},"serialized_space":"{}"}"#, r#"{"a":{"b":{}}}"#),
            (r#"{"statement_id\u005fsignature":"s","caf\u00e9":"\u00e9"}"#, r#"{"caf\u00e9":"\u00e9"}"#),
            (r#"{"http_headers":1,"n":9007199254740993}"#, r#"{"n":9007199254740993}"#),
            (
                r#"{"http_headers":1,"n":[1.10,1e400,-0,123456789012345678901]}"#,
                r#"{"n":[1.10,1e400,-0,123456789012345678901]}"#,
            ),
            (r#"{"http_headers":1,"k":1,"k":2}"#, r#"{"k":1,"k":2}"#),
            (r#"{"text":"external_links","http_headers":1}"#, r#"{"text":"external_links"}"#),
            (
                r#"{"cells":[["external_links","http_headers"]]}"#,
                r#"{"cells":[["external_links","http_headers"]]}"#,
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(strip(given).as_deref().ok(), Some(expected), "{given}");
        }
        let untouched = "{ \"n\" : 1.10,\n \"rows\": [[\"1\", null]] }";
        assert!(matches!(strip(untouched), Ok(Cow::Borrowed(text)) if text == untouched));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for text in ["", "[]", "1", "\"a\"", "<html>", "{", "{}x", r#"{"a":}"#] {
            assert!(strip(text).is_err(), "{text}");
        }
        let deep = format!(r#"{{"a":{}"external_links"{}}}"#, "[".repeat(1000), "]".repeat(1000));
        assert!(matches!(strip(&deep), Err(StripError::TooDeep)));
    }
}
