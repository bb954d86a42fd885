//! Messages that fail, by the type of the error: one for each group that a
//! reader is told something different about, and any other type by its name.

use super::super::turn::{Course, End, Text, Turn};
use super::scene::query;

/// What is asked for a failure, before the type.
const ASK: &str = "fail with ";

/// Types with the words that come with them; no words where the service sends none.
pub(super) const KINDS: [(&str, &str); 20] = [
    (
        "SQL_EXECUTION_EXCEPTION",
        "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `nope` cannot be resolved. SQLSTATE: 42703",
    ),
    ("WAREHOUSE_ACCESS_MISSING_EXCEPTION", "You do not have permission to use the SQL warehouse."),
    ("WAREHOUSE_NOT_FOUND_EXCEPTION", "The SQL warehouse does not exist."),
    ("DELEGATION_NOT_FOUND_EXCEPTION", "You may not ask with the rights of the space's owner."),
    ("RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION", "Rate limit exceeded. Retry after 20 seconds."),
    ("CONTENT_FILTER_EXCEPTION", "The question was rejected by the content filter."),
    ("CONTEXT_EXCEEDED_EXCEPTION", "The conversation is too long."),
    ("MESSAGE_ATTACHMENT_TOO_LONG_ERROR", "The message is too long."),
    ("TABLES_MISSING_EXCEPTION", "Tables are missing: main.showcase.gone."),
    ("TOO_MANY_TABLES_EXCEPTION", "The space has too many tables."),
    ("REPLY_PROCESS_TIMEOUT_EXCEPTION", "The reply took too long."),
    ("CHAT_COMPLETION_NETWORK_EXCEPTION", "The model could not be reached."),
    ("BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION", "Another question of this conversation is being answered."),
    ("MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION", "The message was cancelled."),
    ("MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION", "The message was deleted."),
    ("UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION", "The conversation is of another type."),
    ("NO_DEPLOYMENTS_AVAILABLE_TO_WORKSPACE", "No model is available to the workspace."),
    ("NO_QUERY_TO_VISUALIZE_EXCEPTION", "There is no query to draw."),
    ("BUDGET_EXCEEDED_EXCEPTION", ""),
    ("UNEXPECTED_REPLY_PROCESS_EXCEPTION", ""),
];

/// The question that ends with this type.
pub(super) fn question(kind: &str) -> String {
    format!("Fail with {kind}")
}

/// The type that a question asks for.
pub(super) fn asked_for(question: &str) -> Option<&str> {
    let question = question.trim().trim_end_matches(['.', '!', '?']);
    let (ask, kind) = question.split_at_checked(ASK.len())?;
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    (ask.eq_ignore_ascii_case(ASK) && !kind.is_empty() && kind.len() <= 80 && kind.bytes().all(plain))
        .then_some(kind)
}

/// The message that fails so.
pub(super) fn turn(kind: &str) -> Turn {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    let words = known.map_or("The script asked for this error.", |(_, words)| *words);
    let error = (!words.is_empty()).then(|| words.to_owned());
    let mut turn = Turn::words(Text::question(""));
    turn.texts.clear();
    if kind.contains("SQL_EXECUTION") {
        let sql = "SELECT nope FROM main.showcase.orders";
        turn.queries = vec![query("A column that is not there", sql, Err(words.to_owned()))];
        turn.course = Course::Query;
    }
    turn.end = End::Failed { kind: kind.to_owned(), error };
    turn
}

#[cfg(test)]
mod tests {
    use super::asked_for;

    #[test]
    fn a_type_is_taken_from_the_question() {
        let cases = [
            ("Fail with SQL_EXECUTION_EXCEPTION", Some("SQL_EXECUTION_EXCEPTION")),
            (" fail with NEW_TYPE_2. ", Some("NEW_TYPE_2")),
            ("Fail with me", None),
            ("Fail with", None),
            ("Fail with ", None),
            ("Fail and suggest other questions", None),
            ("äöüäöü", None),
        ];
        for (question, kind) in cases {
            assert_eq!(asked_for(question), kind, "{question}");
        }
    }
}
