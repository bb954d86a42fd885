//! One line, and which block could begin on it. No knowledge of its neighbours.

use super::MAX_BLOCK_DEPTH;

/// A line without its leading blanks, which are counted in columns instead.
///
/// Taking a container's indentation away is then a subtraction, and a tab never
/// has to be split.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) indent: usize,
    pub(super) text: &'a str,
}

/// The line that opens fenced code.
#[derive(Clone, Copy)]
pub(super) struct Fence<'a> {
    mark: u8,
    length: usize,
    pub(super) indent: usize,
    pub(super) info: &'a str,
}

/// The marker that opens a list's item.
#[derive(Clone, Copy)]
pub(super) struct Marker<'a> {
    /// The bullet, or what follows the number: items of one list share it.
    pub(super) kind: u8,
    pub(super) start: u32,
    /// The item's first line, indented as if two columns had been taken away.
    pub(super) content: Line<'a>,
}

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        Self::after(raw, 0)
    }

    /// A line of which `column` columns are already read.
    fn after(raw: &'a str, column: usize) -> Self {
        let text = raw.trim_start_matches([' ', '\t']);
        let blanks = raw.len() - text.len();
        let indent = raw
            .bytes()
            .take(blanks)
            .fold(column, |at, byte| if byte == b'\t' { at + 4 - at % 4 } else { at + 1 });
        Self { indent, text }
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn dedent(self, columns: usize) -> Self {
        Self { indent: self.indent.saturating_sub(columns), text: self.text }
    }

    /// Neither blank nor the beginning of a block that needs no context.
    pub(super) fn is_text(self) -> bool {
        !self.is_blank() && !self.is_rule() && self.heading().is_none() && self.fence().is_none()
    }

    pub(super) fn is_rule(self) -> bool {
        let Some(&mark @ (b'-' | b'*' | b'_')) = self.text.as_bytes().first() else {
            return false;
        };
        let mut marks = 0;
        for byte in self.text.bytes() {
            if byte == mark {
                marks += 1;
            } else if byte != b' ' && byte != b'\t' {
                return false;
            }
        }
        marks >= 3
    }

    pub(super) fn heading(self) -> Option<(u8, &'a str)> {
        let rest = self.text.trim_start_matches('#');
        let level = u8::try_from(self.text.len() - rest.len()).ok()?;
        if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return None;
        }
        let rest = rest.trim();
        let open = rest.trim_end_matches('#');
        // Closing marks stand apart: the sharp of "C#" belongs to the text.
        let content = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim() } else { rest };
        Some((level, content))
    }

    pub(super) fn fence(self) -> Option<Fence<'a>> {
        let &mark @ (b'`' | b'~') = self.text.as_bytes().first()? else {
            return None;
        };
        let info = self.text.trim_start_matches(char::from(mark));
        let length = self.text.len() - info.len();
        // Backticks after the opening make it a code span of one line.
        if length < 3 || (mark == b'`' && info.contains('`')) {
            return None;
        }
        Some(Fence { mark, length, indent: self.indent, info: info.trim() })
    }

    pub(super) fn quote(self) -> Option<Self> {
        let rest = self.text.strip_prefix('>')?;
        Some(Self::new(rest.strip_prefix(' ').unwrap_or(rest)))
    }

    pub(super) fn marker(self) -> Option<Marker<'a>> {
        let bytes = self.text.as_bytes();
        let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let &kind = bytes.get(digits)?;
        let wanted: &[u8] = if digits == 0 { b"-*+" } else { b".)" };
        let rest = self.text.get(digits + 1..)?;
        if digits > 9 || !wanted.contains(&kind) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return None;
        }
        let start = self.text.get(..digits)?.parse().unwrap_or(0);
        let content = Line::after(rest, digits + 1).dedent(2);
        Some(Marker { kind, start, content })
    }

    /// What is left of the line behind all markers of lists and quotes.
    pub(super) fn leaf(self) -> Self {
        let mut line = self;
        for _ in 0..MAX_BLOCK_DEPTH {
            if line.is_rule() {
                break;
            }
            let Some(inner) = line.quote().or_else(|| line.marker().map(|marker| marker.content)) else {
                break;
            };
            line = inner;
        }
        line
    }
}

impl Fence<'_> {
    pub(super) fn is_closed_by(self, line: Line<'_>) -> bool {
        let rest = line.text.trim_start_matches(char::from(self.mark));
        line.text.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}

impl Marker<'_> {
    pub(super) fn is_ordered(self) -> bool {
        matches!(self.kind, b'.' | b')')
    }

    /// Whether the item may follow a paragraph without a blank line: a sentence
    /// that happens to be broken before "1999." is no list.
    pub(super) fn interrupts(self) -> bool {
        self.start <= 1 && !self.content.is_blank()
    }
}
