//! The one place where what happens becomes DOM events on the host element.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::domain::conversation::Rating;
use crate::domain::failure::Failure;
use crate::domain::ids::{AttachmentId, ConversationId};
use crate::i18n;
use crate::platform::dom_event;
use crate::state::effect::HostEvent;

/// Dispatches the DOM event for `event`. Nothing in it is a credential or a raw body.
pub(super) fn tell(host: &HtmlElement, event: HostEvent) {
    let mut detail = dom_event::Detail::default();
    let name = match event {
        HostEvent::Conversation(id) => {
            detail.text("conversationId", id.as_ref().map(ConversationId::as_str));
            "genie-conversation"
        }
        HostEvent::Question(question) => {
            detail.text("question", Some(&question));
            "genie-question"
        }
        HostEvent::Status { message, status } => {
            detail.text("messageId", Some(message.as_str())).text("status", Some(status.as_str()));
            "genie-status"
        }
        HostEvent::Answer { conversation, message, question, text, asked, others, sql, suggestions } => {
            detail
                .text("conversationId", Some(conversation.as_str()))
                .text("messageId", Some(message.as_str()))
                .text("question", Some(&question))
                .text("text", text.as_deref())
                .text("clarifyingQuestion", asked.as_deref())
                .texts("otherTexts", &others)
                .text("sql", sql.as_deref())
                .texts("suggestions", &suggestions);
            "genie-answer"
        }
        HostEvent::Result { message, attachment, sql, table } => {
            detail
                .text("messageId", Some(message.as_str()))
                .text("attachmentId", attachment.as_ref().map(AttachmentId::as_str))
                .text("sql", sql.as_deref())
                .columns(table.columns().iter().map(|column| (column.name.as_str(), column.sql_type())))
                .number("rowCount", Some(table.total() as f64))
                .flag("truncated", table.truncated())
                .lazy("rows", move || {
                    let cell = |row, column| table.cell(row, column).map_or(JsValue::NULL, JsValue::from_str);
                    let columns = table.columns().len();
                    dom_event::list(table.rows(), &|row| {
                        dom_event::list(columns, &|column| cell(row, column))
                    })
                });
            "genie-result"
        }
        HostEvent::Log { event, fields } => {
            detail.text("level", Some("info")).text("event", Some(event)).texts_by_name("fields", &fields);
            "genie-log"
        }
        HostEvent::Feedback { message, rating } => {
            detail.text("messageId", Some(message.as_str())).text("rating", rating.map(Rating::as_str));
            "genie-feedback"
        }
        HostEvent::Error(failure) => {
            describe(&mut detail, &failure).text("message", Some(&i18n::message(&failure)));
            "genie-error"
        }
    };
    dom_event::dispatch(host, name, detail);
}

fn describe<'a>(detail: &'a mut dom_event::Detail, failure: &Failure) -> &'a mut dom_event::Detail {
    detail
        .text("code", Some(failure.code.as_str()))
        .flag("retryable", failure.retryable)
        .text("requestId", failure.request_id.as_deref())
}

/// What a method's promise is rejected with.
pub(super) fn error(failure: &Failure) -> JsValue {
    let mut detail = dom_event::Detail::default();
    describe(&mut detail, failure);
    detail.into_error("GenieError", &i18n::message(failure))
}

/// `genie-ready`: the element has been taken over and can be used.
pub(super) fn ready(host: &HtmlElement) {
    dom_event::dispatch(host, "genie-ready", dom_event::Detail::default());
}
