//! ARRAY, MAP, STRUCT and VARIANT values as a tree to unfold.
//!
//! Their cells are JSON text. Numbers keep their digits, nothing is dropped, and what is nested deeper
//! than a person looks stays text. Where it is no JSON (some services write dates into it without
//! quotes), there is no tree and the cell is shown as it is.

/// Levels that are unfolded; what lies deeper stays text.
const MAX_DEPTH: usize = 16;

/// A value in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<'a> {
    /// `null`.
    Null,
    /// A number, `true` or `false`, to the letter; or a value that lies too deep.
    Verbatim(&'a str),
    /// A string, without its quotes and escapes. In typed columns numbers are strings too.
    Text(String),
    /// The items of a list.
    List(Vec<Node<'a>>),
    /// Names and values in the order in which they were sent; names may repeat.
    Map(Vec<(String, Node<'a>)>),
}

impl Node<'_> {
    /// The value of a MAP that was sent as a list of `{"key":…,"value":…}`, as a map; all others as
    /// they are.
    #[must_use]
    pub fn into_map(self) -> Self {
        let Self::List(items) = self else { return self };
        let pair = |item: &Node<'_>| match item {
            Node::Map(members) => matches!(
                members.as_slice(),
                [(key, Node::Text(_) | Node::Verbatim(_)), (value, _)] if key == "key" && value == "value"
            ),
            _ => false,
        };
        if !items.iter().all(pair) {
            return Self::List(items);
        }
        let entries = items.into_iter().filter_map(|item| {
            let Node::Map(members) = item else { return None };
            let mut members = members.into_iter().map(|(_, node)| node);
            let key = match members.next()? {
                Node::Text(text) => text,
                Node::Verbatim(text) => text.to_owned(),
                _ => return None,
            };
            Some((key, members.next()?))
        });
        Self::Map(entries.collect())
    }
}

/// Reads JSON text; `None` where it is none.
pub fn parse(text: &str) -> Option<Node<'_>> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.value(0)?;
    reader.blanks();
    (reader.at == text.len()).then_some(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.blanks();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn since(&self, start: usize) -> Option<&'a str> {
        self.text.get(start..self.at)
    }

    fn value(&mut self, depth: usize) -> Option<Node<'a>> {
        self.blanks();
        let start = self.at;
        match self.peek()? {
            b'[' | b'{' if depth == MAX_DEPTH => {
                self.skip()?;
                self.since(start).map(Node::Verbatim)
            }
            b'[' => self.list(depth),
            b'{' => self.map(depth),
            b'"' => self.string().map(Node::Text),
            _ => {
                while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
                    self.at += 1;
                }
                match self.since(start)? {
                    "null" => Some(Node::Null),
                    // What it says is decided by a real parser; its digits stay.
                    word => {
                        serde_json::from_str::<serde::de::IgnoredAny>(word).ok().map(|_| Node::Verbatim(word))
                    }
                }
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Node<'a>> {
        let mut items = Vec::new();
        self.at += 1;
        if self.takes(b']') {
            return Some(Node::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.takes(b',') {
                return self.takes(b']').then_some(Node::List(items));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Node<'a>> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes(b'}') {
            return Some(Node::Map(members));
        }
        loop {
            self.blanks();
            let name = self.string()?;
            if !self.takes(b':') {
                return None;
            }
            members.push((name, self.value(depth + 1)?));
            if !self.takes(b',') {
                return self.takes(b'}').then_some(Node::Map(members));
            }
        }
    }

    /// Moves behind a list or map without looking into it.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.quoted()?;
                    continue;
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Moves behind a string.
    fn quoted(&mut self) -> Option<&'a str> {
        let start = self.at;
        if self.peek()? != b'"' {
            return None;
        }
        loop {
            self.at += 1;
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at += 1;
        self.since(start)
    }

    fn string(&mut self) -> Option<String> {
        serde_json::from_str(self.quoted()?).ok()
    }
}
