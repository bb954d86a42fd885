//! Writes the notation of `outline` from what other parsers say, piece by piece.

#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
    /// Whether a tight item's text is being read, which has no paragraph there.
    implied: bool,
    /// Open elements that hold running text.
    pub(super) leaf: usize,
    /// What ends the open links.
    hrefs: Vec<String>,
}

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        if self.leaf == 0 && !self.implied {
            self.start("p[", 0);
            self.implied = true;
        }
        self.out.push_str(text);
    }

    pub(super) fn start(&mut self, text: &str, leaf: usize) {
        self.end_implied();
        self.leaf += leaf;
        if !self.out.is_empty() && !self.out.ends_with('[') {
            self.out.push(' ');
        }
        self.out.push_str(text);
    }

    pub(super) fn end_implied(&mut self) {
        if std::mem::take(&mut self.implied) {
            let kept = self.out.trim_end_matches('\n').len();
            self.out.truncate(kept);
            self.out.push(']');
        }
    }

    /// True between blocks, where text would begin a paragraph.
    pub(super) fn is_between(&self) -> bool {
        self.leaf == 0 && !self.implied
    }

    /// A link that leads where ours may lead is one, another is its text.
    pub(super) fn open_link(&mut self, href: &str) {
        let safe = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| href.to_ascii_lowercase().starts_with(scheme));
        self.hrefs.push(if safe { ")".into() } else { String::new() });
        self.text(&if safe { format!("a:{href}(") } else { String::new() });
    }

    pub(super) fn close_link(&mut self) {
        self.out.push_str(&self.hrefs.pop().unwrap_or_default());
    }

    /// The end of code, whose last line end is not part of ours.
    pub(super) fn end_code(&mut self) {
        if self.out.ends_with('\n') {
            self.out.pop();
        }
        self.leaf = self.leaf.saturating_sub(1);
        self.out.push(']');
    }
}
