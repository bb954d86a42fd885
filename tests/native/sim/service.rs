//! An imagined Genie: conversations, messages, query results.

use std::collections::BTreeMap;

use genie_chat::api::error::Reply;

use super::message::Message;
use super::net::Exchange;
use super::plan::Plan;
use super::rng::Rng;
use super::route::Route;

pub struct Service {
    pub messages: Vec<Message>,
    /// Messages of each conversation, oldest first; `None` once it is deleted.
    pub conversations: Vec<Option<Vec<usize>>>,
    /// True while the caller is not let in.
    pub forbids: bool,
    /// True if the relay is ours, and not a plain proxy.
    pub ours: bool,
    /// Whom it names as the caller.
    caller: Option<&'static str>,
    /// What it made of each named attempt to ask, which it knows again by its body, too.
    once: BTreeMap<(String, bool), Served>,
    /// True if it passes pictures.
    pictures: bool,
    /// True where each caller sees conversations of its own only.
    owned: bool,
    /// Messages on a page, whatever the caller asks for.
    page: usize,
    skew: Option<i64>,
}

/// What the service did with a request.
#[derive(Debug, Clone, Default)]
pub struct Served {
    pub reply: Reply,
    /// The message that it made.
    pub made: Option<usize>,
    /// The messages that it listed.
    pub listed: Vec<usize>,
}

impl Service {
    pub fn new(rng: &mut Rng, plan: &Plan) -> Self {
        let page = if rng.once_in(2) { rng.between(1, 5) as usize } else { 50 };
        let skew = match rng.below(4) {
            0 => None,
            1 => Some(rng.between(0, 7_200_000) as i64 - 3_600_000),
            _ => Some(rng.between(0, 2_000) as i64 - 1_000),
        };
        Self {
            messages: Vec::new(),
            conversations: Vec::new(),
            forbids: false,
            ours: !plan.has("plain relay"),
            caller: plan.has("caller named").then_some("ann"),
            once: BTreeMap::new(),
            pictures: rng.once_in(2),
            owned: rng.once_in(2),
            page,
            skew,
        }
    }

    /// Answers a request that has arrived.
    pub fn serve(&mut self, rng: &mut Rng, now: u64, exchange: &Exchange) -> Served {
        let attempt = exchange.attempt.clone().map(|attempt| (attempt, exchange.pictures));
        if let Some(before) = attempt.as_ref().and_then(|attempt| self.once.get(attempt)) {
            return before.clone();
        }
        let mut served = self.answer(rng, now, exchange.route, &exchange.content, &exchange.intent);
        served.reply.ours = self.ours;
        if let Some(attempt) = attempt.filter(|_| self.ours && served.made.is_some()) {
            self.once.insert(attempt, served.clone());
        }
        served
    }

