//! Letters without their case, for searching and for ordering text.
//!
//! Covers Latin with all its accents, Greek and Cyrillic; letters of other scripts are taken as they
//! are. Unicode's whole table would cost the widget 4 kB and serve Georgian, Armenian and a few more.

use std::cmp::Ordering;

/// The small form of a letter, or what it is.
pub fn fold(letter: char) -> char {
    let code = letter as u32;
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A9 | 0x410..=0x42F => code + 0x20,
        0x130 => 0x69,
        0x178 => 0xFF,
        // Here each small letter stands behind its capital …
        0x100..=0x137
        | 0x14A..=0x177
        | 0x460..=0x481
        | 0x48A..=0x4BF
        | 0x4D0..=0x52F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => code | 1,
        // … and here the capitals are odd.
        0x139..=0x148 | 0x179..=0x17E => code + (code & 1),
        0x386 => 0x3AC,
        0x388..=0x38A => code + 0x25,
        0x38C => 0x3CC,
        0x38E | 0x38F => code + 0x3F,
        // The sigma at a word's end.
        0x3C2 => 0x3C3,
        0x3AA | 0x3AB => code + 0x20,
        0x400..=0x40F => code + 0x50,
        0x1E9E => 0xDF,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// The text without its case.
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Orders text as readers expect lists: by letter first and by case only where that says nothing, each
/// time by code point. It is the same order in every locale, so that a sorted table can be compared.
pub fn compare(left: &str, right: &str) -> Ordering {
    // Most neighbours in a column of few values are the same.
    if left == right {
        return Ordering::Equal;
    }
    let same = left.bytes().zip(right.bytes()).take_while(|(left, right)| left == right).count();
    let start = (0..=same).rev().find(|at| left.is_char_boundary(*at)).unwrap_or(0);
    letters(left, start).cmp(letters(right, start)).then_with(|| left.cmp(right))
}

fn letters(text: &str, start: usize) -> impl Iterator<Item = char> {
    text.get(start..).unwrap_or_default().chars().map(fold)
}

/// A key of the first letters that orders as [`compare`] does where the keys differ. The last keys
/// (those from 0xF8 × 2^56 on) are left to others.
pub fn key(text: &str) -> u64 {
    let mut key = [0; 8];
    let mut at = 0;
    for letter in text.chars().map(fold) {
        let mut bytes = [0; 4];
        for byte in letter.encode_utf8(&mut bytes).bytes() {
            let Some(place) = key.get_mut(at) else { return u64::from_be_bytes(key) };
            *place = byte;
            at += 1;
        }
    }
    u64::from_be_bytes(key)
}

/// True where `text` holds `part`, which is folded already; `scratch` is for letters beyond ASCII.
pub fn holds(text: &str, part: &str, scratch: &mut String) -> bool {
    if text.is_ascii() {
        return find(text.as_bytes(), part.as_bytes());
    }
    scratch.clear();
    scratch.extend(text.chars().map(fold));
    find(scratch.as_bytes(), part.as_bytes())
}

/// Looks for `part`, taking ASCII capitals in `text` as small letters.
fn find(text: &[u8], part: &[u8]) -> bool {
    let Some((first, rest)) = part.split_first() else { return true };
    let places = text.len().saturating_sub(rest.len());
    text.get(..places).unwrap_or_default().iter().enumerate().any(|(at, byte)| {
        byte.eq_ignore_ascii_case(first)
            && text.get(at + 1..at + part.len()).is_some_and(|window| window.eq_ignore_ascii_case(rest))
    })
}
