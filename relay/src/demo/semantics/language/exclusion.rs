//! Words that leave values out, and whether they may mean more than lines of orders.

use crate::demo::semantics::dimension::Dimension;
use crate::demo::semantics::intent::{Filter, Intent};
use crate::demo::semantics::measure::Measure;

/// A word that leaves out the values behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exclusion {
    pub(super) word: String,
    /// Whether it denies something of what is listed, as in "stores that sold no pizza".
    pub(super) denies: bool,
    /// What is left out, once it is known.
    pub(super) filter: Option<Filter>,
}

impl Exclusion {
    /// Whether all customers or orders that have to do with the values may be
    /// meant: "customers without salads" may be those who never had one.
    pub(super) fn may_mean_more(&self, intent: &Intent) -> bool {
        let Some(left_out) = self.filter.as_ref().map(|filter| filter.dimension) else { return false };
        let counted = intent.measures.iter().filter_map(|measure| match measure {
            Measure::Customers => Some(Dimension::Customer),
            Measure::Orders => Some(Dimension::Order),
            _ => None,
        });
        let listed = intent.dimensions.iter().copied();
        let whole = |subject: Dimension| matches!(subject, Dimension::Customer | Dimension::Order);
        let mut subjects = counted.chain(listed.filter(|subject| self.denies || whole(*subject)));
        !intent.dimensions.contains(&left_out) && subjects.any(|subject| !belongs(left_out, subject))
    }
}

/// Whether each `subject` has one value of `dimension` only.
const fn belongs(dimension: Dimension, subject: Dimension) -> bool {
    use Dimension::{
        Category, City, Customer, Order, Product, Region, Segment, Store, Supplier, Tier, Vegan,
    };
    match subject {
        Product => matches!(dimension, Category | Supplier | Vegan),
        Store => matches!(dimension, City | Region),
        City => matches!(dimension, Region),
        Customer => matches!(dimension, Tier | Segment),
        Order => !matches!(dimension, Product | Category | Supplier | Vegan),
        subject => subject.spec().temporal,
    }
}