    /// `content` and `intent` are those of a question.
    fn answer(&mut self, rng: &mut Rng, now: u64, route: Route, content: &str, intent: &str) -> Served {
        if self.forbids {
            return refused(403, "PERMISSION_DENIED");
        }
        match route {
            Route::Info if !self.ours => refused(404, "ENDPOINT_NOT_FOUND"),
            Route::Info => {
                let caller = self.caller.map_or(String::new(), |caller| format!(r#","caller":"{caller}""#));
                let (owned, pictures) = (self.owned, self.pictures);
                told(format!(r#"{{"demo":true,"ownership":{owned},"visualization":{pictures}{caller}}}"#))
            }
            Route::Foreign => told("{}".into()),
            Route::Space => told(r#"{"title":"Food"}"#.into()),
            Route::Samples => told(
                r#"{"definition":{"config":{"sample_questions":[{"id":"1","question":"What sold best?"}]}}}"#
                    .into(),
            ),
            Route::Start => {
                self.conversations.push(Some(Vec::new()));
                self.create(rng, now, self.conversations.len() - 1, content, intent, true)
            }
            Route::Create(c) => match self.conversations.get(c) {
                Some(Some(_)) => self.create(rng, now, c, content, intent, false),
                _ => refused(404, "RESOURCE_DOES_NOT_EXIST"),
            },
            Route::List(c, skip) => self.list(now, c, skip),
            Route::Conversations(skip) => self.conversations(skip),
            Route::Delete(c) if matches!(self.conversations.get(c), Some(Some(_))) => {
                self.conversations[c] = None;
                told("{}".into())
            }
            Route::Message(c, m) if self.holds(c, m) => {
                let mut body = String::new();
                self.messages[m].json(m, now, self.skew, &mut body);
                told(body)
            }
            Route::Rows(c, m) if self.holds(c, m) => self.result(now, m),
            Route::Execute(c, m) if self.holds(c, m) => {
                self.messages[m].execute(rng, now);
                self.result(now, m)
            }
            Route::EarlierRows(c, m) if self.holds(c, m) => self.earlier(now, m),
            Route::ExecuteEarlier(c, m) if self.holds(c, m) => {
                self.messages[m].execute_earlier(rng, now);
                self.earlier(now, m)
            }
            _ => refused(404, "RESOURCE_DOES_NOT_EXIST"),
        }
    }

    pub fn holds(&self, conversation: usize, message: usize) -> bool {
        let messages = self.conversations.get(conversation).and_then(Option::as_ref);
        messages.is_some_and(|messages| messages.contains(&message))
    }

    fn conversations(&self, skip: usize) -> Served {
        let all = self.conversations.iter().enumerate().rev().filter(|(_, messages)| messages.is_some());
        let listed: Vec<String> = all
            .skip(skip)
            .take(self.page)
            .map(|(c, _)| format!(r#"{{"conversation_id":"c{c}","title":"t","created_timestamp":{c}}}"#))
            .collect();
        let next = if listed.len() == self.page {
            format!(r#","next_page_token":"t{}""#, skip + self.page)
        } else {
            String::new()
        };
        told(format!(r#"{{"conversations":[{}]{next}}}"#, listed.join(",")))
    }

    fn result(&self, now: u64, message: usize) -> Served {
        self.messages[message].result(now).map_or_else(|| refused(400, "INVALID_PARAMETER_VALUE"), told)
    }

    fn earlier(&self, now: u64, message: usize) -> Served {
        self.messages[message].earlier(now).map_or_else(|| refused(400, "INVALID_PARAMETER_VALUE"), told)
    }

    fn create(
        &mut self,
        rng: &mut Rng,
        now: u64,
        c: usize,
        content: &str,
        intent: &str,
        begins: bool,
    ) -> Served {
        let id = self.messages.len();
        let message = Message::new(rng, now, c, content, intent);
        let mut body = String::new();
        if begins {
            body = format!(r#"{{"conversation_id":"c{c}","message_id":"m{id}","message":"#);
        }
        message.json(id, now, self.skew, &mut body);
        body.push_str(if begins { "}" } else { "" });
        self.messages.push(message);
        if let Some(Some(messages)) = self.conversations.get_mut(c) {
            messages.push(id);
        }
        Served { made: Some(id), ..told(body) }
    }

    /// Newest first. A token is a number of messages to skip, so pages overlap when a message comes between.
    fn list(&self, now: u64, conversation: usize, skip: usize) -> Served {
        let Some(Some(messages)) = self.conversations.get(conversation) else {
            return refused(404, "RESOURCE_DOES_NOT_EXIST");
        };
        let listed: Vec<usize> = messages.iter().rev().skip(skip).take(self.page).copied().collect();
        let mut body = String::from(r#"{"messages":["#);
        for (index, message) in listed.iter().enumerate() {
            body.push_str(if index == 0 { "" } else { "," });
            self.messages[*message].json(*message, now, self.skew, &mut body);
        }
        body.push(']');
        if skip + self.page < messages.len() {
            body.push_str(&format!(r#","next_page_token":"t{}""#, skip + self.page));
        }
        body.push('}');
        Served { listed, ..told(body) }
    }
}

fn told(body: String) -> Served {
    Served { reply: Reply { status: 200, body, ..Reply::default() }, ..Served::default() }
}

fn refused(status: u16, code: &str) -> Served {
    let body = format!(r#"{{"error_code":"{code}","message":"No."}}"#);
    Served { reply: Reply { status, body, ..Reply::default() }, ..Served::default() }
}
