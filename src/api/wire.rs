//! The JSON bodies of Genie's chat mode, as far as the widget reads them.
//!
//! Everything may be missing or an explicit null, whatever the SDKs call
//! required: older servers and newer ones both do so. Enums are plain strings.
//! Source: `databricks-sdk-py`, `databricks/sdk/service/dashboards.py` and `sql.py`.

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// An int64 that came as a number, or as a string as proto3 JSON also allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Int(pub i64);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;
        impl Visitor<'_> for Reads {
            type Value = Int;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an integer")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Int, E> {
                Ok(Int(number))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Int, E> {
                Ok(Int(i64::try_from(number).unwrap_or(i64::MAX)))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Int, E> {
                // A saturating cast: no counter or time of day comes near the ends.
                Ok(Int(number as i64))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Int, E> {
                text.parse().map(Int).map_err(|_| E::custom("expected an integer"))
            }
        }
        deserializer.deserialize_any(Reads)
    }
}

/// A string; anything else counts as none. `error_code` is an integer where a gateway answers.
#[derive(Debug, Default)]
pub struct Word(pub Option<String>);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;
        impl<'de> Visitor<'de> for Reads {
            type Value = Word;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("anything")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Word, E> {
                Ok(Word(Some(text.to_owned())))
            }
            fn visit_unit<E: Error>(self) -> Result<Word, E> {
                Ok(Word(None))
            }
            fn visit_bool<E: Error>(self, _: bool) -> Result<Word, E> {
                Ok(Word(None))
            }
            fn visit_i64<E: Error>(self, _: i64) -> Result<Word, E> {
                Ok(Word(None))
            }
            fn visit_u64<E: Error>(self, _: u64) -> Result<Word, E> {
                Ok(Word(None))
            }
            fn visit_f64<E: Error>(self, _: f64) -> Result<Word, E> {
                Ok(Word(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Word, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Word(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Word, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Word(None))
            }
        }
        deserializer.deserialize_any(Reads)
    }
}

/// `{"error_code":…, "message":…, "details":[…]}`: the platform's error form, and `{"error":…}`, an older one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErrorBody {
    pub error_code: Word,
    pub message: Word,
    pub error: Word,
    pub details: Option<Vec<ErrorDetail>>,
}

/// One of the `google.rpc` details; `RequestInfo` is the one that is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErrorDetail {
    pub request_id: Word,
}

/// Reply of start-conversation. Old services nest the ids only in the two objects.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StartReply {
    pub conversation_id: Option<String>,
    pub conversation: Option<Conversation>,
    pub message_id: Option<String>,
    pub message: Option<Message>,
}

/// `GenieConversation`; `id` is the deprecated twin of `conversation_id`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Conversation {
    pub conversation_id: Option<String>,
    pub id: Option<String>,
}

/// `GenieMessage`: question and answer in one object.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    pub message_id: Option<String>,
    pub id: Option<String>,
    pub conversation_id: Option<String>,
    pub content: Option<String>,
    pub status: Option<String>,
    pub created_timestamp: Option<Int>,
    pub attachments: Option<Vec<Attachment>>,
    pub error: Option<MessageError>,
}

/// `GenieAttachment`: an id and exactly one of the others.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attachment {
    pub attachment_id: Option<String>,
    pub text: Option<Text>,
    pub query: Option<Query>,
    pub suggested_questions: Option<Suggestions>,
}

/// `TextAttachment`. `phase` marks scratch work; it was published for a few weeks only.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Text {
    pub content: Option<String>,
    pub purpose: Option<String>,
    pub phase: Option<String>,
}

/// `GenieQueryAttachment`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    pub title: Option<String>,
    pub query: Option<String>,
    pub description: Option<String>,
    pub statement_id: Option<String>,
    pub query_result_metadata: Option<ResultMetadata>,
}

/// `GenieResultMetadata`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResultMetadata {
    pub row_count: Option<Int>,
    pub is_truncated: Option<bool>,
}

/// `GenieSuggestedQuestionsAttachment`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Suggestions {
    pub questions: Option<Vec<String>>,
}

/// `MessageError`; the type is an open enum.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessageError {
    pub error: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// `GenieListConversationMessagesResponse`, newest first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessageList {
    pub messages: Option<Vec<Message>>,
    pub next_page_token: Option<String>,
}

/// `GenieSpace`, the part of it that is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Space {
    pub title: Option<String>,
}

/// Reply of `GET /genie-relay/v1/info`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RelayInfo {
    pub demo: Option<bool>,
}
