//! Splits a question into comparable words. Case, punctuation, plural endings
//! and the word "and" make no difference: `Quinoa & Kale Bowls` and `quinoa
//! and kale bowl` give the same tokens. Nor do the commas of `100,000`.

/// One word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// As it was written, for replies.
    pub(crate) raw: String,
    /// Lower case, singular: what is compared.
    pub(crate) stem: String,
}

/// The words of `text` in order. A hyphen or a point between digits stays, so
/// that `2025-03-14` is one word; an apostrophe vanishes, so that `store's` is
/// `store`; `%` is the word percent.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let text = text.replace('%', " percent ");
    let characters: Vec<char> = text.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let mut words = vec![String::new()];
    for (index, &character) in characters.iter().enumerate() {
        let digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
        let inside = index > 0 && digit(index - 1) && digit(index + 1);
        if character.is_alphanumeric() || inside && matches!(character, '-' | '.') {
            if let Some(word) = words.last_mut() {
                word.push(character);
            }
        } else if !(inside && character == ',' && thousands(&characters[index + 1..])) {
            words.push(String::new());
        }
    }
    let words = words.into_iter().filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"));
    words.map(|raw| Token { stem: stem(&raw), raw }).collect()
}

/// Whether exactly three digits come first: what follows the comma of `1,000`.
fn thousands(characters: &[char]) -> bool {
    characters.iter().take_while(|character| character.is_ascii_digit()).count() == 3
}

/// The comparable form of one word: good enough to match plurals, no more.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.len() <= 3 {
        return lower;
    }
    if let Some(root) = lower.strip_suffix("ies") {
        return format!("{root}y");
    }
    for ending in ["shes", "ches", "sses", "xes"] {
        if lower.ends_with(ending) {
            return lower.trim_end_matches("es").to_owned();
        }
    }
    if ["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending)) {
        return lower;
    }
    lower.strip_suffix('s').unwrap_or(&lower).to_owned()
}

/// Whether `tokens` begin with the words of `phrase`; gives their number.
pub(crate) fn starts_with(tokens: &[Token], phrase: &[Token]) -> Option<usize> {
    let same = tokens.len() >= phrase.len() && tokens.iter().zip(phrase).all(|(a, b)| a.stem == b.stem);
    (same && !phrase.is_empty()).then_some(phrase.len())
}

#[cfg(test)]
mod tests {
    use super::tokenize;

    fn stems(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|token| token.stem).collect()
    }

    #[test]
    fn case_punctuation_plurals_and_the_word_and_make_no_difference() {
        assert_eq!(stems("Quinoa & Kale Bowls?"), ["quinoa", "kale", "bowl"]);
        assert_eq!(stems("quinoa and kale bowl"), ["quinoa", "kale", "bowl"]);
        assert_eq!(stems("Categories, dishes, business"), ["category", "dish", "business"]);
        assert_eq!(stems("Fisherman's Wharf"), stems("fishermans wharf"));
    }

    #[test]
    fn a_date_is_one_word_and_a_hyphenated_word_is_two() {
        assert_eq!(stems("best-selling since 2025-03-14"), ["best", "selling", "since", "2025-03-14"]);
    }

    #[test]
    fn numbers_keep_their_points_and_lose_their_commas() {
        assert_eq!(stems("over 1,234,567.50, in 2024,2025"), ["over", "1234567.50", "in", "2024", "2025"]);
        assert_eq!(stems("in 2025. 20%"), ["in", "2025", "20", "percent"]);
    }
}
