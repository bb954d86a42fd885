//! Characters by name or number: `&amp;`, `&#8364;`, `&#x20AC;`.
//!
//! Of HTML's two thousand names those that people write; the others stay as they are.

/// The longest name here, and more digits than any character has.
const LONGEST: usize = 8;

/// The character that the text begins with, and the length of what stands for it.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(LONGEST + 2).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    let found = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((found, end + 2))
}

fn numbered(number: &str) -> Option<char> {
    let (digits, radix, most) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 6),
        None => (number, 10, 7),
    };
    if digits.is_empty() || digits.len() > most || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or_default();
    Some(char::from_u32(code).filter(|char| *char != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn named(name: &str) -> Option<char> {
    NAMES.split(' ').find_map(|entry| {
        let mut rest = entry.strip_prefix(name)?.chars();
        rest.next().filter(|_| rest.next().is_none() && !name.is_empty())
    })
}

// One text, not a list: eight bytes less for each in the binary.
const NAMES: &str = "\
    amp& lt< gt> quot\" apos' nbsp\u{A0} copy© reg® trade™ hellip… ndash– mdash— lsquo‘ rsquo’ ldquo“ \
    rdquo” sbquo‚ bdquo„ laquo« raquo» lsaquo‹ rsaquo› bull• middot· deg° plusmn± minus− times× divide÷ \
    frac12½ frac14¼ frac34¾ sup2² sup3³ micro\u{B5} para¶ sect§ euro€ pound£ yen¥ cent¢ larr← uarr↑ rarr→ darr↓ \
    harr↔ rArr⇒ le≤ ge≥ ne≠ asymp≈ equiv≡ infin∞ sum∑ radic√ permil‰ prime′ Prime″ Delta\u{394} Sigma\u{3A3} \
    Omega\u{3A9} alpha\u{3B1} beta\u{3B2} delta\u{3B4} mu\u{3BC} pi\u{3C0} sigma\u{3C3} ensp\u{2002} emsp\u{2003} \
    thinsp\u{2009} auml\u{E4} ouml\u{F6} uuml\u{FC} Auml\u{C4} Ouml\u{D6} Uuml\u{DC} szlig\u{DF} aring\u{E5} \
    Aring\u{C5} aelig\u{E6} AElig\u{C6} oslash\u{F8} Oslash\u{D8} agrave\u{E0} aacute\u{E1} acirc\u{E2} atilde\u{E3} \
    ccedil\u{E7} egrave\u{E8} eacute\u{E9} ecirc\u{EA} euml\u{EB} igrave\u{EC} iacute\u{ED} icirc\u{EE} iuml\u{EF} \
    ntilde\u{F1} ograve\u{F2} oacute\u{F3} ocirc\u{F4} otilde\u{F5} ugrave\u{F9} uacute\u{FA} ucirc\u{FB} \
    iexcl¡ iquest¿ check✓ cross✗";
