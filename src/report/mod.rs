//! An answer, or a conversation, to be taken away: as Markdown for people, as JSON for programs.
//!
//! Values are exact, as everywhere. What does not belong here: how it leaves (clipboard, file).

mod json;
mod markdown;
mod writer;

pub use json::conversation as to_json;
pub use markdown::{conversation as to_markdown, turn as turn_to_markdown};
