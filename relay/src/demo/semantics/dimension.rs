//! What measures can be split by and filtered on. One row of the table below
//! is all that a new dimension needs, apart from its words in `terms`.

use std::sync::LazyLock;

use super::calendar::Unit;
use super::measure::Measure;
use super::statement::{ColumnType, Source};
use crate::demo::data::catalog::{
    CATEGORIES, CHANNELS, CUSTOMERS, PRODUCTS, REGIONS, SEGMENTS, STORES, SUPPLIERS, TIERS, customer,
};

/// A property of an order line that an answer can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// The product's name.
    Product,
    /// The product's category.
    Category,
    /// Who delivers the product's ingredients.
    Supplier,
    /// Whether the product is vegan.
    Vegan,
    /// The store's name.
    Store,
    /// The store's city.
    City,
    /// The store's region.
    Region,
    /// The way the order was placed.
    Channel,
    /// Whether the order was delivered.
    Delivered,
    /// The customer's name.
    Customer,
    /// The customer's loyalty tier, NULL for none.
    Tier,
    /// What kind of customer it is.
    Segment,
    /// The number of the order.
    Order,
    /// The day of the order.
    Day,
    /// The Monday of the order's week.
    Week,
    /// The first day of the order's month.
    Month,
    /// The quarter, as in `2025-Q1`.
    Quarter,
    /// The calendar year.
    Year,
    /// The name of the weekday, sorted from Monday.
    Weekday,
}

/// Everything that statements and sentences need to know about a dimension.
pub(crate) struct Spec {
    /// Column name in the result.
    pub(crate) column: &'static str,
    /// For sentences: one and many.
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
    /// The table it comes from.
    pub(crate) source: Source,
    /// The expression for SQLite.
    pub(crate) run: &'static str,
    /// The same for Databricks.
    pub(crate) shown: &'static str,
    /// What sorts it, when that is not its own text: for SQLite and for Databricks.
    pub(crate) sort: Option<(&'static str, &'static str)>,
    /// The type that Databricks gives to `shown`.
    pub(crate) kind: ColumnType,
    /// Whether it follows the calendar and is therefore listed in its own order.
    pub(crate) temporal: bool,
}

const fn plain(
    column: &'static str,
    one: &'static str,
    many: &'static str,
    source: Source,
    expression: &'static str,
) -> Spec {
    Spec {
        column,
        one,
        many,
        source,
        run: expression,
        shown: expression,
        sort: None,
        kind: ColumnType::String,
        temporal: false,
    }
}

const fn temporal(
    column: &'static str,
    many: &'static str,
    run: &'static str,
    shown: &'static str,
    kind: ColumnType,
) -> Spec {
    Spec { column, one: column, many, source: Source::Orders, run, shown, sort: None, kind, temporal: true }
}

const PRODUCT: Spec = plain("product", "product", "products", Source::Products, "p.product_name");
const CATEGORY: Spec = plain("category", "category", "categories", Source::Products, "p.category");
const SUPPLIER: Spec = plain("supplier", "supplier", "suppliers", Source::Products, "p.supplier");
const VEGAN: Spec =
    Spec { kind: ColumnType::Boolean, ..plain("is_vegan", "diet", "diets", Source::Products, "p.is_vegan") };
const STORE: Spec = plain("store", "store", "stores", Source::Stores, "s.store_name");
const CITY: Spec = plain("city", "city", "cities", Source::Stores, "s.city");
const REGION: Spec = plain("region", "region", "regions", Source::Stores, "s.region");
const CHANNEL: Spec = plain("channel", "channel", "channels", Source::Orders, "o.channel");
const DELIVERED: Spec = Spec {
    kind: ColumnType::Boolean,
    ..plain("is_delivered", "delivery", "ways of delivery", Source::Orders, "o.is_delivered")
};
const CUSTOMER: Spec = plain("customer", "customer", "customers", Source::Customers, "c.customer_name");
const TIER: Spec =
    plain("loyalty_tier", "loyalty tier", "loyalty tiers", Source::Customers, "c.loyalty_tier");
const SEGMENT: Spec =
    plain("segment", "customer segment", "customer segments", Source::Customers, "c.segment");
