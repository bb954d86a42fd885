//! The endpoints that pass, in one table: whatever is not in it does not exist.
//! Whatever goes on, to the demo or to a workspace, has passed this table.

use axum::http::Method;

use crate::api_error::ApiError;

/// What stands before every path of the table.
pub const PREFIX: &str = "/api/2.0/genie/";

/// Where a workspace has the chunks of a statement's rows: not an endpoint of the table, because only the
/// relay itself may say which statement ([`crate::chunk`]).
pub const STATEMENT_CHUNK: &str = "/api/2.0/sql/statements/{statement}/result/chunks/{chunk}";

/// Longest question that Genie takes, in characters (Unicode scalar values).
pub const MAX_QUESTION_CHARS: usize = 10_000;

/// Longest id in bytes: a workspace's ids have 32, sealed ones are longer.
const MAX_ID: usize = 512;

/// One endpoint of Genie's chat mode.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its method.
    pub method: Method,
    /// Its path after [`PREFIX`]; a segment in braces is an id.
    pub path: &'static str,
    /// The query parameters that pass; others are dropped.
    pub query: &'static [&'static str],
    /// What is special about it.
    pub rule: Rule,
}

/// What is special about an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Nothing.
    Plain,
    /// A POST that asks a question: one with an id is handed on once ([`crate::once`]).
    Asks,
    /// A POST that may come without a body, as the official Python SDK sends it.
    EmptyBody,
    /// Answered with nothing at all or with `{}`, as the workspace likes.
    EmptyReply,
    /// The answer concerns all people who share a credential, so that with
    /// such a credential nobody gets it.
    ListsEveryone,
    /// The demo answers, for SDKs; in front of a workspace it does not exist:
    /// it shows what is not open here, or opens rows without a credential.
    DemoOnly(Body),
    /// The relay answers, with all rows as CSV ([`crate::download`]).
    Download,
    /// The relay answers, with one chunk of the rows ([`crate::chunk`]).
    Chunk,
    /// Answered with the bytes of a PNG.
    Picture,
    /// Only the space's sample questions pass of the answer ([`crate::forward`]).
    Samples,
}

/// Whether a POST has to have a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// It has.
    Required,
    /// It may come without.
    Optional,
}

impl Rule {
    /// Whether a POST may come without a body.
    pub fn takes_no_body(self) -> bool {
        matches!(self, Self::EmptyBody | Self::DemoOnly(Body::Optional))
    }
}

