//! Every text that the widget shows, by key. No component holds a literal text.

pub mod chart;
mod en;
pub mod grid;
pub mod more;
pub mod phrase;
pub mod picture;

use crate::domain::failure::{Advice, Failure};
use crate::domain::status::MessageStatus;

/// Names one text of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The heading until the space's title is known.
    Heading,
    /// Marks answers that come from made-up data.
    DemoBadge,
    /// Says what the demo badge means.
    DemoHint,
    /// Button: puts the conversation aside and starts another.
    NewConversation,
    /// Name of the panel of past conversations, and of the button that opens it.
    History,
    /// Button: closes the panel.
    CloseHistory,
    /// Name of the search box of that panel, and the grey text in it.
    SearchHistory,
    /// Conversations used today.
    Today,
    /// Conversations used yesterday.
    Yesterday,
    /// Conversations of which nobody knows when they were used.
    Undated,
    /// A conversation without a title.
    Untitled,
    /// Button: gives a conversation a name.
    Rename,
    /// Button: deletes a conversation.
    Delete,
    /// In place of a conversation that is about to be deleted: `{0}` is its title.
    Deleted,
    /// Button: takes the deletion back.
    Undo,
    /// A conversation was not deleted; the reason follows.
    NotDeleted,
    /// The list of conversations is being fetched.
    LoadingHistory,
    /// Its failure.
    HistoryFailed,
    /// The relay lists no conversations.
    HistoryHere,
    /// There are no conversations.
    NoHistory,
    /// No conversation has the words that were looked for.
    NothingFound,
    /// Marks a conversation that can only be read.
    AgentMode,
    /// Below such a conversation.
    ReadOnly,
    /// Disclosure: what is kept in this browser can be removed.
    Forget,
    /// What that removes.
    ForgetHint,
    /// Button: removes it.
    ForgetNow,
    /// Button: shows older messages.
    Older,
    /// They are being fetched.
    LoadingOlder,
    /// They could not be fetched.
    OlderFailed,
    /// What was stored could not be read.
    StorageDamaged,
    /// Button: takes a line away that has been read.
    Dismiss,
    /// Name of the transcript for assistive technology.
    Transcript,
    /// Name of the composer's text box.
    Question,
    /// Grey text in the empty composer.
    Placeholder,
    /// Button: sends the question.
    Send,
    /// Button: stops waiting.
    Stop,
    /// Button: takes a queued question out again.
    Remove,
    /// Headline of the empty transcript.
    EmptyTitle,
    /// What one can do here.
    EmptyHint,
    /// A conversation is being fetched.
    LoadingConversation,
    /// Its failure.
    LoadingFailed,
    /// Button: tries to read again what could not be read.
    TryAgain,
    /// Some code of the widget could not be fetched.
    PartLost,
    /// Button: looks again for the answer to a question that Genie has.
    CheckAgain,
    /// Button: goes on waiting for an answer that did not come in time.
    KeepWaiting,
    /// Button: sends the question once more.
    AskAgain,
    /// Beside that button: the service asks to wait for `{0}` seconds more.
    AskAgainIn,
    /// A queued turn; `{0}` is its place in the queue.
    Queued,
    /// A queued turn while the browser has no connection.
    QueuedOffline,
    /// A queued turn while the relay cannot be reached.
    QueuedRelay,
    /// A queued turn behind one whose fate only the reader can decide.
    QueuedUnsure,
    /// Button: loads the page again.
    Reload,
    /// A question on its way.
    Sending,
    /// Looking whether a question has arrived.
    Looking,
    /// Waiting without a status.
    Working,
    /// The relay does not answer for the moment.
    Reconnecting,
    /// An answer is not fetched while the browser has no connection.
    PausedOffline,
    /// An answer is not fetched while the relay cannot be used.
    PausedRelay,
    /// Too many questions; beside it stand the seconds until the next try.
    OverQuota,
    /// The same with the question's place `{0}` in the relay's queue.
    RelayQueue,
    /// A number of seconds: `{0}`.
    Seconds,
    /// Genie or somebody else cancelled the message.
    Cancelled,
    /// Answer without text, query or anything.
    NoAnswer,
    /// Head of the disclosure with what Genie considered.
    Steps,
    /// Below the status, where a warehouse has to start first.
    WarehouseStarting,
    /// Name of the list of questions to begin with.
    Starters,
    /// Button: puts the suggested question `{0}` into the composer.
    EditFirst,
    /// Above a query's description, where there are no other words.
    Described,
    /// Head of the SQL disclosure.
    ShowSql,
    /// Button: copies the SQL.
    Copy,
    /// It is copied.
    Copied,
    /// The clipboard refused.
    CopyFailed,
    /// The rows are on their way.
    LoadingRows,
    /// Below the table: `{0}` rows.
    RowCount,
    /// Below the table: one row.
    OneRow,
    /// Below the table: `{0}` of `{1}` rows are here.
    RowsOfTotal,
    /// Below the table: there are more than `{0}` rows, and nobody says how many.
    MoreRows,
    /// Genie cut the result.
    Truncated,
    /// A cell without a value.
    Null,
    /// Name of a table that Genie gave no title.
    Result,
    /// Name of the list of suggestions.
    Suggestions,
    /// Head of the disclosure with the service's own words.
    Details,
    /// The id to name to support: `{0}`.
    RequestId,
    /// The rows are gone.
    RowsExpired,
    /// Button: runs the query again.
    RunAgain,
    /// Announced when an answer has come: `{0}` is its beginning.
    AnswerReady,
    /// Names the reader's half of a turn for assistive technology.
    YouAsked,
    /// An attribute is missing: `{0}`.
    ConfigMissing,
    /// An attribute is not a URL: `{0}`.
    ConfigNotAUrl,
    /// A URL with user name, query or fragment: `{0}`.
    ConfigUrlExtras,
    /// An attribute `{0}` has to be one of `{1}`.
    ConfigNotAllowed,
    /// An attribute `{0}` cannot be read.
    ConfigUnreadable,
    /// An attribute `{0}` is not a number of seconds.
    ConfigNotSeconds,
}

/// The text for a key.
pub fn text(key: Key) -> &'static str {
    en::text(key)
}

/// The text for a key with `{0}`, `{1}` … replaced.
pub fn fill(key: Key, values: &[&str]) -> String {
    filled(text(key), values)
}

fn filled(pattern: &str, values: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((index, tail)) = after.split_once('}') else { break };
        out.push_str(index.parse::<usize>().ok().and_then(|index| values.get(index)).copied().unwrap_or(""));
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// What Genie is doing, for the live status line.
pub fn status(status: &MessageStatus) -> &'static str {
    en::status(status)
}

/// What happened, why, and what the reader can do about it.
pub fn advice(advice: Advice) -> &'static str {
    en::advice(advice)
}

/// The message of a failure for the page: the advice, and the cause if the page caused it.
pub fn message(failure: &Failure) -> String {
    let cause = failure.detail.as_deref().filter(|_| failure.advice == Advice::Hook);
    [advice(failure.advice), cause.map_or("", |_| " "), cause.unwrap_or_default()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_order() {
        assert_eq!(fill(Key::RowsOfTotal, &["500", "12,431"]), "500 of 12,431 rows shown");
        assert_eq!(fill(Key::RowCount, &[]), " rows");
    }
}
