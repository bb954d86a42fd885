//! Running text to a flat list of nodes, read once from left to right.
//!
//! The tree is built from the list afterwards, when it is known which brackets
//! and which runs of delimiters have a partner.

use super::emphasis::{Run, pair};
use super::entity::entity;
use super::reference::References;
use super::ticks::ticks;
use super::{Inline, address, breaks, formula, link, tree};

/// A piece of running text, in the order of the source.
pub(super) enum Node<'a> {
    Text(&'a str),
    /// A character that was written as something else.
    Char(char),
    Code(&'a str),
    Break,
    /// A run of delimiters, by index.
    Run(usize),
    /// The beginning of a link, with its destination if that is safe.
    Open(Option<String>),
    /// The end of the innermost link.
    Close,
}

/// Parses the text of one paragraph, heading or cell.
pub(super) fn inlines(source: &str, known: &mut References) -> Vec<Inline> {
    if known.collecting {
        return Vec::new();
    }
    let mut scanner = Scanner {
        source,
        known,
        at: 0,
        start: 0,
        nodes: Vec::new(),
        runs: Vec::new(),
        live: Vec::new(),
        brackets: Vec::new(),
        inactive: 0,
        ticks: ticks(source),
    };
    while let Some(&byte) = source.as_bytes().get(scanner.at) {
        scanner.step(byte);
    }
    scanner.flush();
    pair(&mut scanner.runs, &scanner.live);
    tree::build(scanner.nodes, &scanner.runs)
}

/// An opening bracket that may begin a link.
struct Bracket {
    node: usize,
    /// Where it stands.
    at: usize,
    image: bool,
    /// How many runs were live before it.
    live: usize,
}

struct Scanner<'a> {
    source: &'a str,
    known: &'a mut References,
    at: usize,
    /// Where the text begins that is not in `nodes` yet.
    start: usize,
    nodes: Vec<Node<'a>>,
    runs: Vec<Run>,
    /// The runs that are still to be paired, by index.
    live: Vec<usize>,
    brackets: Vec<Bracket>,
    /// So many of the brackets enclose a link and can be none themselves.
    inactive: usize,
    /// Where runs of backticks begin, by their length; the nearest comes last.
    ticks: Vec<Vec<usize>>,
}

impl<'a> Scanner<'a> {
    fn step(&mut self, byte: u8) {
        match byte {
            b'\\' => self.escape(),
            b'$' if self.formula() => {}
            b'`' => self.code(),
            b'*' | b'_' | b'~' => self.run(byte),
            b'[' if self.rest(1).starts_with('^') => self.note(),
            b'[' => self.open(1),
            b'!' if self.rest(1).starts_with('[') && !self.rest(2).starts_with('^') => self.open(2),
            b']' => self.close(),
            b'\n' => self.line_end(),
            b'<' => self.angle(),
            b'&' => match entity(self.rest(0)) {
                Some((char, length)) => self.emit(Node::Char(char), length),
                None => self.at += 1,
            },
            _ if byte.is_ascii_alphanumeric() => {
                let before = self.before();
                let begins = !before.is_some_and(char::is_alphanumeric);
                match begins.then(|| address::bare(self.rest(0), before)).flatten() {
                    Some((scheme, length)) => self.address(scheme, 0, length),
                    None => self.at += 1,
                }
            }
            _ => self.at += 1,
        }
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.source.get(from..to).unwrap_or_default()
    }

    fn rest(&self, skip: usize) -> &'a str {
        self.source.get(self.at + skip..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.slice(0, self.at).chars().next_back()
    }

    fn flush(&mut self) {
        let text = self.slice(self.start, self.at);
        if !text.is_empty() {
            self.nodes.push(Node::Text(text));
        }
        self.start = self.at;
    }

    fn emit(&mut self, node: Node<'a>, length: usize) {
        self.flush();
        self.nodes.push(node);
        self.at += length;
        self.start = self.at;
    }

    /// An address that is its own text, with so many brackets on each side.
    fn address(&mut self, scheme: &str, brackets: usize, length: usize) {
        let text = self.slice(self.at + brackets, self.at + length - brackets);
        let href = [scheme, text].concat();
        self.emit(Node::Open(address::is_safe(&href).then_some(href)), 0);
        self.nodes.push(Node::Text(text));
        self.emit(Node::Close, length);
    }

    /// An address in angle brackets, or a line break as HTML writes it, the only tag that means anything.
    fn angle(&mut self) {
        if let Some(length) = address::angled(self.rest(0)) {
            self.address("", 1, length);
        } else if let Some(length) = address::angled_mailbox(self.rest(0)) {
            self.address("mailto:", 1, length);
        } else if let Some(length) = breaks::tag(self.rest(0)) {
            self.emit(Node::Break, length);
        } else {
            self.at += 1;
        }
    }

