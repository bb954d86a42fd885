//! Numbers as a reader types them: with the groups and the point of their locale.

/// What separates the digits of a locale's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Between groups of digits; blanks of any width and apostrophes always do.
    pub group: char,
    /// Before the digits that are less than one.
    pub point: char,
}

/// A plain locale: `1,234.5`.
pub const PLAIN: Marks = Marks { group: ',', point: '.' };

impl Marks {
    /// The marks in a locale's writing of 1234567.5; [`PLAIN`] where it has other digits than ours.
    pub fn of(shown: &str) -> Self {
        let mut marks = shown.chars().filter(|letter| !letter.is_ascii_digit());
        let first = marks.next().filter(|_| shown.starts_with('1') && shown.ends_with('5'));
        let Some(first) = first else { return PLAIN };
        match marks.next_back() {
            Some(point) => Self { group: first, point },
            // Only one mark: there are no groups.
            None => Self { group: ' ', point: first },
        }
    }

    fn groups(self, letter: char) -> bool {
        letter == self.group || letter.is_whitespace() || matches!(letter, '\'' | '’')
    }

    /// A number with this locale's groups and point in the form in which numbers are sent: `None` where
    /// it is no such number. Groups must stand where they can: of three digits at the end, of two or
    /// three before. While it is being typed (`whole` is false) the last one may be shorter.
    pub fn plain(self, typed: &str, whole: bool) -> Option<String> {
        let typed = typed.trim();
        let rest = typed.strip_prefix(['-', '\u{2212}']);
        let negative = rest.is_some();
        let rest = rest.unwrap_or_else(|| typed.strip_prefix('+').unwrap_or(typed));
        let (digits, fraction) = match rest.split_once(self.point) {
            Some((digits, fraction)) => (digits, Some(fraction)),
            None => (rest, None),
        };
        let whole = whole || fraction.is_some();
        let mut groups = digits.split(|letter| self.groups(letter)).peekable();
        let mut out = String::from(if negative { "-" } else { "" });
        let mut first = true;
        while let Some(group) = groups.next() {
            let last = groups.peek().is_none();
            let fits = match group.len() {
                // One group alone may be of any length, also none: `.5`.
                _ if first && last => true,
                3 => true,
                1 if first => true,
                2 => first || !last || !whole,
                0 | 1 => last && !first && !whole,
                _ => false,
            };
            if !fits || !group.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            out.push_str(group);
            first = false;
        }
        if let Some(fraction) = fraction {
            if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            if !fraction.is_empty() {
                out.push('.');
                out.push_str(fraction);
            }
        }
        out.bytes().any(|byte| byte.is_ascii_digit()).then_some(out)
    }
}
