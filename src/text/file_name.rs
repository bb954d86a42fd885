//! Names of files that are saved.

/// Characters of a title that are kept.
const MOST: usize = 80;
/// The name for a title without letters and digits, which would leave only the ending.
const NAMELESS: &str = "genie-chat";

/// A file's name from a title: only characters that every file system takes.
pub fn file_name(title: &str, ending: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    let name: String = title.chars().map(letter).take(MOST).collect();
    let name = name.trim_matches('-');
    [if name.is_empty() { NAMELESS } else { name }, ".", ending].concat()
}
