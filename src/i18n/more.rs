//! The texts of what stands around an answer: a catalogue of their own, because they come with its part.

/// Names one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoreKey {
    /// What the answer is: made by a model.
    Generated,
    /// With whose rights the query ran: the service's.
    AsService,
    /// The reader's own.
    AsUser,
    /// On made-up data.
    AsDemo,
    /// Name of the group of buttons that rate.
    Rate,
    /// Button: the answer helped.
    Helped,
    /// Button: it did not.
    NotHelped,
    /// Above the text box for a comment.
    Comment,
    /// Grey text in it.
    CommentHint,
    /// Button: sends the comment.
    SendComment,
    /// Button: closes the box without sending.
    NoComment,
    /// Button: opens the box again, for the words that were sent.
    EditComment,
    /// Button: opens the box again.
    AddComment,
    /// The comment is on its way.
    Sending,
    /// It has arrived.
    Sent,
    /// It has not; the reason follows.
    NotSent,
    /// Button: sends it again.
    SendAgain,
    /// Button: copies the answer as Markdown.
    CopyAnswer,
    /// Button: puts the question into the composer.
    Edit,
    /// Thought: how Genie understood the question.
    Understanding,
    /// Thought: which data it took.
    DataSourcing,
    /// Thought: which instructions it followed.
    Instructions,
    /// Thought: what it did.
    Steps,
    /// Thought of another kind.
    Thought,
    /// Values that stand in the SQL by name.
    Parameters,
    /// A query that Genie has put another one in place of: `{0}` is its number.
    Earlier,
    /// Head of a disclosure: the rows of such a query.
    EarlierRows,
    /// What Genie said besides the answer, e.g. before it corrected itself.
    Corrected,
    /// Below a long text in the composer: `{0}` of `{1}` characters.
    Length,
    /// It is too long by `{0}` characters.
    TooLong,
    /// Below a table that was cut for the report: `{0}` more rows.
    MoreRows,
    /// In place of a missing value of a parameter.
    NoValue,
    /// Switch: long lines of code are wrapped.
    Wrap,
    /// Name of the buttons that save the open conversation.
    Save,
    /// Button: for people.
    SaveMarkdown,
    /// Button: for programs.
    SaveJson,
}

/// The text for a key.
pub fn text(key: MoreKey) -> &'static str {
    match key {
        MoreKey::Generated => "AI-generated: check what matters",
        MoreKey::AsService => "Ran with the service's rights",
        MoreKey::AsUser => "Ran with your rights",
        MoreKey::AsDemo => "Demo data",
        MoreKey::Rate => "Was this helpful?",
        MoreKey::Helped => "Helpful",
        MoreKey::NotHelped => "Not helpful",
        MoreKey::Comment => "What was good, or what was wrong?",
        MoreKey::CommentHint => "Optional",
        MoreKey::SendComment => "Send",
        MoreKey::NoComment => "Close",
        MoreKey::EditComment => "Edit comment",
        MoreKey::AddComment => "Add a comment",
        MoreKey::Sending => "Sending…",
        MoreKey::Sent => "Thanks, sent",
        MoreKey::NotSent => "Your rating could not be sent.",
        MoreKey::SendAgain => "Send again",
        MoreKey::CopyAnswer => "Copy answer",
        MoreKey::Edit => "Edit and ask again",
        MoreKey::Understanding => "Understood as",
        MoreKey::DataSourcing => "Data",
        MoreKey::Instructions => "Instructions",
        MoreKey::Steps => "Steps",
        MoreKey::Thought => "Thought",
        MoreKey::Parameters => "Parameters",
        MoreKey::Earlier => "Query {0}, replaced since",
        MoreKey::EarlierRows => "Show its rows",
        MoreKey::Corrected => "Also said",
        MoreKey::Length => "{0} of {1} characters",
        MoreKey::TooLong => "{0} characters too many",
        MoreKey::MoreRows => "… and {0} more rows",
        MoreKey::NoValue => "no value",
        MoreKey::Wrap => "Wrap lines",
        MoreKey::Save => "Save this conversation",
        MoreKey::SaveMarkdown => "Markdown",
        MoreKey::SaveJson => "JSON",
    }
}

/// The text for a key with `{0}`, `{1}` … replaced.
pub fn fill(key: MoreKey, values: &[&str]) -> String {
    super::filled(text(key), values)
}
