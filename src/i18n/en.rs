//! English.

use super::Key;
use crate::domain::failure::{Advice, Code};
use crate::domain::status::MessageStatus;

pub(super) fn text(key: Key) -> &'static str {
    match key {
        Key::Heading => "Genie",
        Key::DemoBadge => "Demo data",
        Key::DemoHint => "This relay runs in demo mode: the answers come from made-up data.",
        Key::NewConversation => "New conversation",
        Key::History => "Past conversations",
        Key::CloseHistory => "Close",
        Key::SearchHistory => "Search titles",
        Key::Today => "Today",
        Key::Yesterday => "Yesterday",
        Key::Undated => "Earlier",
        Key::Untitled => "Untitled",
        Key::Rename => "Rename",
        Key::Delete => "Delete",
        Key::Deleted => "Deleted: {0}",
        Key::Undo => "Undo",
        Key::NotDeleted => "The conversation was not deleted.",
        Key::LoadingHistory => "Fetching the list",
        Key::HistoryFailed => "The list could not be fetched.",
        Key::HistoryHere => "These are the conversations that this browser knows.",
        Key::NoHistory => "No conversations yet",
        Key::NothingFound => "No title has these words",
        Key::AgentMode => "Agent mode, to read only",
        Key::ReadOnly => {
            "This conversation was held in agent mode. It can be read here; questions go into a new one."
        }
        Key::Forget => "Forget everything on this device",
        Key::ForgetHint => {
            "Titles, drafts and waiting questions are removed from this browser. Genie keeps its conversations."
        }
        Key::ForgetNow => "Forget now",
        Key::Older => "Show older messages",
        Key::LoadingOlder => "Fetching older messages",
        Key::OlderFailed => "Older messages could not be fetched.",
        Key::StorageDamaged => {
            "What this browser had stored could not be read and was set aside. Genie has your conversations."
        }
        Key::Dismiss => "Dismiss",
        Key::Transcript => "Conversation",
        Key::Question => "Ask a question",
        Key::Placeholder => "Ask about your data",
        Key::Send => "Send",
        Key::Stop => "Stop waiting",
        Key::Remove => "Remove",
        Key::EmptyTitle => "What would you like to know?",
        Key::EmptyHint => {
            "Ask in your own words. Genie answers with text, the SQL it ran, and the rows it found."
        }
        Key::LoadingConversation => "Opening your conversation…",
        Key::LoadingFailed => "Your conversation could not be opened.",
        Key::TryAgain => "Try again",
        Key::PartLost => {
            "A part of the chat could not be loaded. Check your connection, or reload the page if the chat was updated meanwhile."
        }
        Key::CheckAgain => "Check again",
        Key::KeepWaiting => "Keep waiting",
        Key::AskAgain => "Ask again",
        Key::AskAgainIn => "Genie asks to wait {0} s first",
        Key::Queued => "Waiting for its turn: number {0}",
        Key::QueuedOffline => "You're offline. This will be sent when you're back online.",
        Key::QueuedRelay => "This will be sent when the relay can be used.",
        Key::QueuedUnsure => "This waits until you decide about the question before it.",
        Key::Reload => "Reload page",
        Key::Sending => "Sending your question",
        Key::Looking => "The connection broke. Checking whether your question arrived",
        Key::Working => "Genie is working",
        Key::Reconnecting => "No reply from the relay. Trying again",
        Key::PausedOffline => "You're offline. The answer is fetched when you're back online.",
        Key::PausedRelay => "The answer is fetched when the relay can be used.",
        Key::OverQuota => "Too many questions for now. Trying again in",
        Key::RelayQueue => "Number {0} in the relay's queue. Trying again in",
        Key::Seconds => "{0} s",
        Key::Cancelled => "Genie cancelled this question. Ask it again if you still need the answer.",
        Key::NoAnswer => "Genie finished without an answer. Try putting the question differently.",
        Key::Steps => "How Genie got there",
        Key::WarehouseStarting => {
            "The SQL warehouse is starting, which can take some minutes. What is asked after that is faster."
        }
        Key::Starters => "Questions to begin with",
        Key::EditFirst => "Edit first: {0}",
        Key::Described => "What the query does",
        Key::ShowSql => "SQL",
        Key::Copy => "Copy",
        Key::Copied => "Copied",
        Key::CopyFailed => "The browser does not allow copying here",
        Key::LoadingRows => "Fetching the rows",
        Key::RowCount => "{0} rows",
        Key::OneRow => "1 row",
        Key::RowsOfTotal => "{0} of {1} rows shown",
        Key::MoreRows => "More than {0} rows",
        Key::Truncated => "Genie cut this result at {0} rows.",
        Key::Null => "null",
        Key::Result => "Result",
        Key::Suggestions => "Suggested questions",
        Key::Details => "Details",
        Key::RequestId => "Request id: {0}",
        Key::RowsExpired => "These rows have expired.",
        Key::RunAgain => "Run again",
        Key::AnswerReady => "Genie answered. {0}",
        Key::YouAsked => "You asked",
        Key::ConfigMissing => "The attribute {0} is missing.",
        Key::ConfigNotAUrl => {
            "The attribute {0} has to be a URL that begins with https:// or http://, or a path that begins with a slash."
        }
        Key::ConfigUrlExtras => "The attribute {0} must not hold a user name, a query or a fragment.",
        Key::ConfigNotAllowed => "The attribute {0} has to be one of: {1}.",
        Key::ConfigNotSeconds => "The attribute {0} has to be a whole number of seconds from 1 to 86400.",
        Key::ConfigUnreadable => "The attribute {0} is too long or holds control characters.",
    }
}

