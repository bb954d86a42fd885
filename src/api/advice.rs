//! From what the service says to what the reader is told.
//!
//! Error types and codes are open sets, so words in their names decide; what
//! nobody knows yet mostly gets the right advice, too. In each table the first
//! entry that fits wins: the particular stands before the general.

use super::error::mentions;
use crate::domain::failure::{Advice, Code};

type Table = [(&'static str, Advice)];

/// `MessageErrorType` of a failed message.
const TYPES: &Table = &[
    ("RATE_LIMIT", Advice::Code(Code::Quota)),
    ("QUOTA", Advice::Code(Code::Quota)),
    ("BUDGET", Advice::Budget),
    ("WAREHOUSE_NOT_FOUND", Advice::WarehouseMissing),
    ("WAREHOUSE_ACCESS", Advice::WarehouseAccess),
    ("WAREHOUSE_START", Advice::WarehouseStarting),
    ("WAREHOUSE_NOT_READY", Advice::WarehouseStarting),
    ("WAREHOUSE", Advice::Code(Code::Warehouse)),
    ("CONTENT_FILTER", Advice::Code(Code::Content)),
    ("CONTEXT_EXCEEDED", Advice::Context),
    ("TOKEN_LENGTH", Advice::Context),
    ("TOO_LONG", Advice::TooLong),
    ("TIMEOUT", Advice::GaveUp),
    ("CANCEL", Advice::Cancelled),
    ("AUTO_REGENERATE", Advice::Cancelled),
    ("WHILE_EXECUTING", Advice::Deleted),
    ("CONVERSATION_TYPE", Advice::AgentMode),
    ("MULTIPLE_EXECUTIONS", Advice::Busy),
    ("MODEL_DEPLOYMENTS", Advice::Temporary),
    ("DEPLOYMENT", Advice::Feature),
    ("AI_MODEL", Advice::Feature),
    ("DISABLED", Advice::Feature),
    ("ONGOING", Advice::Temporary),
    ("CATALOG", Advice::SpaceSetup),
    ("CERTIFIED_ANSWER", Advice::SpaceSetup),
    ("FUNCTIONS_NOT_AVAILABLE", Advice::SpaceSetup),
    ("PARAMETER_DEFINITION", Advice::SpaceSetup),
    ("TOO_MANY", Advice::SpaceSetup),
    ("TABLES", Advice::Data),
    ("TABLE_IDENTIFIER", Advice::Data),
    ("SCHEMA", Advice::Data),
    ("PERMISSION", Advice::Code(Code::Permission)),
    ("DELEGATION", Advice::Code(Code::Permission)),
    ("VISUALIZE", Advice::NoRows),
    ("SQL", Advice::Code(Code::Sql)),
    ("QUERY", Advice::Code(Code::Sql)),
    // The widget never writes such a request: this is Genie's own.
    ("COMPLETION_REQUEST", Advice::Code(Code::Internal)),
    // What the model got wrong once it mostly gets right the next time.
    ("FUNCTION", Advice::Temporary),
    ("COMPLETION", Advice::Temporary),
    ("NETWORK", Advice::Temporary),
    ("RETRYABLE", Advice::Temporary),
    ("SERVICE", Advice::Temporary),
];

/// `error_code` of a refusal and of a failed statement.
const CODES: &Table = &[
    ("ENDPOINT_NOT_FOUND", Advice::Endpoint),
    ("FEATURE_DISABLED", Advice::Feature),
    ("NOT_IMPLEMENTED", Advice::Feature),
    ("NOT_FOUND", Advice::Code(Code::NotFound)),
    ("DOES_NOT_EXIST", Advice::Code(Code::NotFound)),
    ("UNAUTHENTICATED", Advice::Code(Code::SignIn)),
    ("UNAUTHORIZED", Advice::Code(Code::SignIn)),
    ("PERMISSION_DENIED", Advice::Code(Code::Permission)),
    ("EXHAUSTED", Advice::Code(Code::Quota)),
    ("LIMIT_EXCEEDED", Advice::Code(Code::Quota)),
    ("BUDGET", Advice::Budget),
    ("CONFLICT", Advice::Busy),
    ("ABORTED", Advice::Busy),
    ("CANCEL", Advice::Cancelled),
    ("UNAVAILABLE", Advice::Unavailable),
    ("MAINTENANCE", Advice::Unavailable),
    ("DEADLINE_EXCEEDED", Advice::Code(Code::Timeout)),
    ("INTERNAL_ERROR", Advice::Temporary),
    ("IO_ERROR", Advice::Temporary),
];

fn first(table: &Table, name: &str) -> Option<Advice> {
    table.iter().find(|(words, _)| mentions(name, words)).map(|(_, advice)| *advice)
}

/// What a failed message means, by its error's type.
pub(super) fn of_message(kind: &str) -> Advice {
    first(TYPES, kind).unwrap_or(Advice::Code(Code::Internal))
}

/// What a failed or cancelled statement means. `UNKNOWN` and whatever is about the SQL itself is its failure.
pub(super) fn of_statement(error_code: &str, words: &str) -> Advice {
    match first(CODES, error_code) {
        Some(Advice::Code(Code::Permission)) => Advice::Data,
        // Statements are forgotten after some hours.
        Some(Advice::Code(Code::NotFound)) => Advice::Code(Code::Expired),
        // The statement's time, not a question's: nothing more will come.
        Some(Advice::Code(Code::Timeout)) => Advice::GaveUp,
        Some(Advice::Cancelled | Advice::Busy) => Advice::QueryCancelled,
        Some(advice) => advice,
        None if mentions(words, "warehouse") => of_warehouse(words),
        None if mentions(words, "INSUFFICIENT_PERMISSIONS") => Advice::Data,
        None => Advice::Code(Code::Sql),
    }
}

/// What a refusal means: its code says more than the status, and its words may say more than both.
pub(super) fn of_refusal(status: u16, error_code: &str, message: &str) -> Advice {
    let code = first(CODES, error_code);
    // A blank before a word keeps `workspace` from being a space; this one lets a message begin with it.
    let message = &[" ", message].concat();
    let says = |words: &[&str]| words.iter().any(|words| mentions(message, words));
    let denied = matches!(code, Some(Advice::Code(Code::Permission))) || (status == 403 && code.is_none());
    let missing = matches!(code, Some(Advice::Code(Code::NotFound)));
    let told = if denied || status == 401 {
        // A refused token comes as 403 with an integer error_code, too.
        let token = status == 401 || says(&["access token"]);
        first_fit(&[
            (says(&["scope"]), Advice::Scope),
            (token, Advice::Code(Code::SignIn)),
            (says(&["warehouse"]), Advice::WarehouseAccess),
            (says(&[" space", " agent", "CAN RUN", "CAN VIEW"]), Advice::SpacePermission),
            (says(&[" table", " schema", " catalog"]), Advice::Data),
        ])
    } else if missing {
        first_fit(&[
            (says(&["warehouse"]), Advice::WarehouseMissing),
            (says(&["statement"]), Advice::Code(Code::Expired)),
            (says(&[" conversation", " message", " attachment"]), Advice::Code(Code::NotFound)),
            (says(&[" space", " agent"]), Advice::SpaceMissing),
        ])
    } else if status == 400 {
        first_fit(&[
            // How old backends say that there is no such space.
            (says(&["tree node"]), Advice::SpaceMissing),
            (says(&["query attachment"]), Advice::NoRows),
            (says(&["too long", "maximum length"]), Advice::TooLong),
            (says(&["warehouse"]), of_warehouse(message)),
        ])
    } else {
        None
    };
    told.or(code).unwrap_or_else(|| of_status(status, error_code))
}

fn first_fit(reasons: &[(bool, Advice)]) -> Option<Advice> {
    reasons.iter().find(|(fits, _)| *fits).map(|(_, advice)| *advice)
}

fn of_warehouse(words: &str) -> Advice {
    let starting = ["starting", "not running", "not ready"].iter().any(|state| mentions(words, state));
    if starting { Advice::WarehouseStarting } else { Advice::Code(Code::Warehouse) }
}

fn of_status(status: u16, error_code: &str) -> Advice {
    match status {
        401 => Advice::Code(Code::SignIn),
        403 => Advice::Code(Code::Permission),
        // Databricks always gives a code: something else has answered.
        404 if error_code.is_empty() => Advice::Endpoint,
        404 | 410 => Advice::Code(Code::NotFound),
        405 => Advice::Endpoint,
        408 | 504 => Advice::Code(Code::Timeout),
        409 => Advice::Busy,
        413 | 414 => Advice::TooLong,
        400 | 415 | 422 => Advice::Code(Code::Input),
        429 => Advice::Code(Code::Quota),
        499 => Advice::Cancelled,
        501 => Advice::Feature,
        502 | 503 => Advice::Unavailable,
        500.. => Advice::Temporary,
        _ => Advice::Code(Code::Internal),
    }
}
