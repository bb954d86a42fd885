//! Faults on demand: what can go wrong on the way to Genie and back, for
//! everybody (`--fault`) or for one request (the header [`HEADER`], where
//! `--demo-faults` allows it). The service behind knows nothing of them.

mod act;
mod damage;

use axum::http::Method;

pub use act::{Faults, act};

/// The header with which a request asks for faults, separated by commas.
pub const HEADER: &str = "x-genie-demo-fault";

/// One fault, and which requests it hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    method: Option<Method>,
    kind: Kind,
    /// Every how many-th of these requests it hits; 1 for all.
    every: u64,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Everything takes as many milliseconds longer.
    Latency(u64),
    /// Refused with this status, and perhaps with a wait in seconds.
    Status(u16, Option<u64>),
    /// More than so many questions a minute are refused.
    Quota(usize),
    /// A login page comes with status 200.
    Html,
    /// The connection breaks, and nothing has happened.
    DropBefore,
    /// The connection breaks after all has happened.
    DropAfter,
    /// Half of the body comes.
    Truncated,
    /// Something comes that is not JSON.
    NotJson,
    /// Messages never end.
    Stuck,
    /// Messages that are worked on have a status that nobody knows.
    UnknownStatus,
    /// Whatever may be left out is left out.
    MissingFields,
}

/// Whether a kind takes a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    No,
    Maybe,
    Yes,
}

const KINDS: [(&str, Number); 17] = [
    ("latency", Number::Yes),
    ("quota", Number::Yes),
    ("401", Number::No),
    ("403", Number::No),
    ("429", Number::Maybe),
    ("500", Number::No),
    ("502", Number::No),
    ("503", Number::Maybe),
    ("504", Number::No),
    ("html", Number::No),
    ("drop-before", Number::No),
    ("drop-after", Number::No),
    ("truncated", Number::No),
    ("not-json", Number::No),
    ("stuck", Number::No),
    ("unknown-status", Number::No),
    ("missing-fields", Number::No),
];

/// The names of all kinds, for a message.
pub fn kinds() -> String {
    KINDS.map(|(name, _)| name).join(", ")
}

impl Fault {
    /// Reads `[METHOD:]KIND[=NUMBER][/EVERY]`, e.g. `post:429=5/3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (method, rest) = match text.split_once(':') {
            None => (None, text),
            Some(("get", rest)) => (Some(Method::GET), rest),
            Some(("post", rest)) => (Some(Method::POST), rest),
            Some(("delete", rest)) => (Some(Method::DELETE), rest),
            Some(_) => return None,
        };
        let (rest, every) = match rest.split_once('/') {
            None => (rest, 1),
            Some((rest, every)) => (rest, every.parse().ok().filter(|every| *every > 0)?),
        };
        let (name, number) = match rest.split_once('=') {
            None => (rest, None),
            Some((name, number)) => (name, Some(number.parse::<u64>().ok()?)),
        };
        let (_, wanted) = KINDS.iter().find(|(kind, _)| *kind == name)?;
        let fits = match wanted {
            Number::No => number.is_none(),
            Number::Maybe => true,
            Number::Yes => number.is_some(),
        };
        let kind = match name {
            _ if !fits => return None,
            "latency" => Kind::Latency(number?),
            "quota" => Kind::Quota(usize::try_from(number?).ok()?),
            "html" => Kind::Html,
            "drop-before" => Kind::DropBefore,
            "drop-after" => Kind::DropAfter,
            "truncated" => Kind::Truncated,
            "not-json" => Kind::NotJson,
            "stuck" => Kind::Stuck,
            "unknown-status" => Kind::UnknownStatus,
            "missing-fields" => Kind::MissingFields,
            status => Kind::Status(status.parse().ok()?, number),
        };
        Some(Self { method, kind, every })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_read_or_refused() {
        let fault = |method, kind, every| Some(Fault { method, kind, every });
        let cases = [
            ("503", fault(None, Kind::Status(503, None), 1)),
            ("503=7", fault(None, Kind::Status(503, Some(7)), 1)),
            ("post:429=5/3", fault(Some(Method::POST), Kind::Status(429, Some(5)), 3)),
            ("get:latency=250", fault(Some(Method::GET), Kind::Latency(250), 1)),
            ("delete:drop-after", fault(Some(Method::DELETE), Kind::DropAfter, 1)),
            ("quota=5", fault(None, Kind::Quota(5), 1)),
            ("latency", None),
            ("500=1", None),
            ("418", None),
            ("put:500", None),
            ("500/0", None),
            ("500/x", None),
            ("latency=-1", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Fault::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn every_kind_that_is_named_can_be_read() {
        for (name, number) in KINDS {
            let text = if number == Number::Yes { format!("{name}=1") } else { name.to_owned() };
            assert!(Fault::parse(&text).is_some(), "{text}");
        }
    }
}