pub(super) fn status(status: &MessageStatus) -> &'static str {
    match status {
        MessageStatus::Submitted => "Genie has your question",
        MessageStatus::FetchingMetadata => "Reading what the data is about",
        MessageStatus::FilteringContext => "Choosing the relevant data",
        MessageStatus::AskingAi => "Thinking",
        MessageStatus::PendingWarehouse => "Waiting for the SQL warehouse to start",
        MessageStatus::ExecutingQuery => "Running the query",
        MessageStatus::Completed => "Done",
        MessageStatus::Failed => "Failed",
        MessageStatus::Cancelled => "Cancelled",
        MessageStatus::QueryResultExpired => "Rows expired",
        MessageStatus::Other(_) => text(Key::Working),
    }
}

pub(super) fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::Code(code) => general(code),
        Advice::Endpoint => {
            "The relay does not know this address, so its URL is probably wrong. Tell the owner of this page."
        }
        Advice::Page => {
            "A web page came instead of an answer: your sign-in may have ended, or the relay's URL is wrong. Reload the page; if that does not help, tell its owner."
        }
        Advice::Unavailable => "Databricks is not available at the moment. Wait a minute, then try again.",
        Advice::Temporary => "Genie has a problem that should pass. Try again in a moment.",
        Advice::Cut => {
            "The download was cut short on its way, and nothing of it was kept. Try again, or tell the owner of this page."
        }
        Advice::GaveUp => "Genie took too long and gave up. Ask again, or ask for less at once.",
        Advice::Busy => {
            "Genie is still working on something in this conversation. Wait until it has finished, then try again."
        }
        Advice::Scope => {
            "This page's sign-in does not cover Genie: the permission named below is missing. Ask the owner of this page to add it, then sign in again."
        }
        Advice::SpacePermission => {
            "You may not ask questions in this Genie space. Ask its owner to let you use it."
        }
        Advice::SpaceMissing => {
            "This Genie space does not exist, or you may not see it. Ask the owner of this page which space it should be, and for access to it."
        }
        Advice::SpaceSetup => {
            "This Genie space is set up in a way that keeps it from answering. Tell its owner, with the details below."
        }
        Advice::Data => {
            "Genie cannot read the data for this: tables are missing, or you may not read them. Ask the owner of the Genie space."
        }
        Advice::WarehouseMissing => {
            "The SQL warehouse of this Genie space does not exist any more. Ask the owner of the space to choose another."
        }
        Advice::WarehouseAccess => {
            "You may not use the SQL warehouse of this Genie space. Ask its owner for access to the warehouse."
        }
        Advice::WarehouseStarting => "The SQL warehouse is not ready yet. Try again in a minute or two.",
        Advice::TooLong => {
            "This is more than Genie can take at once. Make the question shorter, or ask for less."
        }
        Advice::Context => {
            "This conversation has become too long for Genie. Start a new conversation and ask there."
        }
        Advice::NoRows => "There are no rows for this answer.",
        Advice::AgentMode => {
            "This conversation was begun in another mode of Genie and cannot go on here. Start a new conversation."
        }
        Advice::Budget => {
            "The budget for Genie is used up. Ask the administrator of the workspace when it is renewed."
        }
        Advice::Cancelled => text(Key::Cancelled),
        Advice::Deleted => {
            "This question was deleted or changed while Genie worked on it. Ask it again if you still need the answer."
        }
        Advice::QueryCancelled => "The query was stopped before it had finished. Try again.",
        Advice::Unsent => "Stopped before it was sent.",
        Advice::Gone => "Its conversation was deleted. Ask it again if you still need the answer.",
        Advice::Hook => {
            "This page could not provide the headers that its sign-in needs, so nothing was sent. Try again, or tell the owner of this page."
        }
        Advice::Session => "Your session has expired, so nothing is sent. Reload the page to sign in again.",
        Advice::Shut => {
            "The relay does not let this page in, so nothing is sent. Your session may have expired: reload the page, or tell its owner."
        }
        Advice::Feature => {
            "The workspace does not offer this, or has it switched off. Ask its administrator."
        }
    }
}

fn general(code: Code) -> &'static str {
    match code {
        Code::Config => "This widget is not set up correctly. Tell the owner of this page.",
        Code::Unsupported => "This browser cannot run the chat.",
        Code::Load => "The chat could not be loaded. Reload the page.",
        Code::Network => "The relay cannot be reached. Check your connection; questions are kept.",
        Code::Timeout => "No answer came in time. Genie may still be working on it.",
        Code::Unsure => {
            "The connection broke while the question was on its way, so it may or may not have arrived. Asking again may ask it twice."
        }
        Code::SignIn => {
            "You are not signed in, or your sign-in has ended. Sign in again and reload the page."
        }
        Code::Permission => {
            "You do not have access to this. Ask the owner of the Genie space for permission."
        }
        Code::NotFound => "This does not exist any more, or you may not see it.",
        Code::Quota => "Too many questions for now. Wait a minute, then ask again.",
        Code::Warehouse => {
            "The SQL warehouse cannot be used. Ask the owner of the Genie space to check it and your access to it."
        }
        Code::Input => "Genie could not take this question. Make it shorter, or start a new conversation.",
        Code::Content => "A content filter refused this question. Put it differently.",
        Code::Sql => "The query failed. Put the question differently, or tell the owner of the Genie space.",
        Code::Expired => "The rows have expired.",
        Code::Stopped => "Stopped. Genie may still finish the answer.",
        Code::Storage => "The browser refuses to store the conversation; it lasts until this page is closed.",
        Code::Internal => {
            "Something went wrong. Try again; if it happens again, report it with the details below."
        }
    }
}