const ORDER: Spec = Spec {
    kind: ColumnType::Long,
    ..plain("order_id", "order number", "order numbers", Source::Lines, "ol.order_id")
};
const DAY: Spec = temporal("day", "days", "o.order_date", "o.order_date", ColumnType::Date);
const WEEK: Spec = temporal(
    "week",
    "weeks",
    "date(o.order_date, '-6 days', 'weekday 1')",
    "CAST(DATE_TRUNC('WEEK', o.order_date) AS DATE)",
    ColumnType::Date,
);
const MONTH: Spec = temporal(
    "month",
    "months",
    "date(o.order_date, 'start of month')",
    "CAST(DATE_TRUNC('MONTH', o.order_date) AS DATE)",
    ColumnType::Date,
);
const QUARTER: Spec = temporal(
    "quarter",
    "quarters",
    "strftime('%Y', o.order_date) || '-Q' || ((CAST(strftime('%m', o.order_date) AS INTEGER) + 2) / 3)",
    "CONCAT(YEAR(o.order_date), '-Q', QUARTER(o.order_date))",
    ColumnType::String,
);
const YEAR: Spec = temporal(
    "year",
    "years",
    "CAST(strftime('%Y', o.order_date) AS INTEGER)",
    "YEAR(o.order_date)",
    ColumnType::Int,
);
const WEEKDAY: Spec = Spec {
    sort: Some(("(CAST(strftime('%w', o.order_date) AS INTEGER) + 6) % 7", "WEEKDAY(o.order_date)")),
    ..temporal(
        "weekday",
        "weekdays",
        "CASE strftime('%w', o.order_date) WHEN '1' THEN 'Monday' WHEN '2' THEN 'Tuesday' \
         WHEN '3' THEN 'Wednesday' WHEN '4' THEN 'Thursday' WHEN '5' THEN 'Friday' \
         WHEN '6' THEN 'Saturday' ELSE 'Sunday' END",
        "DATE_FORMAT(o.order_date, 'EEEE')",
        ColumnType::String,
    )
};

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| (0..CUSTOMERS).map(customer).collect());

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Dimension {
    /// Every dimension, in the order in which they are offered.
    pub const ALL: [Self; 19] = [
        Self::Product,
        Self::Category,
        Self::Supplier,
        Self::Vegan,
        Self::Store,
        Self::City,
        Self::Region,
        Self::Channel,
        Self::Delivered,
        Self::Customer,
        Self::Tier,
        Self::Segment,
        Self::Order,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Weekday,
    ];

    pub(crate) const fn spec(self) -> &'static Spec {
        match self {
            Self::Product => &PRODUCT,
            Self::Category => &CATEGORY,
            Self::Supplier => &SUPPLIER,
            Self::Vegan => &VEGAN,
            Self::Store => &STORE,
            Self::City => &CITY,
            Self::Region => &REGION,
            Self::Channel => &CHANNEL,
            Self::Delivered => &DELIVERED,
            Self::Customer => &CUSTOMER,
            Self::Tier => &TIER,
            Self::Segment => &SEGMENT,
            Self::Order => &ORDER,
            Self::Day => &DAY,
            Self::Week => &WEEK,
            Self::Month => &MONTH,
            Self::Quarter => &QUARTER,
            Self::Year => &YEAR,
            Self::Weekday => &WEEKDAY,
        }
    }

    /// The unit of the line of time that it lists; `None` for what comes round again.
    #[must_use]
    pub const fn unit(self) -> Option<Unit> {
        match self {
            Self::Day => Some(Unit::Day),
            Self::Week => Some(Unit::Week),
            Self::Month => Some(Unit::Month),
            Self::Quarter => Some(Unit::Quarter),
            Self::Year => Some(Unit::Year),
            _ => None,
        }
    }

    /// The measure that counts its values, if there is one.
    pub(crate) const fn count(self) -> Option<Measure> {
        match self {
            Self::Product => Some(Measure::Products),
            Self::Store => Some(Measure::Stores),
            Self::Customer => Some(Measure::Customers),
            _ => None,
        }
    }

    /// The values that a question can name, spelled as the data holds them.
    #[must_use]
    pub fn members(self) -> Vec<&'static str> {
        match self {
            Self::Product => PRODUCTS.iter().map(|product| product.name).collect(),
            Self::Category => CATEGORIES.iter().map(|(name, _)| *name).collect(),
            Self::Store => STORES.iter().map(|store| store.name).collect(),
            Self::City => {
                let mut cities: Vec<_> = STORES.iter().map(|store| store.city).collect();
                cities.dedup();
                cities
            }
            Self::Region => REGIONS.to_vec(),
            Self::Supplier => SUPPLIERS.to_vec(),
            Self::Segment => {
                let mut segments = SEGMENTS.to_vec();
                segments.dedup();
                segments
            }
            Self::Channel => CHANNELS.to_vec(),
            Self::Customer => NAMES.iter().map(String::as_str).collect(),
            Self::Tier => TIERS.to_vec(),
            Self::Weekday => WEEKDAYS.to_vec(),
            _ => Vec::new(),
        }
    }
}
