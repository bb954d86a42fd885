//! Finds phrases of the table of terms and values of dimensions at the head
//! of a list of tokens, and known words that are close to an unknown one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use strsim::osa_distance;
use time::Date;

use super::point;
use super::terms::{TERMS, Term};
use super::tokens::{Token, starts_with, tokenize};
use crate::demo::semantics::dimension::Dimension;

/// Shorter words are not corrected: too many other words are one letter away,
/// as "dairy" is from "daily".
const SHORTEST: usize = 6;

/// From this length on two mistakes are allowed.
const LONG: usize = 9;

/// For shorter words nothing is offered.
const SHORTEST_HINT: usize = 4;

/// How many values are offered for an unknown word.
const HINTS: usize = 3;

/// A phrase in comparable form.
struct Phrase {
    tokens: Vec<Token>,
    term: Term,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let lines = TERMS.iter().flat_map(|(phrases, term)| phrases.split('|').map(|text| (text, *term)));
    lines.map(|(text, term)| Phrase { tokens: tokenize(text), term }).collect()
});

struct Member {
    tokens: Vec<Token>,
    dimension: Dimension,
    value: &'static str,
}

static MEMBERS: LazyLock<Vec<Member>> = LazyLock::new(|| {
    let members = |dimension: Dimension| dimension.members().into_iter().map(move |value| (dimension, value));
    let members = Dimension::ALL.into_iter().flat_map(members);
    members.map(|(dimension, value)| Member { tokens: tokenize(value), dimension, value }).collect()
});

/// Every single word that occurs in the vocabulary, without the names of people.
static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let phrases = PHRASES.iter().flat_map(|phrase| &phrase.tokens);
    let words = phrases.chain(named()).map(|token| token.stem.clone());
    words.chain(point::words_of_the_calendar().map(str::to_owned)).collect()
});

/// Words that stand for something in the data, as they are written.
static TELLING: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let tells =
        |phrase: &&Phrase| matches!(phrase.term, Term::Measure(_) | Term::Dimension(_) | Term::Values(..));
    let phrases = PHRASES.iter().filter(tells).flat_map(|phrase| &phrase.tokens);
    phrases.chain(named()).map(|token| token.raw.to_lowercase()).collect()
});

/// The words in the values of every dimension but the customers.
fn named() -> impl Iterator<Item = &'static Token> {
    let members = MEMBERS.iter().filter(|member| member.dimension != Dimension::Customer);
    members.flat_map(|member| &member.tokens)
}

/// What the tokens begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// A phrase of the vocabulary.
    Term(Term),
    /// A value of a dimension.
    Member(Dimension, &'static str),
}

/// The longest phrase or value that `tokens` begin with, and its length in
/// tokens. A value wins over a phrase of the same length.
pub(crate) fn lookup(tokens: &[Token]) -> Option<(Match, usize)> {
    let phrases = PHRASES.iter().filter_map(|phrase| {
        starts_with(tokens, &phrase.tokens).map(|length| (Match::Term(phrase.term), length))
    });
    let members = MEMBERS.iter().filter_map(|member| {
        let length = starts_with(tokens, &member.tokens)?;
        Some((Match::Member(member.dimension, member.value), length))
    });
    // max_by_key keeps the last of equals: members come after phrases.
    phrases.chain(members).max_by_key(|(_, length)| *length)
}

/// The known word that `word` is a misspelling of. There is none when it is
/// known itself, or too short, or when two known words are equally close.
pub(crate) fn correction(word: &str) -> Option<&'static str> {
    let letters = word.chars().count();
    let allowed = if letters >= LONG { 2 } else { 1 };
    if letters < SHORTEST || WORDS.contains(word) || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let same_start = |known: &&String| known.len() >= SHORTEST && known.chars().next() == word.chars().next();
    let distances = WORDS.iter().filter(same_start).map(|known| (osa_distance(known, word), known));
    let mut near: Vec<_> = distances.filter(|(distance, _)| *distance <= allowed).collect();
    near.sort_unstable();
    match near.as_slice() {
        [(_, only)] => Some(only),
        [(first, nearest), (second, _), ..] if first < second => Some(nearest),
        _ => None,
    }
}

/// What may have been meant by `word`: the dates that it may stand for, values
/// with a word that begins like it, groups before what is in them, or else
/// known words that are one letter away.
pub(crate) fn hints(word: &str) -> Vec<String> {
    let dates = point::readings(word);
    if !dates.is_empty() {
        return dates.iter().map(Date::to_string).collect();
    }
    let written = word.to_lowercase();
    let [wanted] = &*tokenize(word) else { return Vec::new() };
    let alike = |member: &&Member| {
        let begins = |token: &Token| match member.dimension {
            Dimension::Customer => token.stem == wanted.stem,
            _ => wanted.stem.len() >= SHORTEST_HINT && token.stem.starts_with(&wanted.stem),
        };
        member.tokens.iter().any(begins)
    };
    let mut found: Vec<_> = MEMBERS.iter().filter(alike).collect();
    found.sort_by_key(|member| matches!(member.dimension, Dimension::Product | Dimension::Customer));
    let misspelled = found.is_empty() && !WORDS.contains(&wanted.stem) && written.len() >= SHORTEST_HINT;
    let near = TELLING.iter().filter(|known| misspelled && one_letter_away(known, &written));
    let near = near.map(String::as_str);
    found.iter().map(|member| member.value).chain(near).take(HINTS).map(str::to_owned).collect()
}

fn one_letter_away(known: &str, word: &str) -> bool {
    known.len() >= SHORTEST_HINT
        && known.chars().next() == word.chars().next()
        && osa_distance(known, word) == 1
}

#[cfg(test)]
mod tests {
    use super::{correction, hints};

    #[test]
    fn corrects_mistakes_but_not_other_words() {
        let cases = [
            ("revenu", Some("revenue")),
            ("regoin", Some("region")),
            ("catagory", Some("category")),
            ("margarita", Some("margherita")),
            ("custmoer", Some("customer")),
            ("dairy", None),
            ("north", None),
            ("country", None),
            ("cheese", None),
            ("bakery", None),
            ("region", None),
        ];
        for (word, expected) in cases {
            assert_eq!(correction(word), expected, "{word}");
        }
    }

    #[test]
    fn hints_share_the_beginning_of_a_word() {
        assert_eq!(hints("south"), ["South Congress", "Southeast", "Southwest"]);
        assert_eq!(hints("Cheese"), ["Lemon Cheesecake"]);
        assert_eq!(hints("soups"), ["Soups & Chili", "Lentil Soup", "Tomato Basil Soup"]);
        assert_eq!(hints("Elif"), ["Elif Evans", "Elif Fischer", "Elif Garcia"]);
        assert_eq!(hints("5/6/2025"), ["2025-06-05", "2025-05-06"]);
        assert!(hints("xy").is_empty());
    }

    #[test]
    fn hints_for_short_words_are_one_letter_away() {
        let cases = [("sles", "sales"), ("stoer", "store"), ("mnth", "month"), ("unts", "units")];
        for (word, known) in cases {
            assert_eq!(hints(word), [known], "{word}");
        }
        assert!(hints("dairy").iter().all(|known| *known == "daily"));
    }
}
