//! How wide a text is, near enough to lay it out without asking a browser.
//!
//! One table of letters serves all: texts of charts, which are cut to their place; cells, whose text
//! must fit in any font; and columns, which are as wide as their cells.

/// Hundredths of an em that a letter takes in the fonts that people read, rather too many than too few.
const fn hundredths(letter: char) -> u32 {
    match letter {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 30,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '(' | ')' | '/' => 38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '\t' => 92,
        '0'..='9' => 58,
        'A'..='Z' | '&' => 70,
        // Ideographs, syllables and pictures are as wide as they are high.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' => 105,
        '\u{ff00}'..='\u{ffef}' | '\u{1f000}'.. => 120,
        _ => 57,
    }
}

/// Pixels that a text takes at a font size of so many.
pub fn of(text: &str, size: f64) -> f64 {
    f64::from(text.chars().map(hundredths).sum::<u32>()) * size / 100.0
}

/// The text, or as much of its beginning as fits into so many pixels, with dots.
pub fn cut(text: &str, most: f64, size: f64) -> String {
    if of(text, size) <= most {
        return text.to_owned();
    }
    let mut left = most - size;
    let fits = |letter: &char| {
        left -= f64::from(hundredths(*letter)) * size / 100.0;
        left >= 0.0
    };
    let short: String = text.chars().take_while(fits).collect();
    [short.trim_end(), "…"].concat()
}

/// Thirds of an em that a text takes at most, in all fonts that people read, those of code among them:
/// what fits by this measure need not be clipped.
pub fn thirds(text: &str) -> usize {
    let most = |letter: char| match hundredths(letter) {
        _ if !letter.is_ascii() => 4,
        // The letters of code are as wide as each other: below two thirds.
        ..=66 => 2,
        _ => 3,
    };
    text.chars().map(most).sum()
}

/// The width of a text in letters, at most `most`. Those of East Asia count twice.
pub fn letters(text: &str, most: usize) -> usize {
    // What is beyond is not looked at: a cell may be megabytes long.
    let letters = text.chars().take(most);
    letters.map(|letter| if hundredths(letter) > 100 { 2 } else { 1 }).sum::<usize>().min(most)
}
