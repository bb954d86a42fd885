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
    // The only letter beyond ASCII that folds into it is the dotted capital İ.
    if part.is_ascii() && !part.contains('i') || text.is_ascii() {
        return find(text.as_bytes(), part.as_bytes());
    }
    scratch.clear();
    scratch.extend(text.chars().map(fold));
    find(scratch.as_bytes(), part.as_bytes())
}

/// Bytes that are looked at together.
const LANES: usize = 8;
const ONES: u64 = u64::from_le_bytes([1; LANES]);
const HIGHS: u64 = ONES << 7;
/// What tells a capital from its small letter.
const CASE: u8 = b'a' ^ b'A';

/// One byte of what is looked for, in all lanes: small letters stand for capitals too.
struct Lane {
    byte: u64,
    case: u64,
}

impl Lane {
    fn new(byte: u8) -> Self {
        let case = if byte.is_ascii_lowercase() { CASE } else { 0 };
        Self { byte: ONES * u64::from(byte), case: ONES * u64::from(case) }
    }

    /// Zero in the lanes that are this byte.
    fn differs(&self, lanes: u64) -> u64 {
        (lanes | self.case) ^ self.byte
    }
}

/// Looks for `part`, taking ASCII capitals in `text` as small letters: first for places that begin and
/// end as it does, eight at once, since hardly any do.
fn find(text: &[u8], part: &[u8]) -> bool {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return true };
    let Some(places) = (text.len() + 1).checked_sub(part.len()) else { return false };
    let (first, last) = (Lane::new(*first), Lane::new(*last));
    let is_at =
        |at: usize| text.get(at..at + part.len()).is_some_and(|found| found.eq_ignore_ascii_case(part));
    let begins = text.get(..places).unwrap_or_default().chunks_exact(LANES);
    let ends = text.get(part.len() - 1..).unwrap_or_default().chunks_exact(LANES);
    let lanes = |chunk: &[u8]| chunk.try_into().map_or(0, u64::from_le_bytes);
    let rest = places - begins.remainder().len();
    let mut chunks = begins.zip(ends).enumerate();
    chunks.any(|(at, (begin, end))| {
        let differs = first.differs(lanes(begin)) | last.differs(lanes(end));
        // Where a lane is zero, its highest bit is set here; lanes above it may be set too.
        let candidates = differs.wrapping_sub(ONES) & !differs & HIGHS;
        candidates != 0 && (at * LANES..(at + 1) * LANES).any(is_at)
    }) || (rest..places).any(is_at)
}
