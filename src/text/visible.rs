//! Text on one line in which nothing hides.

use std::borrow::Cow;

/// At most `most` characters of a text, on one line: a line's end is shown as `↵`, a text of blanks
/// alone by `␣`, and by its code what has no width of its own but makes one text read as another: it turns
/// the direction of letters (U+202E and its like), parts words (U+200B), or controls a terminal.
pub fn line(text: &str, most: usize) -> Cow<'_, str> {
    let blank = !text.is_empty() && text.chars().all(char::is_whitespace);
    let end = text.char_indices().nth(most).map(|(end, _)| end);
    let part = end.and_then(|end| text.get(..end)).unwrap_or(text);
    if !blank && end.is_none() && !part.chars().any(|letter| is_break(letter) || hides(letter)) {
        return part.into();
    }
    let mut out = String::new();
    let mut letters = part.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            letter if is_break(letter) => out.push('↵'),
            letter if hides(letter) => out.push_str(&format!("⟨U+{:04X}⟩", letter as u32)),
            _ if blank => out.push('␣'),
            letter => out.push(letter),
        }
    }
    if end.is_some() {
        out.push('…');
    }
    out.into()
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// The joiners U+200C and U+200D stay: scripts and emoji are made with them.
fn hides(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}') || (letter.is_control() && letter != '\t')
}
