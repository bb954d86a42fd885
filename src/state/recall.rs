//! Going back to earlier questions in the composer, and forth again to what was typed.

/// Where the reader is among the questions that were asked.
#[derive(Debug, Clone, Default)]
pub struct Recall {
    /// Which of them stands in the text box, the newest first.
    place: Option<usize>,
    /// What stood there before.
    draft: String,
}

impl Recall {
    /// What the text box holds after an arrow key; none where the key is for moving within the text.
    ///
    /// `asked` are the questions, the newest first, `typed` is what stands in the text box now, and
    /// `at_start` whether the cursor stands before all of it.
    pub fn step(&mut self, asked: &[String], typed: &str, at_start: bool, up: bool) -> Option<String> {
        let shown = self.place.filter(|place| asked.get(*place).is_some_and(|asked| asked == typed));
        let next = match (shown, up) {
            (None, true) if at_start => {
                typed.clone_into(&mut self.draft);
                Some(0)
            }
            (None, _) => {
                self.place = None;
                return None;
            }
            (Some(place), true) => Some((place + 1).min(asked.len().saturating_sub(1))),
            (Some(place), false) => place.checked_sub(1),
        };
        self.place = next.filter(|place| *place < asked.len());
        match self.place {
            Some(place) => asked.get(place).cloned(),
            None if up => None,
            None => Some(std::mem::take(&mut self.draft)),
        }
    }

    /// What the reader had typed: it stays the draft while earlier questions are looked at.
    pub fn draft(&self) -> Option<&str> {
        self.place.map(|_| self.draft.as_str())
    }
}
