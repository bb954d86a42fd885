//! The texts of the result grid: a catalogue of their own, because they come with the grid's part.

/// Names one text of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridKey {
    /// Name of the search box, and grey text in it.
    Search,
    /// Name of the menu.
    Menu,
    /// Menu: all shown rows to the clipboard, for a spreadsheet.
    CopyAll,
    /// Menu: the same as a Markdown table.
    CopyMarkdown,
    /// Selected cells, or a column: to the clipboard.
    Copy,
    /// The same as a Markdown table.
    CopyAsMarkdown,
    /// Button beside what is selected: no selection any more.
    Clear,
    /// Menu of a cell: selects its row.
    SelectRow,
    /// Menu of a cell or a column: selects the column.
    SelectColumn,
    /// Menu of a cell: opens it in place.
    OpenCell,
    /// Name of the menu of a cell.
    CellMenu,
    /// Beside the exact value of the cell where the reader is.
    Exact,
    /// What stands for the empty string.
    Empty,
    /// Menu: a file of comma separated values.
    Csv,
    /// Menu: a workbook for Excel.
    Xlsx,
    /// There is more than Excel takes: `{0}` rows, `{1}` columns.
    TooLarge,
    /// Of texts longer than `{0}` characters, which are cut there, the workbook has `{1}`.
    TextsCut,
    /// Menu: a JSON file.
    Json,
    /// Choice: text that looks like a formula gets an apostrophe.
    Guard,
    /// Told when that is switched off.
    Unguarded,
    /// Choice: a byte order mark, by which Excel knows UTF-8.
    Mark,
    /// Choice for readers whose locale has a decimal comma: CSV as their spreadsheet writes it.
    Semicolons,
    /// Choice: lower rows.
    Compact,
    /// Choice: the first column stays in view.
    Pin,
    /// Menu: opens the large view.
    Enlarge,
    /// Closes the large view or an opened cell.
    Close,
    /// Head of the choice of columns.
    Columns,
    /// Choice of columns: all of them again.
    AllColumns,
    /// `{0}` of `{1}` rows pass the filter.
    Found,
    /// Sorted by `{0}`, upwards.
    Ascending,
    /// Sorted by `{0}`, downwards.
    Descending,
    /// Sorted no more.
    Unsorted,
    /// `{0}` cells are copied.
    Copied,
    /// One cell is copied.
    CopiedOne,
    /// The clipboard refused.
    CopyFailed,
    /// A long export: `{0}` percent are done.
    Working,
    /// Button: brings the next rows of a result that comes in chunks.
    LoadNext,
    /// Button: brings the rows that are not shown.
    LoadAll,
    /// Menu: all rows, however many, as a file.
    SaveAll,
    /// On their way: `{0}` rows have come.
    Loading,
    /// On its way: `{0}` MB of the file have come.
    Fetching,
    /// All `{0}` rows are here.
    Loaded,
    /// There are more than the `{0}` rows that the table takes.
    Beyond,
    /// They did not come; `{0}` says why.
    LoadFailed,
    /// Ends it.
    Cancel,
    /// It has been ended.
    Cancelled,
    /// The file is handed to the browser.
    Saved,
    /// Some of the rows are in it, of all.
    SavedPart,
    /// All rows that are here have left, and the result has more.
    MoreThanThese,
    /// The browser did not take the file.
    SaveFailed,
    /// Totals: number of selected cells.
    Count,
    /// Totals: sum.
    Sum,
    /// Totals: average.
    Average,
    /// Totals: least value.
    Min,
    /// Totals: greatest value.
    Max,
    /// A binary value of `{0}` bytes.
    Bytes,
    /// A binary value of one byte.
    OneByte,
    /// An opened cell: its exact text.
    Raw,
    /// Button in a column's header: opens the menu of column `{0}`.
    ColumnMenu,
    /// Column: sorts upwards.
    SortUp,
    /// Column: sorts downwards.
    SortDown,
    /// Column: one place to the left.
    MoveLeft,
    /// Column: one place to the right.
    MoveRight,
    /// Column: as wide as its content.
    Fit,
    /// Column: out of view.
    Hide,
    /// Filter field: text that a value holds.
    Contains,
    /// Filter field: the value.
    Equals,
    /// Filter field: the day.
    On,
    /// Filter field: the least value.
    From,
    /// Filter field: the greatest value.
    To,
    /// What is typed is no number; `{0}` is one.
    NoNumber,
    /// The typed text is not a length of time; `{0}` is one.
    NoLength,
    /// Column of numbers: shows them with separators, as sizes.
    ShowSizes,
    /// Column of numbers: shows them without separators, as names.
    ShowNames,
    /// Column of moments: shows them by the reader's clock.
    ShowLocal,
    /// Column of moments: shows them by the clock that wrote them, which is `{0}`.
    ShowSent,
    /// The times of a column are in this zone: `{0}`.
    Zone,
    /// The times of a column are shown by the reader's clock.
    ZoneOfReader,
    /// Quarter `{0}` of the year `{1}`.
    QuarterOfYear,
    /// Filter: the values to be ticked.
    Values,
    /// Takes back the filter `{0}`.
    RemoveFilter,
    /// Takes back all filters and the search.
    ClearFilters,
    /// Column `{0}` holds the text `{1}`.
    HasText,
    /// Column `{0}` is `{1}`.
    IsValue,
    /// Column `{0}` is at least `{1}`.
    IsFrom,
    /// Column `{0}` is at most `{1}`.
    IsTo,
    /// Column `{0}` is between `{1}` and `{2}`.
    IsBetween,
    /// A filter that nothing passes.
    NothingFound,
    /// The same where there are days or times, which are searched as they are sent.
    NothingFoundInTimes,
}

