//! Which runs of `*`, `_` and `~~` mark their text, in linear time: CommonMark's rules, and what these
//! refuse although it is meant: `약 **15%**증가`, `**注意：**数据`, `**Note:**text`.

/// A run of one delimiter, and what became of it.
pub(super) struct Run {
    pub(super) mark: char,
    /// Delimiters not used by any pair: literal text, after the closers and
    /// before the openers.
    pub(super) left: usize,
    length: usize,
    can_open: bool,
    can_close: bool,
    /// How many pairs this run closes.
    pub(super) closes: usize,
    /// For each pair that it opens, innermost first, whether that is strong.
    pub(super) opens: Vec<bool>,
}

impl Run {
    /// A run between two characters; the ends of the text count as blanks.
    pub(super) fn new(mark: char, length: usize, before: Option<char>, after: Option<char>) -> Self {
        // Within a word an underscore is part of a name.
        let inner = mark == '_';
        let ends_label =
            !inner && length == 2 && matches!(before, Some(':' | ';' | '.' | ',' | '!' | '?' | '%'));
        let (before, after) = (Side::of(before, inner), Side::of(after, inner));
        let opens = after != Side::Blank && (after != Side::Mark || before != Side::Word);
        let closes = before != Side::Blank && (before != Side::Mark || after != Side::Word || ends_label);
        // One tilde is "about", three are a fence.
        let whole = mark != '~' || length == 2;
        let (opens, closes) = (opens && whole, closes && whole);
        Self {
            mark,
            left: length,
            length,
            can_open: opens && (!inner || !closes || before == Side::Mark),
            can_close: closes && (!inner || !opens || after == Side::Mark),
            closes: 0,
            opens: Vec::new(),
        }
    }

    /// The rule of three, which keeps `*a**b*` one emphasis.
    fn pairs_with(&self, closer: &Self) -> bool {
        self.mark == closer.mark
            && (!(self.can_close || closer.can_open)
                || !(self.length + closer.length).is_multiple_of(3)
                || (self.length.is_multiple_of(3) && closer.length.is_multiple_of(3)))
    }

    /// The kind of closer: what decides with which openers it pairs.
    fn class(&self) -> usize {
        self.length % 3
            + 3 * usize::from(self.can_open)
            + 6 * usize::from(self.mark == '_')
            + 12 * usize::from(self.mark == '~')
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Blank,
    Mark,
    Word,
    /// Neither keeps a run beside it from opening or closing.
    Free,
}

impl Side {
    /// Scripts without blanks between words, their punctuation, and signs are free, because a run between
    /// them has no other hint of its direction than its partner. An underscore takes no part in that.
    fn of(neighbour: Option<char>, inner: bool) -> Self {
        match neighbour {
            None => Self::Blank,
            Some(c) if c.is_whitespace() => Self::Blank,
            Some('\u{2010}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}') => Self::Mark,
            Some(c) if c < '\u{300}' && !c.is_alphanumeric() => Self::Mark,
            Some(c) if inner && c >= '\u{2190}' && !c.is_alphanumeric() => Self::Mark,
            Some(
                '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{2190}'..,
            ) if !inner => Self::Free,
            Some(_) => Self::Word,
        }
    }
}

/// Pairs the runs with the given ascending indices.
///
/// `floors` remembers, for each class of closer, below which run none matches:
/// no run is searched twice for the same class.
pub(super) fn pair(runs: &mut [Run], live: &[usize]) {
    let mut openers: Vec<usize> = Vec::new();
    let mut floors = [0; 24];
    for &at in live {
        let Some((earlier, rest)) = runs.split_at_mut_checked(at) else {
            return;
        };
        let Some(run) = rest.first_mut() else {
            return;
        };
        while run.can_close && run.left > 0 {
            let class = run.class();
            let floor = floors.get(class).copied().unwrap_or_default();
            let found = openers.iter().rposition(|&index| {
                index < floor || earlier.get(index).is_some_and(|opener| opener.pairs_with(run))
            });
            let opener = found
                .and_then(|place| openers.get(place).map(|&index| (place, index)))
                .filter(|&(_, index)| index >= floor)
                .and_then(|(place, index)| earlier.get_mut(index).map(|opener| (place, opener)));
            let Some((place, opener)) = opener else {
                if let Some(floor) = floors.get_mut(class) {
                    *floor = at;
                }
                break;
            };
            let strong = run.left >= 2 && opener.left >= 2;
            let used = if strong { 2 } else { 1 };
            opener.left -= used;
            opener.opens.push(strong);
            run.left -= used;
            run.closes += 1;
            // What lies between can no longer pair across this emphasis.
            openers.truncate(if opener.left > 0 { place + 1 } else { place });
        }
        if run.can_open && run.left > 0 {
            openers.push(at);
        }
    }
}
