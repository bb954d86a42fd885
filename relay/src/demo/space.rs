//! The spaces of the demo: what each is called and who answers in it.

use super::semantics::suggest;
use super::showcase;

/// A space of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// Questions in plain words about generated sales.
    FoodSales,
    /// A fixed list of questions, one for each hard case.
    Showcase,
}

impl Space {
    /// All of them; the first is the default.
    pub(crate) const ALL: [Self; 2] = [Self::FoodSales, Self::Showcase];

    /// The space with this id.
    pub(crate) fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|space| space.id() == id)
    }

    /// Its id in paths.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::FoodSales => "01f1c0ffee0012349abc000000000001",
            Self::Showcase => "01f1c0ffee0012349abc000000000002",
        }
    }

    /// The name that pages may use in place of the id.
    pub(crate) const fn alias(self) -> &'static str {
        match self {
            Self::FoodSales => "food-sales",
            Self::Showcase => "showcase",
        }
    }

    /// Its title.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::FoodSales => "Food sales",
            Self::Showcase => "Showcase",
        }
    }

    /// Questions to begin with.
    pub(crate) fn samples(self) -> Vec<String> {
        match self {
            Self::FoodSales => suggest::samples(),
            Self::Showcase => showcase::SAMPLES.map(str::to_owned).to_vec(),
        }
    }

    /// What a reader can ask in it.
    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::FoodSales => "Demo data: orders of a food business over the last three years",
            Self::Showcase => "Demo questions, one for each hard case; ask anything else for the list",
        }
    }
}
