//! How wide a text is, near enough to lay it out without asking a browser. Rather too wide than clipped.

/// Pixels that a text takes at a font size of so many.
pub(super) fn of(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 0.3,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '(' | ')' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        '0'..='9' => 0.58,
        'A'..='Z' => 0.7,
        // Ideographs, syllables and pictures are as wide as they are high.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' => 1.05,
        '\u{ff00}'..='\u{ffef}' | '\u{1f000}'.. => 1.2,
        _ => 0.57,
    }
}

/// The text, or as much of its beginning as fits, with dots.
pub(super) fn fit(text: &str, most: f64, size: f64) -> String {
    if of(text, size) <= most {
        return text.to_owned();
    }
    let mut left = most - size;
    let fits = |letter: &char| {
        left -= em(*letter) * size;
        left >= 0.0
    };
    let short: String = text.chars().take_while(fits).collect();
    [short.trim_end(), "…"].concat()
}
