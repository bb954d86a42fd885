//! What the foot says of long work and of what has become of it.

use web_sys::Element;

use super::Grid;
use super::draw::{focus, into_view};
use super::menu::flag;
use super::rows::unset;
use crate::i18n::grid::{GridKey, fill, text};
use crate::platform::dom::Draw;

impl Grid {
    /// Shows how far long work is, and how to end it.
    pub(super) fn busy(&self, words: &str) {
        if self.parts.job.text_content().as_deref() != Some(words) {
            self.parts.job.set_text_content(Some(words));
            unset(&self.parts.cancel, "hidden");
        }
    }

    /// Shows and says what has become of an act.
    pub(super) fn tell(&self, words: &str) {
        self.parts.job.set_text_content(Some(words));
        self.show_button(&self.parts.cancel, false);
        self.say(words);
    }

    /// Takes back what was told of an act, unless it is still under way.
    pub(super) fn hush(&self) {
        if self.parts.cancel.has_attribute("hidden") {
            self.parts.job.set_text_content(None);
        }
    }

    /// Shows and says that a file of the rows that are shown is saved, and what is to be known of it.
    pub(super) fn tell_saved(&self, warning: Option<&str>) {
        let (shown, total) = (self.state.borrow().arrange.rows().len() as u64, self.table().total());
        let mut saved = text(GridKey::Saved).to_owned();
        if shown < total {
            let [shown, total] = [shown, total].map(|count| self.format.count(count));
            saved = [&saved, ". ", &*fill(GridKey::SavedPart, &[&shown, &total])].concat();
        } else if let Some(more) = self.beyond() {
            saved = [&saved, ". ", more].concat();
        }
        self.tell_with(&saved, warning);
    }

    /// Shows and says what has become of an act, with a warning that is seen.
    pub(super) fn tell_with(&self, words: &str, warning: Option<&str>) {
        let Some(warning) = warning else {
            self.tell(words);
            return;
        };
        self.tell(&[words, ". ", warning].concat());
        let warning = Draw::new("strong").class("warn").text(warning);
        Draw::onto(self.parts.job.clone()).text(words).child(warning).done();
        into_view(&self.parts.job);
    }

    /// What is to be known of all rows that are here, where the result has more of them.
    pub(super) fn beyond(&self) -> Option<&'static str> {
        let table = self.table();
        (table.is_partial() || table.truncated()).then_some(text(GridKey::MoreThanThese))
    }

    /// True, and said, while all rows are being fetched: that must not end because something else begins.
    pub(super) fn is_fetching(&self) -> bool {
        let fetching = self.fetching.borrow().is_some();
        if fetching {
            self.say(&self.parts.job.text_content().unwrap_or_default());
        }
        fetching
    }

    /// Shows a button or hides it. Where it had the focus, that goes to what can end the work that has begun,
    /// else to the rows.
    pub(super) fn show_button(&self, button: &Element, shown: bool) {
        let focused = !shown && button.matches(":focus").unwrap_or(false);
        flag(button, "hidden", !shown);
        if focused {
            let cancel = Some(self.parts.cancel.clone()).filter(|cancel| !cancel.has_attribute("hidden"));
            focus(&cancel.or(self.active()).unwrap_or_else(|| self.parts.table.clone().into()));
        }
    }
}
