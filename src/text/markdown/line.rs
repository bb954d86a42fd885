//! One line, and which block could begin on it. No knowledge of its neighbours.

use super::{MAX_BLOCK_DEPTH, link};

/// A line without its leading blanks, which are counted in columns instead.
///
/// Taking a container's indentation away is then a subtraction, and a tab never
/// has to be split.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) indent: usize,
    pub(super) text: &'a str,
    /// It goes on with a paragraph although its container's prefix is missing, and begins nothing.
    pub(super) lazy: bool,
}

/// From so many columns on a line is code, or goes on with a paragraph.
pub(super) const CODE: usize = 4;

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
    /// Columns from the marker to what the item holds.
    pub(super) width: usize,
    /// The item's first line.
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
        Self { indent, text, lazy: false }
    }

    /// The text, where a block other than a paragraph and code could begin with it.
    pub(super) fn beginning(self) -> Option<&'a str> {
        (self.indent < CODE && !self.lazy).then_some(self.text)
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.is_empty()
    }

    /// Writes the line without so many columns, as code.
    pub(super) fn write(self, columns: usize, out: &mut String) {
        for _ in columns..self.indent {
            out.push(' ');
        }
        out.push_str(self.text);
        out.push('\n');
    }

    pub(super) fn dedent(self, columns: usize) -> Self {
        Self { indent: self.indent.saturating_sub(columns), ..self }
    }

    /// Neither blank nor the beginning of a block that needs no context.
    pub(super) fn is_text(self) -> bool {
        !self.is_blank()
            && !self.is_rule()
            && self.heading().is_none()
            && self.fence().is_none()
            && self.note().is_none()
    }

    pub(super) fn is_rule(self) -> bool {
        let text = self.beginning().unwrap_or_default();
        let Some(&mark @ (b'-' | b'*' | b'_')) = text.as_bytes().first() else {
            return false;
        };
        let mut marks = 0;
        for byte in text.bytes() {
            if byte == mark {
                marks += 1;
            } else if byte != b' ' && byte != b'\t' {
                return false;
            }
        }
        marks >= 3
    }

    /// The level of the heading that the paragraph above becomes by this line.
    pub(super) fn underline(self) -> Option<u8> {
        let text = self.beginning()?.trim_end();
        let mark = text.chars().next()?;
        let level = match mark {
            '=' => 1,
            '-' => 2,
            _ => return None,
        };
        text.trim_start_matches(mark).is_empty().then_some(level)
    }

    pub(super) fn heading(self) -> Option<(u8, &'a str)> {
        let text = self.beginning()?;
        let rest = text.trim_start_matches('#');
        let level = u8::try_from(text.len() - rest.len()).ok()?;
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
        let text = self.beginning()?;
        let &mark @ (b'`' | b'~') = text.as_bytes().first()? else {
            return None;
        };
        let info = text.trim_start_matches(char::from(mark));
        let length = text.len() - info.len();
        // Backticks after the opening make it a code span of one line.
        if length < 3 || (mark == b'`' && info.as_bytes().contains(&b'`')) {
            return None;
        }
        Some(Fence { mark, length, indent: self.indent, info: info.trim() })
    }

    pub(super) fn quote(self) -> Option<Self> {
        let rest = self.beginning()?.strip_prefix('>')?;
        // A blank after the sign belongs to it; of a tab, one column does.
        let blank = usize::from(rest.starts_with([' ', '\t']));
        Some(Self::after(rest, self.indent + 1).dedent(self.indent + 1 + blank))
    }

    pub(super) fn marker(self) -> Option<Marker<'a>> {
        let text = self.beginning()?;
        let bytes = text.as_bytes();
        let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let &kind = bytes.get(digits)?;
        let wanted: &[u8] = if digits == 0 { b"-*+" } else { b".)" };
        let rest = text.get(digits + 1..)?;
        if digits > 9 || !wanted.contains(&kind) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return None;
        }
        let start = text.get(..digits)?.parse().unwrap_or(0);
        let end = self.indent + digits + 1;
        let content = Line::after(rest, end);
        // What stands further away than four columns is code.
        let gap = if content.is_blank() || content.indent > end + CODE { 1 } else { content.indent - end };
        let width = digits + 1 + gap;
        Some(Marker { kind, start, width, content: content.dedent(self.indent + width) })
    }

    /// The label of the footnote that begins here, and its marker: its other lines stand four columns
    /// further in.
    pub(super) fn note(self) -> Option<(&'a str, Marker<'a>)> {
        let text = self.beginning().filter(|text| text.starts_with("[^"))?;
        let label = link::label(text)?;
        let rest = text.get(label.len() + 2..)?.strip_prefix(':')?;
        let content = Line { indent: 0, ..Line::new(rest) };
        Some((label, Marker { kind: b'^', start: 0, width: CODE, content }))
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
        let Some(text) = line.beginning() else { return false };
        let rest = text.trim_start_matches(char::from(self.mark));
        text.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}

impl Marker<'_> {
    pub(super) fn is_ordered(self) -> bool {
        matches!(self.kind, b'.' | b')')
    }

    /// Whether a list that begins two columns further in is meant to be inside: many write it so below
    /// a number.
    pub(super) fn nests(self, inner: Option<Marker<'_>>) -> bool {
        self.is_ordered() && inner.is_some_and(|inner| inner.kind != self.kind)
    }

    /// Whether the item may follow a paragraph without a blank line: a sentence
    /// that happens to be broken before "1999." is no list.
    pub(super) fn interrupts(self) -> bool {
        self.start <= 1 && !self.content.is_blank()
    }
}
