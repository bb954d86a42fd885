//! Splits a question into comparable words. Case and plural endings make no
//! difference, nor does how two things are joined: `Quinoa & Kale Bowls` and
//! `quinoa and kale bowl` give the same tokens. The commas of `100,000` vanish.

/// Marks that set apart what stands before them from what follows.
const JOINTS: &str = ",;:.?!&+/()|";

/// One word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// As it was written, for replies.
    pub(crate) raw: String,
    /// Lower case, singular: what is compared.
    pub(crate) stem: String,
    /// Whether "and" or a mark stands before it, so that no phrase goes on across.
    pub(crate) apart: bool,
}

/// The words of `text` in order. A hyphen, a point or a stroke between digits
/// stays, so that `2025-03-14` is one word; an apostrophe vanishes, so that
/// `store's` is `store`; `%` is the word percent.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let text = text.replace('%', " percent ");
    let characters: Vec<char> = text.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut raw, mut apart) = (String::new(), false);
    for (index, &character) in characters.iter().chain([&' ']).enumerate() {
        let digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
        let inside = index > 0 && digit(index - 1) && digit(index + 1);
        if character.is_alphanumeric() || inside && matches!(character, '-' | '.' | '/') {
            raw.push(character);
        } else if !(inside && character == ',' && thousands(&characters[index + 1..])) {
            let word = std::mem::take(&mut raw);
            if word.eq_ignore_ascii_case("and") {
                apart = true;
            } else if !word.is_empty() {
                tokens.push(Token { stem: stem(&word), raw: word, apart: std::mem::take(&mut apart) });
            }
            apart |= JOINTS.contains(character);
        }
    }
    tokens
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

/// Whether `tokens` begin with the words of `phrase`; gives their number. What
/// is set apart in the question has to be so in the phrase: "product and
/// category" is not the "product category", but "Soups and Chili" is one.
pub(crate) fn starts_with(tokens: &[Token], phrase: &[Token]) -> Option<usize> {
    let alike = |(at, (token, word)): (usize, (&Token, &Token))| {
        token.stem == word.stem && (at == 0 || word.apart || !token.apart)
    };
    let same = tokens.len() >= phrase.len() && tokens.iter().zip(phrase).enumerate().all(alike);
    (same && !phrase.is_empty()).then_some(phrase.len())
}

#[cfg(test)]
mod tests {
    use super::{starts_with, tokenize};

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
    fn no_phrase_goes_on_across_what_sets_apart() {
        let begins = |text: &str, phrase: &str| starts_with(&tokenize(text), &tokenize(phrase)).is_some();
        assert!(begins("product category", "product category"));
        for text in ["product and category", "product, category", "product & category", "product / category"]
        {
            assert!(!begins(text, "product category"), "{text}");
        }
        assert!(begins("soups and chili", "Soups & Chili"));
        assert!(begins("soups chili", "Soups & Chili"));
    }

    #[test]
    fn numbers_keep_their_points_and_lose_their_commas() {
        assert_eq!(stems("over 1,234,567.50, in 2024,2025"), ["over", "1234567.50", "in", "2024", "2025"]);
        assert_eq!(stems("in 2025. 20%"), ["in", "2025", "20", "percent"]);
        assert_eq!(stems("on 5/6/2025 or 13.5.2025"), ["on", "5/6/2025", "or", "13.5.2025"]);
    }
}
