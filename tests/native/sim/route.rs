//! What a request asks for, read back from its path.

use genie_chat::api::endpoint::{Method, Request};

/// The space that an element shows for a while.
pub const OTHER_SPACE: &str = "t";

/// An endpoint with the indices of what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    Info,
    Space,
    Samples,
    Start,
    Create(usize),
    /// Conversation and number of messages to skip.
    List(usize, usize),
    /// Conversation and message.
    Message(usize, usize),
    Rows(usize, usize),
    Execute(usize, usize),
    /// The same of the query that the message's other one has replaced.
    EarlierRows(usize, usize),
    ExecuteEarlier(usize, usize),
    /// Number of conversations to skip.
    Conversations(usize),
    Delete(usize),
    /// Anything of the other space.
    Foreign,
}

impl Route {
    pub fn of(request: &Request) -> Self {
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let mut parts = path.trim_start_matches("/api/2.0/genie/spaces/").split('/');
        let post = request.method == Method::Post;
        if path.ends_with("/info") {
            return Self::Info;
        }
        if path == "/api/2.0/genie/agents/s" {
            return Self::Samples;
        }
        let space = parts.next();
        if space == Some(OTHER_SPACE) || path.ends_with("/agents/t") {
            return Self::Foreign;
        }
        assert_eq!(space, Some("s"), "a foreign space: {path}");
        let rest: Vec<&str> = parts.collect();
        match (rest.as_slice(), post) {
            ([], false) => Self::Space,
            (["conversations"], false) => {
                let token = query.split_once("page_token=t").map_or(0, |(_, token)| token.parse().unwrap());
                Self::Conversations(token)
            }
            (["conversations", c], false) if request.method == Method::Delete => Self::Delete(number(c)),
            (["start-conversation"], true) => Self::Start,
            (["conversations", c, "messages"], true) => Self::Create(number(c)),
            (["conversations", c, "messages"], false) => {
                let token = query.split_once("page_token=t").map_or(0, |(_, token)| token.parse().unwrap());
                Self::List(number(c), token)
            }
            (["conversations", c, "messages", m], false) => Self::Message(number(c), number(m)),
            (["conversations", c, "messages", m, "attachments", a, "query-result"], false) => {
                let (c, m) = (number(c), number(m));
                if a.starts_with('e') { Self::EarlierRows(c, m) } else { Self::Rows(c, m) }
            }
            (["conversations", c, "messages", m, "attachments", a, "execute-query"], true) => {
                let (c, m) = (number(c), number(m));
                if a.starts_with('e') { Self::ExecuteEarlier(c, m) } else { Self::Execute(c, m) }
            }
            _ => panic!("no such endpoint: {request:?}"),
        }
    }

    /// True for the two that ask a question.
    pub fn asks(self) -> bool {
        matches!(self, Self::Start | Self::Create(_))
    }
}

/// Stands for an id that nobody has given: what names it was damaged. No schedule has so many.
const UNKNOWN: usize = 999;

/// The number in an id such as `m12`.
pub fn number(id: &str) -> usize {
    id.get(1..).and_then(|number| number.parse().ok()).unwrap_or(UNKNOWN)
}