    fn escape(&mut self) {
        match self.source.as_bytes().get(self.at + 1) {
            Some(b'\n') => self.emit(Node::Break, 2),
            Some(b'(' | b'[') if self.formula() => {}
            Some(next) if next.is_ascii_punctuation() => {
                self.flush();
                self.start += 1;
                self.at += 2;
            }
            _ => self.at += 1,
        }
    }

    /// A formula is set as code: `f\(x\)` is a word with brackets.
    fn formula(&mut self) -> bool {
        let apart = !self.before().is_some_and(|c| c.is_ascii_alphanumeric());
        let length = formula::formula(self.rest(0)).filter(|_| apart);
        if let Some(length) = length {
            self.emit(Node::Code(self.slice(self.at, self.at + length)), length);
        }
        length.is_some()
    }

    /// `[^label]` becomes the footnote's number, raised.
    fn note(&mut self) {
        let label = link::label(self.rest(0));
        let Some((label, number)) = label.and_then(|label| Some((label, self.known.number(label)?))) else {
            return self.open(1);
        };
        // Two beside each other are not one of two digits.
        if matches!(self.nodes.last(), Some(Node::Char(_))) && self.start == self.at {
            self.emit(Node::Char('\u{2009}'), 0);
        }
        self.flush();
        for digit in number.to_string().bytes() {
            self.nodes.extend("⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::from(digit & 15)).map(Node::Char));
        }
        self.at += label.len() + 2;
        self.start = self.at;
    }

    fn code(&mut self) {
        let length = self.run_length('`');
        let start = self.at + length;
        let closer = self.ticks.get_mut(length).and_then(|places| {
            // Reading never goes back: what it has passed is of no more use.
            while places.pop_if(|place| *place < start).is_some() {}
            places.last().copied()
        });
        match closer {
            Some(end) => self.emit(Node::Code(self.slice(start, end)), end + length - self.at),
            None => self.at = start,
        }
    }

    fn run_length(&self, mark: char) -> usize {
        let rest = self.rest(0);
        rest.len() - rest.trim_start_matches(mark).len()
    }

    fn run(&mut self, byte: u8) {
        let mark = char::from(byte);
        let length = self.run_length(mark);
        self.live.push(self.runs.len());
        let run = Run::new(mark, length, self.before(), self.rest(length).chars().next());
        self.emit(Node::Run(self.runs.len()), length);
        self.runs.push(run);
    }

    fn open(&mut self, length: usize) {
        let text = self.slice(self.at, self.at + length);
        self.emit(Node::Text(text), length);
        let node = self.nodes.len() - 1;
        self.brackets.push(Bracket { node, at: self.at - 1, image: length == 2, live: self.live.len() });
    }

    fn close(&mut self) {
        let bracket = self.brackets.pop();
        let outer = self.brackets.len();
        let active = outer >= self.inactive;
        self.inactive = self.inactive.min(outer);
        if let Some(bracket) = bracket
            && (active || bracket.image)
            && let Some((href, length)) = link::target(self.rest(1)).or_else(|| self.reference(bracket.at))
            && let Some(node) = self.nodes.get_mut(bracket.node)
        {
            *node = Node::Open(address::is_safe(&href).then_some(href));
            // Emphasis does not reach across a link's ends.
            let inner = self.live.split_off(bracket.live.min(self.live.len()));
            pair(&mut self.runs, &inner);
            if !bracket.image {
                self.inactive = outer;
            }
            self.emit(Node::Close, length + 1);
        } else {
            self.at += 1;
        }
    }

    /// Where a link leads that names its destination, by the label that follows or by its own text.
    fn reference(&self, open: usize) -> Option<(String, usize)> {
        if self.known.is_empty() {
            return None;
        }
        let rest = self.rest(1);
        let (label, length) = match link::label(rest) {
            Some(label) => (label, label.len() + 2),
            None => {
                let own = link::label(self.slice(open, self.at + 1))?;
                (own, if rest.starts_with("[]") { 2 } else { 0 })
            }
        };
        self.known.href(label).map(|href| (href.to_owned(), length))
    }

    fn line_end(&mut self) {
        let text = self.slice(self.start, self.at);
        let kept = text.trim_end_matches(' ');
        let end = self.at;
        self.at = self.start + kept.len();
        self.flush();
        self.at = end;
        self.start = end;
        if text.len() - kept.len() >= 2 || breaks::is_meant(self.source, end) {
            self.emit(Node::Break, 1);
        } else {
            self.at += 1;
        }
    }
}
