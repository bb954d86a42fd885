//! A question is handed on once, even where the browser sends it twice: when a
//! kept-alive connection breaks before the reply, a browser may repeat a POST by
//! itself, and the page learns nothing of it. Both carry one `idempotency-key`.
//!
//! - A POST that asks something, with an id seen in the last ten minutes for the
//!   same path and body, gets the reply of the first, waiting for it if need be.
//!   The first goes on when its connection breaks, for somebody may still ask;
//!   only a relay that is stopped does not wait for it.
//! - The same id with another path or body is another question: a browser repeats
//!   what it sent exactly, and a caller with a constant id must not be refused.
//!   With a constant id, though, the same question twice has one answer.
//! - Forgotten at once is whatever was certainly not taken: a refusal (4xx but
//!   408, as the widget sees it) and a workspace that could not be connected to.
//!   Other failures are kept, because they say nothing about the question's fate.
//! - This copy of the relay remembers, in memory. Behind several copies a repeated
//!   POST may reach another one; session affinity helps.
//! - What a caller is known by belongs in [`Key`], so that nobody gets another's reply.

use std::collections::VecDeque;
use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::api_error::ApiError;
use crate::call::Call;
use crate::endpoint::Rule;

/// Left in a response by whoever knows that the call was not handed on at all.
#[derive(Debug, Clone, Copy)]
pub struct NotTaken;

/// What two POSTs have in common when one repeats the other. Only POSTs ask, so
/// that the path, with the space's real id, stands for the method too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    attempt: String,
    session: Option<String>,
    target: PathAndQuery,
    /// A hash seeded by chance, so that nobody can make two bodies that share it.
    body: u64,
}

/// How much is remembered, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most questions.
    pub entries: usize,
    /// Most bytes of replies; one reply has 32 MiB at most.
    pub bytes: usize,
    /// Longest time since a question arrived.
    pub age: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 1000, bytes: 64 * 1024 * 1024, age: Duration::from_secs(600) }
    }
}

/// The reply as everybody who asks gets it.
#[derive(Debug, Clone)]
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    taken: bool,
}

impl Reply {
    async fn of(response: Response) -> Self {
        let (mut parts, body) = response.into_parts();
        let refused = parts.status.is_client_error() && parts.status != StatusCode::REQUEST_TIMEOUT;
        let taken = !refused && parts.extensions.get::<NotTaken>().is_none();
        let mut headers = HeaderMap::new();
        for name in [header::CONTENT_TYPE, header::RETRY_AFTER] {
            if let Some(value) = parts.headers.remove(&name) {
                headers.insert(name, value);
            }
        }
        // The body is in memory already, and limited where it was read.
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        Self { status: parts.status, headers, body, taken }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        (self.status, self.headers, Body::from(self.body)).into_response()
    }
}

/// Where a reply will be found; closed without one if the work panicked.
type Promise = watch::Receiver<Option<Reply>>;

#[derive(Debug)]
struct Entry {
    key: Key,
    since: Instant,
    bytes: usize,
    promise: Promise,
}

/// The questions of the last minutes and their replies.
#[derive(Debug, Default)]
pub struct Once {
    limits: Limits,
    seed: RandomState,
    /// Oldest first.
    entries: Mutex<VecDeque<Entry>>,
}

impl Once {
    /// The key of a question whose caller gave it an id; `None` for every other call.
    pub fn key(&self, call: &Call) -> Option<Key> {
        let body = || self.seed.hash_one(&call.body);
        let attempt = call.attempt.clone().filter(|_| call.endpoint.rule == Rule::Asks)?;
        Some(Key { attempt, session: call.session.clone(), target: call.target.clone(), body: body() })
    }

    /// The reply of the first call with this key, which is `work` if there was none.
    /// Work that has begun comes to its end, whether or not this future does.
    pub async fn answer<W>(self: &Arc<Self>, key: Key, work: W) -> Response
    where
        W: Future<Output = Response> + Send + 'static,
    {
        let mut promise = self.promise(key, work);
        // The lock of the value is given back before anybody is answered.
        let reply = promise.wait_for(Option::is_some).await.ok().and_then(|reply| reply.clone());
        reply.map_or_else(broken, Reply::into_response)
    }

