//! The JSON shapes of the service, as the official SDKs type them and as
//! captures show them. What is empty is left out, never `null`; the
//! deprecated twins (`id`, `query_result`) are still sent.

use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Spaces {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) spaces: Vec<Space>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_page_token: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Space {
    pub(crate) space_id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) warehouse_id: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Agent {
    pub(crate) name: String,
    pub(crate) display_name: &'static str,
    pub(crate) description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) definition: Option<Definition>,
}

#[derive(Serialize)]
pub(crate) struct Definition {
    pub(crate) config: Config,
}

#[derive(Serialize)]
pub(crate) struct Config {
    pub(crate) sample_questions: Vec<Sample>,
}

#[derive(Serialize)]
pub(crate) struct Sample {
    pub(crate) id: String,
    pub(crate) question: String,
}

#[derive(Serialize)]
pub(crate) struct Started {
    pub(crate) conversation_id: String,
    pub(crate) message_id: String,
    pub(crate) conversation: Conversation,
    pub(crate) message: Message,
}

#[derive(Serialize)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) space_id: &'static str,
    pub(crate) user_id: u64,
    pub(crate) created_timestamp: i64,
    pub(crate) last_updated_timestamp: i64,
    pub(crate) title: String,
    pub(crate) conversation_id: String,
}

#[derive(Serialize)]
pub(crate) struct Conversations {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) conversations: Vec<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_page_token: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Summary {
    pub(crate) conversation_id: String,
    pub(crate) title: String,
    pub(crate) created_timestamp: i64,
    pub(crate) agent_type: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Messages {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) messages: Vec<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_page_token: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) space_id: &'static str,
    pub(crate) conversation_id: String,
    pub(crate) user_id: u64,
    pub(crate) created_timestamp: i64,
    pub(crate) last_updated_timestamp: i64,
    pub(crate) status: &'static str,
    pub(crate) content: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) attachments: Vec<Attachment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<Failure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) feedback: Option<Feedback>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) query_result: Option<ResultTwin>,
    pub(crate) auto_regenerate_count: u32,
    pub(crate) message_id: String,
}

#[derive(Serialize)]
pub(crate) struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
}

#[derive(Serialize)]
pub(crate) struct Comments {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) comments: Vec<Comment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_page_token: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Comment {
    pub(crate) message_comment_id: String,
    pub(crate) space_id: &'static str,
    pub(crate) conversation_id: String,
    pub(crate) message_id: String,
    pub(crate) user_id: u64,
    pub(crate) content: String,
    pub(crate) created_timestamp: i64,
}

#[derive(Serialize)]
pub(crate) struct Download {
    pub(crate) download_id: String,
    pub(crate) download_id_signature: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Feedback {
    pub(crate) rating: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct ResultTwin {
    pub(crate) statement_id: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) row_count: usize,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) is_truncated: bool,
}

#[derive(Serialize)]
pub(crate) struct Attachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attachment_id: Option<String>,
    #[serde(flatten)]
    pub(crate) content: Content,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Content {
    Query(QueryAttachment),
    Text(TextAttachment),
    SuggestedQuestions(SuggestedQuestions),
    Viz(VizAttachment),
}

#[derive(Serialize)]
pub(crate) struct SuggestedQuestions {
    pub(crate) questions: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct VizAttachment {
    pub(crate) query_attachment_id: String,
    pub(crate) title: &'static str,
}

#[derive(Serialize)]
pub(crate) struct TextAttachment {
    pub(crate) content: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(crate) purpose: &'static str,
}

#[derive(Serialize)]
pub(crate) struct QueryAttachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) query: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) statement_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) query_result_metadata: Option<ResultMetadata>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) parameters: Vec<Parameter>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) thoughts: Vec<Thought>,
}

#[derive(Serialize)]
pub(crate) struct ResultMetadata {
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) row_count: usize,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) is_truncated: bool,
}

#[derive(Serialize)]
pub(crate) struct Parameter {
    pub(crate) keyword: &'static str,
    pub(crate) value: &'static str,
    pub(crate) sql_type: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Thought {
    pub(crate) thought_type: &'static str,
    pub(crate) content: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