impl Endpoint {
    const fn get(path: &'static str, query: &'static [&'static str], rule: Rule) -> Self {
        Self { method: Method::GET, path, query, rule }
    }

    const fn post(path: &'static str, rule: Rule) -> Self {
        Self { method: Method::POST, path, query: &[], rule }
    }

    const fn delete(path: &'static str) -> Self {
        Self { method: Method::DELETE, path, query: &[], rule: Rule::EmptyReply }
    }
}

const PAGE: &[&str] = &["page_size", "page_token"];
const PAGE_OF_ALL: &[&str] = &["page_size", "page_token", "include_all"];
const VIEW: &[&str] = &["view"];
const SIGNED: &[&str] = &["download_id_signature"];
const SDK: Rule = Rule::DemoOnly(Body::Required);

macro_rules! conversation {
    ($rest:literal) => {
        concat!("spaces/{space}/conversations/{conversation}", $rest)
    };
}
macro_rules! message {
    ($rest:literal) => {
        concat!(conversation!("/messages/{message}"), $rest)
    };
}
macro_rules! attachment {
    ($rest:literal) => {
        concat!(message!("/attachments/{attachment}/"), $rest)
    };
}

/// Every endpoint that passes.
pub static ENDPOINTS: [Endpoint; 21] = [
    Endpoint::get("spaces", PAGE, SDK),
    Endpoint::get("spaces/{space}", &[], Rule::Plain),
    Endpoint::get("agents/{space}", VIEW, Rule::Samples),
    Endpoint::post("spaces/{space}/start-conversation", Rule::Asks),
    Endpoint::get("spaces/{space}/conversations", PAGE_OF_ALL, Rule::ListsEveryone),
    Endpoint::delete(conversation!("")),
    Endpoint::get(conversation!("/list-comments"), PAGE, SDK),
    Endpoint::get(conversation!("/messages"), PAGE, Rule::Plain),
    Endpoint::post(conversation!("/messages"), Rule::Asks),
    Endpoint::get(message!(""), &[], Rule::Plain),
    Endpoint::delete(message!("")),
    Endpoint::post(message!("/feedback"), Rule::EmptyReply),
    Endpoint::get(message!("/comments"), PAGE, SDK),
    Endpoint::post(message!("/comments"), SDK),
    Endpoint::get(attachment!("query-result"), &[], Rule::Plain),
    Endpoint::post(attachment!("execute-query"), Rule::EmptyBody),
    Endpoint::get(attachment!("rows.csv"), &[], Rule::Download),
    Endpoint::get(attachment!("chunks/{chunk_index}"), &[], Rule::Chunk),
    Endpoint::get(attachment!("download-visualization"), &[], Rule::Picture),
    Endpoint::post(attachment!("downloads"), Rule::DemoOnly(Body::Optional)),
    Endpoint::get(attachment!("downloads/{download}"), SIGNED, SDK),
];

/// The endpoint for a method and a raw (still encoded) path.
///
/// # Errors
/// 404 for an unknown path, 405 for a known path with another method, 400 for
/// an id with characters that no id has (`..`, `%2F` and the like among them).
pub fn find(method: &Method, path: &str) -> Result<&'static Endpoint, ApiError> {
    let mut same_path = at(path).peekable();
    if same_path.peek().is_none() {
        return Err(ApiError::no_endpoint());
    }
    let Some(endpoint) = same_path.find(|endpoint| endpoint.method == *method) else {
        return Err(ApiError::wrong_method());
    };
    if pairs(endpoint, path).all(|(template, segment)| template == segment || is_id(segment)) {
        return Ok(endpoint);
    }
    let message = "An id in the path has characters that no id has, or is too long.";
    Err(ApiError::bad_request("INVALID_PARAMETER_VALUE", message))
}

/// The methods that a path takes, as the value of an `Allow` header.
pub fn methods(path: &str) -> String {
    at(path).map(|endpoint| endpoint.method.as_str()).collect::<Vec<_>>().join(", ")
}

/// `path` with `space` in the place of whatever named the space.
pub fn with_space(path: &str, space: &str) -> String {
    let mut parts = path.strip_prefix(PREFIX).unwrap_or_default().splitn(3, '/');
    let kind = parts.next().unwrap_or_default();
    match parts.nth(1) {
        Some(rest) => format!("{PREFIX}{kind}/{space}/{rest}"),
        None => format!("{PREFIX}{kind}/{space}"),
    }
}

/// The space named in a path that [`find`] has accepted, if it names one.
pub fn space_of(path: &str) -> Option<&str> {
    path.strip_prefix(PREFIX).and_then(|rest| rest.split('/').nth(1))
}

/// Whether `text` can be an id: opaque, but with nothing that a URL or a file system would read as structure.
pub fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
    (1..=MAX_ID).contains(&text.len()) && text.bytes().all(plain) && text != "." && text != ".."
}

/// The endpoints whose fixed segments stand in `path`.
fn at(path: &str) -> impl Iterator<Item = &'static Endpoint> {
    let rest = path.strip_prefix(PREFIX);
    ENDPOINTS.iter().filter(move |endpoint| {
        rest.is_some_and(|rest| rest.split('/').count() == endpoint.path.split('/').count())
            && pairs(endpoint, path)
                .all(|(template, segment)| template.starts_with('{') || template == segment)
    })
}

