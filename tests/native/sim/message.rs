//! One message of the imagined service: its whole life is decided when it is asked.

use std::fmt::Write as _;

use super::rng::Rng;

/// Words that a message goes through, in any order; the last one is in no list.
const ON_THE_WAY: [&str; 7] = [
    "SUBMITTED",
    "FETCHING_METADATA",
    "FILTERING_CONTEXT",
    "ASKING_AI",
    "PENDING_WAREHOUSE",
    "EXECUTING_QUERY",
    "IN_PROGRESS",
];
const ENDS: [&str; 10] = [
    "COMPLETED",
    "COMPLETED",
    "COMPLETED",
    "COMPLETED",
    "COMPLETED",
    "FAILED",
    "FAILED",
    "CANCELLED",
    "CANCELED",
    "QUERY_RESULT_EXPIRED",
];
const NEVER: u64 = u64::MAX;

/// One run of a query.
struct Run {
    started: u64,
    ended: u64,
    /// What it comes to: a state on the wire, or `REFUSED` for a 400.
    end: &'static str,
}

pub struct Message {
    pub conversation: usize,
    pub question: String,
    /// The intent whose POST made it.
    pub intent: String,
    created: u64,
    stages: Vec<(u64, &'static str)>,
    end: &'static str,
    runs: Vec<Run>,
    /// The last run of the query that another one has replaced.
    earlier: Option<Run>,
    has_text: bool,
    suggests: u64,
    expires: u64,
}

impl Message {
    pub fn new(rng: &mut Rng, now: u64, conversation: usize, question: &str, intent: &str) -> Self {
        let mut stages = Vec::new();
        let mut runs = Vec::new();
        let has_query = rng.percent(60);
        let mut at = now;
        for _ in 0..rng.below(6) {
            let word = rng.pick(&ON_THE_WAY);
            if word == "EXECUTING_QUERY" && has_query && rng.percent(80) {
                runs.push(Run::new(rng, at));
            }
            at += match rng.below(40) {
                0 => rng.between(700_000, 2_000_000),
                1..4 => rng.between(20_000, 400_000),
                _ => rng.between(100, 5_000),
            };
            stages.push((at, word));
        }
        let end = rng.pick(&ENDS);
        if has_query && (runs.is_empty() || rng.once_in(4)) {
            runs.push(Run::new(rng, at));
        }
        let earlier = (has_query && rng.once_in(3)).then(|| Run::new(rng, now));
        let suggests = match rng.below(4) {
            0 => NEVER,
            1 => at + rng.between(500, 20_000),
            _ => at,
        };
        let expires = if rng.once_in(4) { at + rng.between(1, 200_000) } else { NEVER };
        let has_text = rng.percent(60);
        let (question, intent) = (question.to_owned(), intent.to_owned());
        Self {
            conversation,
            question,
            intent,
            created: now,
            stages,
            end,
            runs,
            earlier,
            has_text,
            suggests,
            expires,
        }
    }

    fn ended(&self) -> u64 {
        self.stages.last().map_or(self.created, |stage| stage.0)
    }

    pub fn status(&self, now: u64) -> &'static str {
        match self.stages.iter().find(|stage| now < stage.0) {
            Some((_, word)) => word,
            None if self.end == "COMPLETED" && now >= self.expires => "QUERY_RESULT_EXPIRED",
            None => self.end,
        }
    }

    /// The run whose statement the message names now.
    fn run(&self, now: u64) -> Option<(usize, &Run)> {
        self.runs.iter().enumerate().rev().find(|(_, run)| run.started <= now)
    }

    /// Runs the query again, which brings expired rows back.
    pub fn execute(&mut self, rng: &mut Rng, now: u64) {
        self.expires = NEVER;
        if self.end == "QUERY_RESULT_EXPIRED" {
            self.end = "COMPLETED";
        }
        self.runs.push(Run::new(rng, now));
    }

    /// Runs the query again that was replaced.
    pub fn execute_earlier(&mut self, rng: &mut Rng, now: u64) {
        self.earlier = Some(Run { end: "SUCCEEDED", ..Run::new(rng, now) });
    }

    /// The body of query-result, or `None` where it is refused.
    pub fn result(&self, now: u64) -> Option<String> {
        let (index, run) = self.run(now)?;
        self.told(index, run, now)
    }

    /// The same of the query that was replaced.
    pub fn earlier(&self, now: u64) -> Option<String> {
        self.told(usize::MAX, self.earlier.as_ref()?, now)
    }

    fn told(&self, index: usize, run: &Run, now: u64) -> Option<String> {
        let state = if now < run.ended {
            if now < run.started + 500 { "PENDING" } else { "RUNNING" }
        } else if now >= self.expires && run.end == "SUCCEEDED" {
            "CLOSED"
        } else {
            run.end
        };
        let rows = if state == "SUCCEEDED" { r#","result":{"data_array":[["1"]]}"# } else { "" };
        (state != "REFUSED").then(|| {
            format!(
                r#"{{"statement_response":{{"statement_id":"s{index}","status":{{"state":"{state}"}}{rows}}}}}"#
            )
        })
    }

    /// The message on the wire. `skew` is how far the service's clock is off; `None` where it tells no time.
    pub fn json(&self, id: usize, now: u64, skew: Option<i64>, out: &mut String) {
        let status = self.status(now);
        let (conversation, question) = (self.conversation, &self.question);
        let head = format!(
            r#"{{"message_id":"m{id}","conversation_id":"c{conversation}","content":"{question}","status":"{status}""#
        );
        out.push_str(&head);
        if let Some(skew) = skew {
            let _ = write!(out, r#","created_timestamp":{}"#, self.created.saturating_add_signed(skew));
        }
        if matches!(status, "FAILED" | "CANCELLED" | "CANCELED") {
            out.push_str(r#","error":{"type":"SQL_EXECUTION_EXCEPTION","error":"No."}"#);
        }
        out.push_str(r#","attachments":["#);
        let mut comma = "";
        if let Some((run, _)) = self.run(now) {
            if self.earlier.is_some() {
                let first = r#""query":{"query":"SELECT","statement_id":"first"}"#;
                let _ = write!(out, r#"{{"attachment_id":"e{id}",{first}}},"#);
            }
            let _ = write!(
                out,
                r#"{{"attachment_id":"a{id}","query":{{"query":"SELECT {run}","statement_id":"s{run}"}}}}"#
            );
            comma = ",";
        }
        if self.has_text && now >= self.ended() {
            let _ = write!(out, r#"{comma}{{"text":{{"content":"Text of {id}."}}}}"#);
            comma = ",";
        }
        if now >= self.suggests {
            let _ = write!(out, r#"{comma}{{"suggested_questions":{{"questions":["why {id}?"]}}}}"#);
        }
        out.push_str("]}");
    }
}

impl Run {
    fn new(rng: &mut Rng, now: u64) -> Self {
        let takes = match rng.below(60) {
            0 => NEVER - now,
            1..8 => rng.between(5_000, 700_000),
            _ => rng.below(4_000),
        };
        let end = match rng.below(10) {
            0 => "FAILED",
            1 => "CLOSED",
            2 => "REFUSED",
            _ => "SUCCEEDED",
        };
        Self { started: now, ended: now + takes, end }
    }
}
