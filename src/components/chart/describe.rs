//! A chart in words: its title, its kind, and what it says.

use super::{Chart, State};
use crate::chart::choose::{Choice, Kind};
use crate::chart::facts::facts;
use crate::i18n::chart::{ChartKey, fill, text};

/// Series that are told of one by one.
const TOLD: usize = 4;

pub(super) fn kind_name(kind: Kind) -> &'static str {
    text(match kind {
        Kind::Number => ChartKey::Number,
        Kind::Bar => ChartKey::Bar,
        Kind::Grouped => ChartKey::Grouped,
        Kind::Stacked => ChartKey::Stacked,
        Kind::Line => ChartKey::Line,
        Kind::Area => ChartKey::Area,
        Kind::Scatter => ChartKey::Scatter,
        Kind::Donut => ChartKey::Donut,
    })
}

impl Chart {
    fn name(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.fields.get(at)).map_or("", |field| &field.title)
    }

    /// A name within a sentence: small, unless it has capitals of its own.
    fn small(&self, at: Option<usize>) -> String {
        let mut name = self.name(at).to_owned();
        if !name.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
            && let Some(first) = name.get_mut(..1)
        {
            first.make_ascii_lowercase();
        }
        name
    }

    /// What is drawn, by the names of its columns.
    pub(super) fn title(&self, choice: &Choice) -> String {
        // What stands across is not said twice.
        let mut ys = choice.ys.iter().filter(|at| choice.kind != Kind::Scatter || Some(**at) != choice.x);
        let first = ys.next().map_or("", |at| self.name(Some(*at))).to_owned();
        let measures: Vec<String> = [first].into_iter().chain(ys.map(|at| self.small(Some(*at)))).collect();
        let measures = measures.join(", ");
        let (x, series) = (self.small(choice.x), self.small(choice.series));
        match (choice.kind, choice.series) {
            (Kind::Scatter, _) => fill(ChartKey::TitleOfCloud, &[&measures, &x]),
            (_, Some(_)) => fill(ChartKey::TitleOfTwo, &[&measures, &x, &series]),
            _ => fill(ChartKey::Title, &[&measures, &x]),
        }
    }

    /// Writes all that is told of the chart.
    pub(super) fn describe(&self, state: &State) {
        let title = self.title(&state.choice);
        self.parts.title.set_text_content(Some(&title));
        let name = fill(ChartKey::Name, &[kind_name(state.choice.kind), &title]);
        let label = [&name, ". ", text(ChartKey::Keys)].concat();
        super::draw::set(&self.parts.plot, "aria-label", &label);
        self.parts.summary.set_text_content(Some(&self.summary(state)));
        let mut notes = Vec::new();
        if state.choice.log {
            notes.push([text(ChartKey::Log), "."].concat());
        }
        if state.data.left_out > 0 {
            notes.push(fill(ChartKey::LeftOut, &[&state.data.left_out.to_string()]));
        }
        for (key, count) in [(ChartKey::Missing, state.data.missing), (ChartKey::Totals, self.totals)] {
            if count > 0 {
                notes.push(fill(key, &[&count.to_string()]));
            }
        }
        if state.data.merged {
            notes.push(text(ChartKey::Merged).to_owned());
        }
        if self.table.is_partial() || self.table.truncated() {
            notes.push(fill(ChartKey::Partial, &[&self.table.rows().to_string()]));
        }
        let note = notes.join(" ");
        super::draw::show(&self.parts.note, !note.is_empty());
        self.parts.note.set_text_content(Some(&note));
    }

    fn summary(&self, state: &State) -> String {
        let mut sentences = Vec::new();
        for fact in facts(&state.data, &self.table, &self.fields, TOLD, &self.locale) {
            let ordered = !fact.first.place.is_empty();
            if ordered {
                let values =
                    [&fact.name, &fact.first.value, &fact.first.place, &fact.last.value, &fact.last.place];
                sentences.push(fill(ChartKey::FromTo, &values.map(String::as_str)));
                let values =
                    [&fact.least.value, &fact.least.place, &fact.greatest.value, &fact.greatest.place];
                sentences.push(fill(ChartKey::Extremes, &values.map(String::as_str)));
            }
        }
        let more = state.data.series.len().saturating_sub(TOLD);
        if more > 0 {
            sentences.push(fill(ChartKey::MoreSeries, &[&more.to_string()]));
        }
        sentences.push(text(ChartKey::Table).to_owned());
        sentences.join(" ")
    }
}
