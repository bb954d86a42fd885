//! Replies of the service, and records, as tests need them.

use genie_chat::api::error::{Lost, Reply};
use genie_chat::domain::ids::{ConversationId, MessageId};
use genie_chat::state::stored::{self, Conversation, Intent, Kept, Known, Record};

/// Stores as a browser does: conversations are laid over what is there, nothing is left of the empty.
pub fn keep(kept: &mut Kept, record: Record, text: String) {
    let before = stored::text_of(kept, &record).to_owned();
    kept.retain(|(known, _)| *known != record);
    match record {
        _ if text.is_empty() => {}
        Record::Conversation(_) => kept.push((record, stored::merge(&before, &text))),
        _ => kept.push((record, text)),
    }
}

/// How the service says that a conversation does not exist.
pub const GONE: &str =
    r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"The conversation does not exist."}"#;

/// Records in the middle of conversation `c`, with questions of unknown fate.
pub fn stored_with(unsure: &[&str]) -> Kept {
    let c = ConversationId::from("c");
    let messages = vec![Known::from(MessageId::from("m"))];
    let record = Conversation { messages, ..Conversation::default() };
    let mut kept = vec![(Record::Open, "c".to_owned()), (Record::Conversation(c.clone()), record.to_json())];
    for (index, question) in unsure.iter().enumerate() {
        let intent = Intent {
            name: format!("i{index}"),
            question: (*question).to_owned(),
            spot: "c".into(),
            at: 0,
            conversation: Some(c.clone()),
            before: Some(vec!["m".into()]),
            ahead: false,
            refused: None,
            doubt: false,
        };
        kept.push((Record::Intent(intent.name.clone()), intent.to_json()));
    }
    kept
}

/// A message of conversation `c`; one that has ended suggests a question, so that nothing is looked for.
pub fn message(id: &str, question: &str, status: &str, attachments: &str) -> String {
    let ended = !matches!(status, "SUBMITTED" | "ASKING_AI" | "EXECUTING_QUERY");
    let suggested = if ended { r#"{"suggested_questions":{"questions":["?"]}}"# } else { "" };
    let comma = if ended && !attachments.is_empty() { "," } else { "" };
    format!(
        r#"{{"message_id":"{id}","conversation_id":"c","content":"{question}","status":"{status}","attachments":[{attachments}{comma}{suggested}]}}"#
    )
}

pub fn started(id: &str, question: &str) -> String {
    format!(
        r#"{{"conversation_id":"c","message_id":"{id}","message":{}}}"#,
        message(id, question, "SUBMITTED", "")
    )
}

pub const QUERY: &str = r#"{"attachment_id":"a","query":{"query":"SELECT 1","statement_id":"st"}}"#;
pub const TEXT: &str = r#"{"text":{"content":"One."}}"#;
pub const ROWS: &str =
    r#"{"statement_response":{"status":{"state":"SUCCEEDED"},"result":{"data_array":[["1"]]}}}"#;

/// The reply of a relay of ours.
pub fn ours(status: u16, body: &str) -> Result<Reply, Lost> {
    Ok(Reply { status, body: body.into(), ours: true, ..Reply::default() })
}