/// The text for a key.
pub fn text(key: GridKey) -> &'static str {
    match key {
        GridKey::Search => "Search rows",
        GridKey::Menu => "Table menu",
        GridKey::CopyAll => "Copy all rows",
        GridKey::CopyMarkdown => "Copy all as Markdown",
        GridKey::Copy => "Copy",
        GridKey::CopyAsMarkdown => "Copy as Markdown",
        GridKey::Clear => "Clear",
        GridKey::SelectRow => "Select row",
        GridKey::SelectColumn => "Select column",
        GridKey::OpenCell => "Open",
        GridKey::CellMenu => "Cell menu",
        GridKey::Exact => "Exact:",
        GridKey::Empty => "empty",
        GridKey::Csv => "Download CSV",
        GridKey::Xlsx => "Download Excel",
        GridKey::TooLarge => {
            "Excel takes {0} rows and {1} columns at most. Filter the rows, hide columns, or download CSV."
        }
        GridKey::TextsCut => {
            "Excel takes {0} characters in a cell. Longer texts, which end there: {1}. CSV and JSON have them whole."
        }
        GridKey::Json => "Download JSON",
        GridKey::Guard => "Make formulas harmless",
        GridKey::Unguarded => {
            "Opened in a spreadsheet, what a cell says may now be run as a formula. Switch this off only for programs that need the exact text."
        }
        GridKey::Mark => "CSV for Excel (byte order mark)",
        GridKey::Semicolons => "CSV with semicolons and decimal commas",
        GridKey::Compact => "Compact rows",
        GridKey::Pin => "Keep the first column in view",
        GridKey::Enlarge => "Large view",
        GridKey::Close => "Close",
        GridKey::Columns => "Columns",
        GridKey::AllColumns => "Show all columns",
        GridKey::Found => "{0} of {1} rows found",
        GridKey::Ascending => "Sorted by {0}, smallest first",
        GridKey::Descending => "Sorted by {0}, largest first",
        GridKey::Unsorted => "In their own order again",
        GridKey::Copied => "{0} cells copied",
        GridKey::CopiedOne => "1 cell copied",
        GridKey::CopyFailed => "The browser does not allow copying here. Download the rows instead.",
        GridKey::Working => "Preparing the rows: {0} %",
        GridKey::LoadNext => "Load more rows",
        GridKey::LoadAll => "Load all rows",
        GridKey::SaveAll => "Download all rows (CSV)",
        GridKey::Loading => "Loading rows: {0}",
        GridKey::Fetching => "Loading the file: {0} MB",
        GridKey::Loaded => "{0} rows are here now",
        GridKey::Beyond => "The table ends after {0} rows. Download the file for all of them.",
        GridKey::LoadFailed => "The rows could not be loaded. {0}",
        GridKey::Cancel => "Cancel",
        GridKey::Cancelled => "Cancelled",
        GridKey::Saved => "The file is being saved",
        GridKey::SavedPart => "It holds {0} of {1} rows",
        GridKey::MoreThanThese => "The result has more rows than these",
        GridKey::SaveFailed => "The browser does not allow downloads here. Copy the rows instead.",
        GridKey::Count => "Cells",
        GridKey::Sum => "Sum",
        GridKey::Average => "Average",
        GridKey::Min => "Least",
        GridKey::Max => "Greatest",
        GridKey::Bytes => "{0} bytes",
        GridKey::OneByte => "1 byte",
        GridKey::Raw => "Exact text",
        GridKey::ColumnMenu => "Column menu: {0}",
        GridKey::SortUp => "Sort ascending",
        GridKey::SortDown => "Sort descending",
        GridKey::MoveLeft => "Move left",
        GridKey::MoveRight => "Move right",
        GridKey::Fit => "Fit to content",
        GridKey::Hide => "Hide",
        GridKey::Contains => "Contains",
        GridKey::Equals => "Equals",
        GridKey::On => "On day",
        GridKey::From => "From",
        GridKey::To => "To",
        GridKey::NoNumber => "This is no number. Type one such as {0}.",
        GridKey::NoLength => "This is not a length of time. Type one such as {0}.",
        GridKey::ShowSizes => "Show with separators",
        GridKey::ShowNames => "Show as plain digits",
        GridKey::ShowLocal => "Show in my time zone",
        GridKey::ShowSent => "Show in {0}",
        GridKey::Zone => "Times are in {0}.",
        GridKey::ZoneOfReader => "Times are in your time zone.",
        GridKey::QuarterOfYear => "Q{0} {1}",
        GridKey::Values => "Only these values",
        GridKey::RemoveFilter => "Remove the filter: {0}",
        GridKey::ClearFilters => "Clear filters",
        GridKey::HasText => "{0} contains {1}",
        GridKey::IsValue => "{0}: {1}",
        GridKey::IsFrom => "{0} from {1}",
        GridKey::IsTo => "{0} to {1}",
        GridKey::IsBetween => "{0} from {1} to {2}",
        GridKey::NothingFound => "No row matches.",
        GridKey::NothingFoundInTimes => "No row matches. Days are searched as 2026-01-31.",
    }
}

/// The text for a key with `{0}`, `{1}` … replaced.
pub fn fill(key: GridKey, values: &[&str]) -> String {
    super::filled(text(key), values)
}