/// Segments of the template beside those of the path.
fn pairs<'a>(endpoint: &'static Endpoint, path: &'a str) -> impl Iterator<Item = (&'static str, &'a str)> {
    endpoint.path.split('/').zip(path.strip_prefix(PREFIX).unwrap_or_default().split('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(method: &Method, rest: &str) -> u16 {
        find(method, &format!("{PREFIX}{rest}")).map_or_else(|error| error.status.as_u16(), |_| 200)
    }

    #[test]
    fn only_the_listed_paths_and_methods_pass() {
        let message = "spaces/s/conversations/c/messages/m";
        let cases = [
            (Method::GET, "spaces/s", 200),
            (Method::DELETE, "spaces/s", 405),
            (Method::PATCH, "spaces/s", 405),
            (Method::GET, "agents/s", 200),
            (Method::PATCH, "agents/s", 405),
            (Method::DELETE, "agents/s", 405),
            (Method::GET, "agents", 404),
            (Method::POST, "agents/s/responses", 404),
            (Method::GET, "spaces", 200),
            (Method::POST, "spaces", 405),
            (Method::GET, "spaces/", 400),
            (Method::GET, "", 404),
            (Method::POST, "spaces/s/start-conversation", 200),
            (Method::GET, "spaces/s/start-conversation", 405),
            (Method::POST, "spaces/s/start-conversation/", 404),
            (Method::GET, "spaces/s/conversations", 200),
            (Method::DELETE, "spaces/s/conversations/c", 200),
            (Method::GET, "spaces/s/conversations/c", 405),
            (Method::GET, "spaces/s/conversations/c/messages", 200),
            (Method::POST, "spaces/s/conversations/c/messages", 200),
            (Method::GET, message, 200),
            (Method::DELETE, message, 200),
            (Method::HEAD, message, 405),
            (Method::GET, &format!("{message}/attachments/a/query-result"), 200),
            (Method::POST, &format!("{message}/attachments/a/query-result"), 405),
            (Method::POST, &format!("{message}/attachments/a/execute-query"), 200),
            (Method::POST, &format!("{message}/attachments/a/downloads"), 200),
            (Method::GET, &format!("{message}/attachments/a/downloads/d"), 200),
            (Method::GET, &format!("{message}/attachments/a/rows.csv"), 200),
            (Method::POST, &format!("{message}/attachments/a/rows.csv"), 405),
            (Method::GET, &format!("{message}/attachments/a/chunks/1"), 200),
            (Method::POST, &format!("{message}/attachments/a/chunks/1"), 405),
            (Method::GET, &format!("{message}/attachments/a/chunks"), 404),
            (Method::GET, &format!("{message}/attachments/a/chunks/"), 400),
            (Method::GET, &format!("{message}/attachments/a/download-visualization"), 200),
            (Method::POST, &format!("{message}/attachments/a/download-visualization"), 405),
            (Method::POST, &format!("{message}/feedback"), 200),
            (Method::GET, &format!("{message}/query-result"), 404),
        ];
        for (method, rest, expected) in cases {
            assert_eq!(status(&method, rest), expected, "{method} {rest}");
        }
        assert_eq!(methods("/api/2.0/genie/spaces/s/conversations/c/messages"), "GET, POST");
    }

    #[test]
    fn nothing_in_a_path_can_climb_out_of_it() {
        for segment in ["..", ".", "%2e%2e", "%2F", "a%2Fb", "a%5Cb", "a\\b", "a;b", "a b", "é", "%00", "*"]
        {
            assert_eq!(status(&Method::GET, &format!("spaces/{segment}")), 400, "{segment}");
            let message = format!("spaces/s/conversations/c/messages/{segment}");
            assert_eq!(status(&Method::GET, &message), 400, "{segment}");
        }
        for path in ["spaces/s/../../secrets/list", "spaces//s", "../2.0/secrets/list"] {
            assert_eq!(status(&Method::GET, path), 404, "{path}");
        }
        assert!(find(&Method::GET, "/api/2.1/genie/spaces/s").is_err());
        assert_eq!(status(&Method::GET, &format!("spaces/{}", "a".repeat(512))), 200);
        assert_eq!(status(&Method::GET, &format!("spaces/{}", "a".repeat(513))), 400);
    }

    #[test]
    fn an_alias_gives_way_to_the_id() {
        assert_eq!(with_space("/api/2.0/genie/spaces/sales", "01ef"), "/api/2.0/genie/spaces/01ef");
        let list = "/api/2.0/genie/spaces/sales/conversations/c/messages";
        assert_eq!(with_space(list, "01ef"), "/api/2.0/genie/spaces/01ef/conversations/c/messages");
        assert_eq!(space_of(list), Some("sales"));
        let agent = "/api/2.0/genie/agents/sales";
        assert_eq!(with_space(agent, "01ef"), "/api/2.0/genie/agents/01ef");
        assert_eq!(space_of(agent), Some("sales"));
        assert_eq!(space_of("/api/2.0/genie/spaces"), None);
    }
}
