//! What may leave, and when.

use genie_chat::api::decode::Outcome;
use genie_chat::api::endpoint::Request;
use genie_chat::api::error::Lost;
use genie_chat::config::Persist;
use genie_chat::domain::failure::Advice;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::state::effect::RequestId;

use super::super::browser::Page;
use super::super::message::Message;
use super::super::net::{self, Exchange};
use super::super::plan::Locks;
use super::super::route::{Route, number};
use super::super::tally::Group;
use super::super::world::World;
use super::LIST;

/// Shortest time between a reply to a poll and the next poll, in ms.
const POLL_MS: u64 = 1_000;
/// Longest such time while all goes well, and after failures; late timers included.
const SLOWEST_MS: [u64; 2] = [5_000 + 3_100, 66_000 + 3_100];

/// How long a question waits for what the relay is, in ms.
const START_MS: u64 = 10_000;
/// More conversations than any schedule has.
const LISTS: usize = 1_000;
/// Added to a message, stands for its rows.
const ROWS: usize = usize::MAX / 2;

impl World<'_> {
    /// Checks a request that leaves. Tells the intent of a question.
    pub fn check_send(&mut self, tab: usize, id: RequestId, route: Route, request: &Request) -> String {
        let content = if route.asks() { &net::content(request) } else { "" };
        match route {
            Route::Start | Route::Create(_) => {
                return self.check_question(tab, id, route, (content, request.attempt.is_some()));
            }
            Route::Message(_, message) => self.check_poll(tab, route, message),
            Route::Rows(_, message) => {
                let now = self.now;
                let it = &mut self.tabs[tab];
                let rows = it.poll(ROWS + message, now);
                let again = std::mem::take(&mut rows.running);
                let quiet = it.hidden || it.offline;
                assert!(!again || !quiet, "a statement is polled by a page that is hidden or offline");
            }
            Route::EarlierRows(..) | Route::ExecuteEarlier(..) => {
                let page = self.tabs[tab].page(tab);
                let same = |other: &Exchange| other.open && other.page == page && other.route == route;
                assert!(!self.exchanges.iter().any(same), "the rows of a replaced query are fetched twice");
            }
            Route::List(c, 0) => {
                let now = self.now;
                let list = self.tabs[tab].poll(LIST - c, now);
                assert!(list.at_once || now >= list.not_before, "messages are listed before Retry-After");
                list.at_once = false;
            }
            _ => {}
        }
        String::new()
    }

    /// A question leaves at most once for each time that the reader asked it.
    fn check_question(
        &mut self,
        tab: usize,
        id: RequestId,
        route: Route,
        (content, named): (&str, bool),
    ) -> String {
        let page = self.tabs[tab].page(tab);
        let it = &self.tabs[tab];
        let Some(turn) = it.model.posted_by(id).and_then(|key| it.model.turn(key)) else {
            // It is aborted at once (`check_aborted`).
            return String::new();
        };
        let sending = turn.state == TurnState::Sending && turn.claimed;
        assert!(sending && turn.question == content, "{content} is posted by another turn");
        let thread = it.model.threads().find(|thread| thread.turn(turn.key).is_some());
        let conversation = thread.and_then(|thread| thread.conversation.as_ref());
        let there = conversation.map_or(Route::Start, |id| Route::Create(number(id.as_str())));
        assert_eq!(route, there, "posted to another conversation");
        assert!(!turn.intent.is_empty(), "{content} is posted without an intent");
        let claimed = self.browser.claims.get(&turn.intent).is_some_and(|pages| pages.contains(&page));
        assert!(claimed, "{content} is posted without a claim");
        if route == Route::Start {
            self.check_order(tab, &turn.intent, content);
        }
        let mut refused = self.posts.get(&turn.intent).copied().unwrap_or(true);
        if !refused && self.is_out_of_sight(page, &turn.intent) {
            self.tally.add(Group::Note, "posted by a copy out of sight");
            *self.asks.entry(content.to_owned()).or_default() += 1;
            refused = true;
        }
        let it = &self.tabs[tab];
        let turn = it.model.posted_by(id).and_then(|key| it.model.turn(key)).expect("it is posted");
        let thread = it.model.threads().find(|thread| thread.turn(turn.key).is_some());
        assert!(refused, "{content} is posted again although its fate is unknown");
        let same = |other: &Exchange| other.open && other.page == page && other.route == route;
        let open = route != Route::Start && self.exchanges.iter().any(same);
        assert!(!open, "two questions are on their way to one conversation");
        assert!(it.stores(&turn.intent, false), "{content} is posted before its intent is stored");
        let may = !it.offline && it.answered && it.model.reach.is_none();
        assert!(may, "{content} is posted although the relay cannot be reached");
        let before =
            thread.iter().flat_map(|thread| thread.turns.iter().take_while(|other| other.key != turn.key));
        let mut waits = before.filter(|other| other.holds_up() && other.message.is_none());
        assert!(waits.next().is_none(), "{content} is posted before the fate of another is known");
        let unnamed = self.service.ours && !named;
        let early = self.now < it.begun_at + START_MS;
        assert!(
            !unnamed || !(early || it.knows_relay),
            "{content} is posted without a name though the relay is ours, or before it is known what it is"
        );
        let intent = turn.intent.clone();
        self.posts.insert(intent.clone(), false);
        intent
    }

    /// A question that no turn is sending any more does not leave.
    pub fn check_aborted(&self) {
        let lost = |other: &Exchange| other.open && other.route.asks() && other.intent.is_empty();
        let found = self.exchanges.iter().rev().take(16).find(|other| lost(other));
        assert!(found.is_none(), "a question is posted, but no turn is sending it");
    }

    /// True if nothing tells a copy of a page's question that it was posted: nothing is kept where other tabs read, and
    /// there are no locks, or the page has ended.
    fn is_out_of_sight(&self, page: Page, intent: &str) -> bool {
        let others = self.browser.claims.get(intent).into_iter().flatten().filter(|other| **other != page);
        let lives = |other: &Page| self.is_alive(*other);
        // A storage that takes nothing tells nobody anything either.
        !self.sound
            || self.ledger.forgotten
            || self.plan.persist == Persist::Session
                && (self.plan.locks != Locks::Work || !others.into_iter().any(lives))
    }

    /// What was typed after a question that has arrived is asked in its conversation.
    fn check_order(&self, tab: usize, intent: &str, content: &str) {
        let after = self.ledger.asks.get(intent).and_then(|ask| ask.after.as_ref());
        let Some(after) = after.filter(|after| !self.ledger.is_settled(after)) else { return };
        let mut arrived = self.service.messages.iter().filter(|message| message.intent == *after);
        let Some(message) = arrived.next() else { return };
        let is_gone = |message: &Message| self.service.conversations[message.conversation].is_none();
        let gone = is_gone(message) || arrived.any(is_gone);
        // The page was told that it had not arrived.
        let refused = self.exchanges.iter().any(|other| other.intent == *after && other.refused);
        // Or its fate is unknown, and the reader has gone on all the same; or by all that a browser tells, nothing got
        // through when it left.
        let mut turns = self.tabs[tab].model.threads().flat_map(|thread| &thread.turns);
        let passed = |turn: &Turn| {
            let shut = turn.failure.as_ref().is_some_and(|failure| failure.advice == Advice::Shut);
            turn.passed || (turn.state == TurnState::Failed && shut)
        };
        let passed = turns.any(|turn| turn.intent == *after && passed(turn));
        // Another tab knew that their conversation was gone, and began one with the question before. This tab learns of
        // both at different times.
        let first = self.service.messages.iter().find(|other| other.conversation == message.conversation);
        let begun = first.is_some_and(|first| first.intent == *after);
        let apart = begun && self.tabs.len() > 1 && self.service.conversations.iter().any(Option::is_none);
        self.demand(!self.sound || gone || refused || passed || apart, || {
            format!("{content} was typed after {} and begins a conversation", message.question)
        });
    }

    /// One poll at a time, by the page that has the lock, seen and online, and not too often.
    fn check_poll(&mut self, tab: usize, route: Route, message: usize) {
        let (now, page) = (self.now, self.tabs[tab].page(tab));
        let it = &self.tabs[tab];
        assert!(!it.hidden && !it.offline, "m{message} is polled by a page that is hidden or offline");
        // Once it may do so that has not heard yet that it has lost a lease.
        let holds = self.browser.holds(page, message, None) || it.losing.contains(&message);
        assert!(holds, "m{message} is polled without its lock");
        let same = |route: Route| matches!(route, Route::Message(_, other) if other == message);
        let counts = |other: &&Exchange| {
            // Neither is one that took the lease of a page which has not heard of that.
            let taken = it.losing.contains(&message);
            let hers = self.browser.is_exclusive() && !self.is_frozen(other.page.tab) && !taken;
            other.open && same(other.route) && (hers || other.page == page)
        };
        let others = self.exchanges.iter().rev().take(64).filter(counts).count();
        assert_eq!(others, 0, "m{message} is polled twice at a time: {route:?}");
        let it = &mut self.tabs[tab];
        let poll = it.poll(message, now);
        let gap = now - poll.since;
        if !poll.at_once {
            assert!(gap >= POLL_MS, "m{message} is polled after {gap} ms");
            assert!(now >= poll.not_before, "m{message} is polled before Retry-After");
        }
        let slowest =
            SLOWEST_MS[usize::from(poll.misses > 0)].max(poll.not_before.saturating_sub(poll.since) + 3_100);
        let (at_once, since) = (poll.at_once, poll.since);
        let waiting = it
            .model
            .threads()
            .flat_map(|thread| &thread.turns)
            .find(|turn| turn.message.as_ref().is_some_and(|id| id.as_str()[1..] == message.to_string()));
        if waiting.is_some_and(|turn| turn.state == TurnState::Waiting) {
            assert!(gap <= slowest, "m{message} was not polled for {gap} ms since {since} ({at_once})");
        }
        it.poll(message, now).at_once = false;
    }

    /// Takes note of a reply that the page waits for.
    pub fn check_reply(&mut self, index: usize, outcome: &Outcome) {
        let (now, exchange) = (self.now, &mut self.exchanges[index]);
        let status = outcome.as_ref().map_or(0, |reply| reply.status);
        let left = !matches!(outcome, Err(Lost::NotSent(_) | Lost::Redirected));
        exchange.refused = !left || ((400..500).contains(&status) && status != 408);
        let tab = exchange.page.tab;
        let wait = outcome.as_ref().ok().and_then(|reply| reply.retry_after.as_ref()?.parse::<u64>().ok());
        let not_before = wait.map_or(0, |seconds| now.saturating_add(seconds.saturating_mul(1_000)));
        // A request that outlives its settings tells nothing of the relay that is asked now.
        let ours = outcome.as_ref().is_ok_and(|reply| reply.ours) && !exchange.outlives;
        self.tabs[tab].knows_relay |= ours;
        match exchange.route {
            route if route.asks() && (matches!(status, 401 | 429) || !left) => {
                self.posts.insert(exchange.intent.clone(), true);
            }
            // Another question to look for.
            Route::Create(c) => self.tabs[tab].poll(LIST - c, now).at_once = true,
            Route::Start => {
                let lists = self.tabs[tab].polls.iter_mut().filter(|poll| poll.message > LIST - LISTS);
                lists.for_each(|poll| poll.at_once = true);
            }
            Route::List(c, 0) => {
                let turns = self.tabs[tab].model.threads().flat_map(|thread| &thread.turns);
                // Each of several questions is looked for at its own time.
                let several = turns.filter(|turn| turn.looking_since.is_some()).count() > 1;
                let list = self.tabs[tab].poll(LIST - c, now);
                (list.not_before, list.at_once) = (not_before, several || status == 401);
            }
            Route::Rows(_, message) => {
                let running = |state| outcome.as_ref().is_ok_and(|reply| reply.body.contains(state));
                self.tabs[tab].poll(ROWS + message, now).running = running("PENDING") || running("RUNNING");
            }
            Route::Message(_, message) => {
                let read =
                    outcome.as_ref().is_ok_and(|reply| reply.status == 200 && reply.body.ends_with('}'));
                let poll = self.tabs[tab].poll(message, now);
                poll.since = now;
                poll.misses = if read { 0 } else { poll.misses + 1 };
                poll.not_before = not_before;
                // A refused token is sent once more with a fresh one.
                poll.at_once = status == 401;
            }
            _ => {}
        }
    }

    /// A page that is hidden or offline has no poll under way.
    pub fn check_quiet(&self, tab: usize) {
        let it = &self.tabs[tab];
        if !it.alive || !(it.hidden || it.offline) {
            return;
        }
        let page = it.page(tab);
        let polls = |route: Route| matches!(route, Route::Message(..));
        let open = self.exchanges.iter().any(|other| other.open && other.page == page && polls(other.route));
        assert!(!open, "a poll goes on while the page is hidden or offline");
    }
}