    fn promise<W>(self: &Arc<Self>, key: Key, work: W) -> Promise
    where
        W: Future<Output = Response> + Send + 'static,
    {
        let mut entries = self.entries();
        let now = Instant::now();
        while entries.front().is_some_and(|oldest| now - oldest.since >= self.limits.age) {
            entries.pop_front();
        }
        if let Some(first) = entries.iter().find(|entry| entry.key == key) {
            tracing::info!(attempt = key.attempt, "sent twice, handed on once");
            return first.promise.clone();
        }
        let (kept, promise) = watch::channel(None);
        entries.push_back(Entry { key, since: now, bytes: 0, promise: promise.clone() });
        self.shrink(&mut entries);
        drop(entries);
        let (once, own) = (self.clone(), promise.clone());
        tokio::spawn(async move {
            let reply = Reply::of(work.await).await;
            once.settle(&own, &reply);
            kept.send_replace(Some(reply));
        });
        promise
    }

    /// Keeps the reply of the entry with this promise, or forgets the entry.
    fn settle(&self, promise: &Promise, reply: &Reply) {
        let mut entries = self.entries();
        let place = entries.iter().position(|entry| entry.promise.same_channel(promise));
        let Some(place) = place else { return };
        if reply.taken {
            if let Some(entry) = entries.get_mut(place) {
                entry.bytes = reply.body.len();
            }
            self.shrink(&mut entries);
        } else {
            entries.remove(place);
        }
    }

    fn shrink(&self, entries: &mut VecDeque<Entry>) {
        let mut bytes: usize = entries.iter().map(|entry| entry.bytes).sum();
        while entries.len() > self.limits.entries || bytes > self.limits.bytes {
            let Some(oldest) = entries.pop_front() else { return };
            bytes -= oldest.bytes;
        }
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 500: the work panicked. The question may have been taken, so this is remembered too.
fn broken() -> Response {
    let message = "The relay failed at this request; it is not known whether the question arrived.";
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", message).into_response()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A memory that counts what it lets through.
    struct Counting {
        once: Arc<Once>,
        worked: Arc<AtomicUsize>,
    }

    impl Counting {
        fn new(entries: usize, bytes: usize) -> Self {
            let limits = Limits { entries, bytes, ..Limits::default() };
            Self { once: Arc::new(Once { limits, ..Once::default() }), worked: Arc::default() }
        }

        /// Asks with an id for a reply of so many bytes; tells whether it was handed on.
        async fn ask(&self, id: &'static str, bytes: usize) -> bool {
            let before = self.worked.load(Ordering::SeqCst);
            let worked = self.worked.clone();
            let work = async move {
                worked.fetch_add(1, Ordering::SeqCst);
                "x".repeat(bytes).into_response()
            };
            let response = self.once.answer(key(id), work).await;
            assert_eq!(response.status(), StatusCode::OK);
            let body = to_bytes(response.into_body(), usize::MAX).await;
            assert_eq!(body.map(|body| body.len()).ok(), Some(bytes));
            self.worked.load(Ordering::SeqCst) > before
        }
    }

    fn key(id: &'static str) -> Key {
        Key { attempt: id.to_owned(), session: None, target: PathAndQuery::from_static("/"), body: 0 }
    }

    #[tokio::test]
    async fn the_oldest_goes_first() {
        let memory = Counting::new(2, 1000);
        for id in ["a", "b", "c"] {
            assert!(memory.ask(id, 1).await);
        }
        assert!(!memory.ask("c", 1).await);
        assert!(!memory.ask("b", 1).await);
        assert!(memory.ask("a", 1).await, "there is room for two");
    }

    #[tokio::test]
    async fn replies_take_no_more_room_than_allowed() {
        let memory = Counting::new(1000, 100);
        for id in ["a", "b", "c"] {
            assert!(memory.ask(id, 40).await);
        }
        assert!(!memory.ask("c", 40).await);
        assert!(!memory.ask("b", 40).await);
        assert!(memory.ask("a", 40).await, "120 bytes were one reply too many");
    }

    #[tokio::test(start_paused = true)]
    async fn a_question_is_remembered_for_ten_minutes() {
        let memory = Counting::new(1000, 1000);
        assert!(memory.ask("a", 1).await);
        tokio::time::advance(Duration::from_secs(599)).await;
        assert!(!memory.ask("a", 1).await);
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(memory.ask("a", 1).await);
        assert_eq!(memory.once.entries().len(), 1);
    }

    #[tokio::test]
    async fn work_that_panics_is_answered_and_not_done_again() {
        let once = Arc::new(Once::default());
        for again in [false, true] {
            let response = once.answer(key("a"), async move {
                assert!(again, "on purpose");
                StatusCode::OK.into_response()
            });
            assert_eq!(response.await.status(), StatusCode::INTERNAL_SERVER_ERROR);
        }
    }
}
