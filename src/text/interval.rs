//! Lengths of time as Databricks writes them, as numbers that can be compared.
//!
//! Takes `9 00:00:00`, `-1 02:03:04.5`, `26:03:04`, `9-0` (years and months), a number alone, and each
//! of them as a literal: `INTERVAL '9-0' YEAR TO MONTH`. Values of one column have the same fields, so
//! that months need not be compared with days.

/// The length, and whether digits were left out; `None` where it is no length. The unit is a month, or a
/// microsecond; of a number alone it is a millionth.
pub fn length(text: &str) -> Option<(i64, bool)> {
    let mut quoted = text.split('\'');
    let before = quoted.next()?;
    let value = quoted.next();
    let mut negative = value.is_some() && before.contains('-');
    let (mut total, mut field, mut fields, mut known) = (0_i64, 0_i64, 0, false);
    let (mut months, mut days) = (false, false);
    // Microseconds, and how many of them the next digit counts.
    let (mut micros, mut unit, mut cut) = (0, None, false);
    for (at, byte) in value.unwrap_or(before).trim().bytes().enumerate() {
        match (byte, unit) {
            (b'0'..=b'9', Some(step)) => {
                let digit = i64::from(byte - b'0');
                micros += digit * step;
                cut |= step == 0 && digit > 0;
                unit = Some(step / 10);
            }
            (b'0'..=b'9', None) => {
                field = field.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                known = true;
            }
            (b'-', None) if at == 0 => negative = !negative,
            (b'+', None) if at == 0 => {}
            (b'.', None) if known && !months => unit = Some(100_000),
            (b'-' | b' ' | b':', None) if known && !months && (byte == b':' || fields == 0) => {
                months = byte == b'-';
                days |= byte == b' ';
                let size = if months {
                    12
                } else if byte == b' ' {
                    24
                } else {
                    60
                };
                total = total.checked_add(field)?.checked_mul(size)?;
                (field, known, fields) = (0, false, fields + 1);
            }
            _ => return None,
        }
    }
    total = total.checked_add(field).filter(|_| known)?;
    // `9 12` ends with hours, `9 12:30` with minutes.
    let last = if months || !days || fields > 2 {
        1
    } else if fields > 1 {
        60
    } else {
        3_600
    };
    let size = if months { total } else { total.checked_mul(last * 1_000_000)?.checked_add(micros)? };
    Some((if negative { -size } else { size }, cut))
}
