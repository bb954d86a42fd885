//! Addresses that stand in a text by themselves, and which addresses are safe.

/// More than the part of any mailbox before its `@` has: it bounds the search for one.
const MAX_NAME: usize = 64;

/// True if a link may lead there: http, https or mailto, and nothing in it that a browser skips or
/// that hides what it says. `https://user:password@host` is neither to be shown as a link nor sent.
pub(super) fn is_safe(href: &str) -> bool {
    let web = after_scheme(href);
    let Some(rest) = web.or_else(|| strip_prefix(href, "mailto:")) else {
        return false;
    };
    !rest.is_empty()
        && !rest.starts_with('/')
        && !href.contains(|c| c == '\\' || is_hidden(c))
        && (web.is_none() || !names_user(rest))
}

/// True if a user, and perhaps a password, stands before the host.
fn names_user(rest: &str) -> bool {
    rest.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#')).any(|byte| byte == b'@')
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn after_scheme(text: &str) -> Option<&str> {
    strip_prefix(text, "https://").or_else(|| strip_prefix(text, "http://"))
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    if head.eq_ignore_ascii_case(prefix) { text.get(prefix.len()..) } else { None }
}

/// The scheme that completes an address that is its own text, and the length of the one that the
/// text begins with: of a web address with or without its scheme, or of a mailbox.
pub(super) fn bare(text: &str, before: Option<char>) -> Option<(&'static str, usize)> {
    if let Some(rest) = after_scheme(text) {
        return web(text, text.len() - rest.len()).map(|length| ("", length));
    }
    // Within another address none begins.
    if before.is_some_and(|c| c.is_ascii_punctuation() && !b"*_~(\"',;[|".contains(&(c as u8))) {
        return None;
    }
    let www = strip_prefix(text, "www.").filter(|rest| is_domain(rest));
    match www.and_then(|_| web(text, 0)) {
        Some(length) => Some(("http://", length)),
        None => mailbox(text).map(|length| ("mailto:", length)),
    }
}

/// The length of a web address, safe or not, without the punctuation of the sentence around it.
fn web(text: &str, scheme: usize) -> Option<usize> {
    let rest = text.get(scheme..)?;
    let length = rest
        .find(|c| {
            is_hidden(c)
                || matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '\\' | '|')
                // Full-width punctuation ends a sentence without a blank.
                || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF65}')
        })
        .unwrap_or(rest.len());
    let mut address = rest.get(..length).unwrap_or_default();
    let mut surplus = address.bytes().fold(0_isize, |sum, byte| match byte {
        b'(' => sum - 1,
        b')' => sum + 1,
        _ => sum,
    });
    while let Some(last) = address.bytes().next_back() {
        let mut end = address.len() - 1;
        match last {
            b')' if surplus > 0 => surplus -= 1,
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' => {}
            // A character by its name belongs to the sentence.
            b';' => {
                let name = address.bytes().rev().skip(1).take_while(u8::is_ascii_alphanumeric).count();
                let start = end - name;
                if name > 0 && address.as_bytes().get(start.wrapping_sub(1)) == Some(&b'&') {
                    end = start - 1;
                }
            }
            _ => break,
        }
        address = address.get(..end).unwrap_or_default();
    }
    (!address.is_empty()).then_some(scheme + address.len())
}

/// The length of a mailbox, `name@host.tld`.
fn mailbox(text: &str) -> Option<usize> {
    let name =
        text.bytes().take(MAX_NAME + 1).take_while(|byte| is_domain_part(byte) || *byte == b'+').count();
    let rest = text.get(name..)?.strip_prefix('@').filter(|_| (1..=MAX_NAME).contains(&name))?;
    let length = rest.bytes().take_while(is_domain_part).count();
    let (host, after) = rest.split_at_checked(length)?;
    let host = host.strip_suffix('.').unwrap_or(host);
    let whole = is_domain(host) && host.as_bytes().contains(&b'.') && !host.ends_with(['-', '_', '.']);
    (whole && !after.starts_with(['@', '+'])).then_some(name + 1 + host.len())
}

fn is_domain_part(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-_".contains(byte)
}

/// True if the text begins with a domain: no underscore in its last two parts.
fn is_domain(text: &str) -> bool {
    let mut parts = 0;
    let length = text.bytes().take_while(is_domain_part).count();
    let domain = text.as_bytes().get(..length).unwrap_or_default();
    for byte in domain.iter().rev() {
        match byte {
            b'.' => parts += 1,
            b'_' if parts < 2 => return false,
            _ => {}
        }
    }
    domain.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// The length of an address in angle brackets at the text's beginning, both
/// brackets included.
pub(super) fn angled(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    after_scheme(rest).or_else(|| strip_prefix(rest, "mailto:"))?;
    let length = rest.find(|c| c == '<' || c == '>' || is_hidden(c))?;
    let address = rest.get(..length)?;
    (rest.as_bytes().get(length) == Some(&b'>') && is_safe(address)).then_some(length + 2)
}

/// The length of an electronic mail address in angle brackets, both included.
pub(super) fn angled_mailbox(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_+@".contains(byte);
    let length = rest.bytes().take_while(plain).count();
    let (name, host) = rest.get(..length)?.split_once('@')?;
    let whole = !name.is_empty() && !host.is_empty() && !host.contains(['@', '+', '_']);
    (whole && rest.as_bytes().get(length) == Some(&b'>')).then_some(length + 2)
}
