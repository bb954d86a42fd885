//! What the body of a refusal tells, in whatever form it comes.

use super::error::{Reply, beginning, find};
use super::json::Json;
use super::{page, retry_after};

/// The platform's form and the others that reach a client.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    /// In capitals; empty where there is none, or only the status again as an integer.
    pub(super) error_code: String,
    /// For people, never a whole body.
    pub(super) message: String,
    pub(super) request_id: Option<String>,
    /// From `google.rpc.RetryInfo`.
    pub(super) retry_after_ms: Option<u64>,
}

/// Members that hold the words: the platform's, those of OAuth, SCIM and API 1.2.
const WORDS: [&str; 4] = ["message", "error_description", "detail", "error"];

pub(super) fn read(reply: &Reply) -> Refusal {
    let body = reply.body.trim();
    let mut refusal = match Json::parse(body) {
        Ok((json, _)) => from_json(&json, body),
        Err(_) if page::is_page(body) => Refusal { message: page::words(body), ..Refusal::default() },
        Err(_) => from_text(body),
    };
    let id = refusal.request_id.or_else(|| id_in_words(&refusal.message));
    refusal.request_id = id.or_else(|| reply.request_id.clone());
    refusal.message = beginning(&refusal.message).to_owned();
    refusal
}

fn from_json(json: &Json, body: &str) -> Refusal {
    // A gateway may wrap the platform's form once more.
    let inner = if json.get("error").is_object() { json.get("error") } else { json };
    let words = WORDS.iter().find_map(|name| inner.string(name));
    let details = inner.get("details").items();
    let delay = |detail: &Json| detail.get("retry_delay").text().and_then(retry_after::seconds_ms);
    Refusal {
        // A gateway's own word is no code of the platform.
        error_code: inner.string("error_code").filter(|code| is_code(code)).unwrap_or_default(),
        message: words.or_else(|| json.text().map(str::to_owned)).unwrap_or_else(|| body.to_owned()),
        request_id: details.iter().find_map(|detail| detail.string("request_id")),
        retry_after_ms: details.iter().find_map(delay),
    }
}

fn is_code(code: &str) -> bool {
    code.len() > 2 && code.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'0'..=b'9'))
}

/// Reads `CODE: words`, or words alone.
fn from_text(body: &str) -> Refusal {
    let (error_code, message) = match body.split_once(':') {
        Some((code, words)) if is_code(code) => (code, words.trim_start()),
        _ => ("", body),
    };
    Refusal { error_code: error_code.to_owned(), message: message.to_owned(), ..Refusal::default() }
}

/// The id in `… [ReqId: 337be052-…]`, which gateways put into the message.
fn id_in_words(message: &str) -> Option<String> {
    const START: &str = "[ReqId:";
    let rest = message.get(find(message, START)? + START.len()..)?;
    // A cut message gives no id.
    let id = rest.get(..find(rest, "]")?)?.trim();
    (!id.is_empty() && id.len() <= 64).then(|| id.to_owned())
}
