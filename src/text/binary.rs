//! BINARY values: their size and first bytes, out of base64.

/// What is shown of a binary value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binary {
    /// Number of bytes.
    pub size: usize,
    /// The first bytes in hexadecimal digits.
    pub hex: String,
}

/// Reads base64 (RFC 4648, with or without padding) and keeps up to `most` bytes of it; `None` where
/// the text is something else, which is then shown as it is.
pub fn preview(base64: &str, most: usize) -> Option<Binary> {
    let padding = base64.bytes().rev().take(2).take_while(|byte| *byte == b'=').count();
    let text = base64.get(..base64.len() - padding)?;
    let rest = text.len() % 4;
    if rest == 1 || (padding > 0 && rest + padding != 4) {
        return None;
    }
    let size = text.len() / 4 * 3 + rest.saturating_sub(1);
    let mut hex = String::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        bits = bits << 6 | sextet(byte)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            if hex.len() < 2 * most {
                hex.extend([bits >> (count + 4), bits >> count].map(digit));
            }
        }
    }
    Some(Binary { size, hex })
}

fn digit(bits: u32) -> char {
    char::from_digit(bits & 15, 16).unwrap_or('0')
}

fn sextet(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}
