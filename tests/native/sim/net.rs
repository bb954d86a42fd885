//! The imagined network: one fate for each request, decided when it leaves.

use genie_chat::api::decode::Outcome;
use genie_chat::api::endpoint::Request;
use genie_chat::api::error::{Lost, Reply};
use genie_chat::state::effect::RequestId;

use super::browser::Page;
use super::rng::Rng;
use super::route::Route;

/// A request that left, and what is known of it.
pub struct Exchange {
    pub page: Page,
    pub id: RequestId,
    pub route: Route,
    /// The text of a question.
    pub content: String,
    /// The intent of a question.
    pub intent: String,
    /// Names this attempt to ask, if the relay knows what that is for.
    pub attempt: Option<String>,
    /// True if a question asks for pictures, too.
    pub pictures: bool,
    pub timeout_ms: u64,
    /// True if it goes on when the element is taken out of its page.
    pub outlives: bool,
    /// True once the page's `headers` hook has answered.
    pub left: bool,
    /// True if the page lives on without the element that sent it.
    pub orphan: bool,
    /// False once the page has a reply, has given up or is gone.
    pub open: bool,
    pub fate: Fate,
    /// True if the browser has not sent it a second time yet.
    pub repeated: bool,
    /// True if it was given up before it left.
    pub never_left: bool,
    /// True if the service itself replied that there is no such thing.
    pub denied: bool,
    /// True once the page was told that the service did not take it.
    pub refused: bool,
    /// The message that the service made of it.
    pub made: Option<usize>,
    /// The messages that the service listed.
    pub listed: Vec<usize>,
}

/// What becomes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Fine,
    /// It never arrives; the page is told so.
    LostOnTheWay,
    /// It never arrives, and the page waits until its time is up.
    LostSilently,
    /// It is served, and the reply is lost.
    ReplyLost,
    /// It is served, and the reply comes when the page has given up.
    ReplyLate,
    /// It is served after the page has given up.
    LandsLate,
    Slow,
    Repeated,
    /// The browser sends it twice by itself, and it is served twice.
    Resent,
    /// The reply's body ends early.
    Cut,
    /// Somebody on the way answers, and it is not served.
    Answered(u16, Option<&'static str>),
    /// It is served, and the reply says something else.
    ServedBut(u16),
}

const FATES: [(&str, Fate); 18] = [
    ("lost on the way", Fate::LostOnTheWay),
    ("lost without a sign", Fate::LostSilently),
    ("reply lost", Fate::ReplyLost),
    ("reply after the time-out", Fate::ReplyLate),
    ("landed after giving up", Fate::LandsLate),
    ("slow", Fate::Slow),
    ("repeated reply", Fate::Repeated),
    ("cut body", Fate::Cut),
    ("login page", Fate::Answered(200, None)),
    ("401", Fate::Answered(401, None)),
    ("408", Fate::Answered(408, None)),
    ("429", Fate::Answered(429, None)),
    ("429, Retry-After", Fate::Answered(429, Some("3"))),
    ("500, processed", Fate::ServedBut(500)),
    ("500", Fate::Answered(500, None)),
    ("502", Fate::Answered(502, None)),
    ("503", Fate::Answered(503, None)),
    ("503, Retry-After", Fate::Answered(503, Some("3"))),
];
/// From none to more than is reasonable.
const RETRY_AFTER: [&str; 7] = ["0", "1", "3", "30", "900", "18446744073709551", "soon"];

impl Fate {
    pub fn draw(rng: &mut Rng) -> (&'static str, Self) {
        let (name, fate) = FATES[rng.index(FATES.len())].clone();
        match fate {
            Self::Answered(status, Some(_)) => {
                (name, Self::Answered(status, Some(RETRY_AFTER[rng.index(RETRY_AFTER.len())])))
            }
            fate => (name, fate),
        }
    }

    /// The reply as it comes out of the network; `reply` is what the service said.
    pub fn reply(&self, mut reply: Reply) -> Outcome {
        match self {
            Self::ReplyLost => return Err(Lost::Network("cut".into())),
            Self::Cut => reply.body.truncate(reply.body.len() / 2),
            Self::ServedBut(status) => reply = Reply { status: *status, ..Reply::default() },
            _ => {}
        }
        Ok(reply)
    }
}

/// The reply of somebody on the way.
pub fn answered(status: u16, retry_after: Option<&str>) -> Outcome {
    let body = if status == 200 { "<!doctype html><title>Sign in</title>" } else { "" };
    Ok(Reply { status, retry_after: retry_after.map(Into::into), body: body.into(), ..Reply::default() })
}

/// What a proxy says that has nowhere to send a request to.
pub fn no_backend() -> Reply {
    Reply { status: 404, body: "default backend - 404".into(), ..Reply::default() }
}

/// A reply in place of the relay's own description: somebody on the way answers, or it is cut.
pub fn not_info(rng: &mut Rng) -> Reply {
    let page = "<!doctype html><title>Sign in</title>";
    let all = [(503, ""), (200, page), (200, "{\"demo"), (200, ""), (403, ""), (401, "")];
    match all.get(rng.index(all.len() + 1)) {
        Some((status, body)) => Reply { status: *status, body: (*body).into(), ..Reply::default() },
        None => no_backend(),
    }
}

/// The question in a request's body; texts are plain here.
pub fn content(request: &Request) -> String {
    let body = request.body.as_deref().unwrap_or_default();
    body.trim_start_matches(r#"{"content":""#).split('"').next().unwrap_or_default().to_owned()
}
