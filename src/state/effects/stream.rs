//! The way of every streamed request: by the same rules as all others.

use leptos::prelude::{UpdateUntracked, WithValue};
use web_sys::AbortController;

use super::Shell;
use crate::api::endpoint::Request;
use crate::api::error::ApiError;
use crate::api::fetch::stream::{self, Form, Opened, Stream};
use crate::domain::failure::{Code, Failure};
use crate::platform::clock;
use crate::state::effect::HostEvent;
use crate::state::model::Model;
use crate::state::store::Store;

/// HTTP status of a refused token.
const UNAUTHORIZED: u16 = 401;

impl Store {
    /// Sends a request up to the body of its reply. With a refused token it is sent once more. The page's log
    /// hears of each request, its reply and its failure. `abort` ends it, which is no failure to be told.
    pub(super) async fn begin(
        self,
        request: Option<Request>,
        form: Form,
        abort: &AbortController,
    ) -> Result<Stream, Failure> {
        let request = request.ok_or(Failure::new(Code::NotFound))?;
        let mut again = false;
        let (id, opened) = loop {
            let (id, opened) = self.send_once(&request, form, abort).await;
            let refused = opened.as_ref().is_ok_and(|opened| opened.status() == UNAUTHORIZED);
            if !refused || again || abort.signal().aborted() {
                break (id, opened);
            }
            // The host's `headers` hook is asked before every request: a fresh token may do.
            again = true;
        };
        let stream = match opened {
            Ok(opened) => opened.body(form, id).await,
            Err(error) => Err((error, id)),
        };
        stream.map_err(|(error, id)| {
            let failure = error.into_failure();
            self.failed(id, &failure, abort);
            failure
        })
    }

    /// The log hears of a failure, unless the reader has ended it.
    pub(super) fn failed(self, id: String, failure: &Failure, abort: &AbortController) {
        if failure.code == Code::Timeout || !abort.signal().aborted() {
            self.log("failed", vec![("request", id), ("code", failure.code.as_str().to_owned())]);
        }
    }

    /// One request, up to the head of its reply; and the name by which the log knows it.
    async fn send_once(
        self,
        request: &Request,
        form: Form,
        abort: &AbortController,
    ) -> (String, Result<Opened, ApiError>) {
        let id = self.model.try_update_untracked(Model::fresh).unwrap_or_default().to_string();
        let of_shell = |shell: &Shell| {
            (shell.keep(|keep| keep.relay_url().to_owned()).unwrap_or_default(), shell.face.headers())
        };
        let (relay_url, hook) = self.shell.try_with_value(of_shell).unwrap_or_default();
        let method = request.method.as_str().to_owned();
        self.log("request", vec![("request", id.clone()), ("method", method)]);
        let sent_at = clock::now_ms();
        let opened = stream::open(&relay_url, request, form, hook, abort).await;
        let ms = clock::now_ms().saturating_sub(sent_at);
        let status = opened.as_ref().map_or(0, Opened::status);
        let fields = [("status", status.to_string()), ("ms", ms.to_string())];
        self.log("reply", [("request", id.clone())].into_iter().chain(fields).collect());
        (id, opened)
    }

    fn log(self, event: &'static str, fields: Vec<(&'static str, String)>) {
        self.shell.try_with_value(|shell| shell.face.tell(HostEvent::Log { event, fields }));
    }
}
