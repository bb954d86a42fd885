//! What can be counted or summed. Money is summed as whole cents in SQLite
//! and as DECIMAL in the Databricks text; both give the same digits.

use super::statement::{ColumnType, Source};

/// A number that an answer can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The sum of the line amounts.
    TotalSales,
    /// The number of different orders.
    Orders,
    /// The number of units sold.
    Quantity,
    /// Sales per order, rounded half up to cents.
    AverageOrderValue,
    /// The number of different customers who ordered.
    Customers,
    /// The sum of the discounts given, NULL where there was none.
    TotalDiscount,
    /// Sales less the cost of what was sold.
    Profit,
    /// Profit as a percentage of sales.
    Margin,
    /// What a unit costs before discounts, on average over the units sold.
    AveragePrice,
    /// The number of different products sold.
    Products,
    /// The number of different stores that sold something.
    Stores,
}

/// What can be done with the values of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Part of a whole: a share of it makes sense.
    Amount,
    /// A quotient of amounts.
    Ratio,
    /// A quotient in percent: a change of it is counted in points.
    Percentage,
}

/// Everything that statements and sentences need to know about a measure.
pub(crate) struct Spec {
    pub(crate) column: &'static str,
    /// The column of the value that it is compared with.
    pub(crate) before: &'static str,
    /// The columns of both before they are rounded.
    pub(crate) unrounded: [&'static str; 2],
    /// The column of its share of the total.
    pub(crate) share: &'static str,
    /// For sentences and suggestions, e.g. `total sales`; the vocabulary knows it.
    pub(crate) label: &'static str,
    /// The table it needs besides the order lines.
    pub(crate) source: Source,
    /// For SQLite; every `{}` takes a FILTER clause.
    pub(crate) run: &'static str,
    /// The same for Databricks.
    pub(crate) shown: &'static str,
    /// The same before it is rounded, for both: what is sorted and limited.
    pub(crate) exact: Option<(&'static str, &'static str)>,
    /// The type that Databricks derives for `shown` from `line_amount DECIMAL(10,2)`.
    pub(crate) kind: ColumnType,
    pub(crate) nature: Nature,
    /// For the steps of an answer, e.g. `Sum the line amounts`.
    pub(crate) step: &'static str,
}

/// Writes one [`Spec`]; the names of the derived columns follow from the first.
macro_rules! spec {
    ($column:literal, $label:literal, $source:ident, $run:expr, $shown:expr, $kind:expr, $nature:ident, $step:literal) => {
        Spec {
            column: $column,
            before: concat!($column, "_before"),
            unrounded: [concat!($column, "_exact"), concat!($column, "_before_exact")],
            share: concat!($column, "_share"),
            label: $label,
            source: Source::$source,
            run: $run,
            shown: $shown,
            exact: None,
            kind: $kind,
            nature: Nature::$nature,
            step: $step,
        }
    };
}

/// Databricks adds ten digits to the precision of what it sums.
const SUM_OF_MONEY: ColumnType = ColumnType::Decimal { precision: 20, scale: 2 };

/// The difference of two DECIMAL(10,2) has a digit more.
const SUM_OF_DIFFERENCES: ColumnType = ColumnType::Decimal { precision: 21, scale: 2 };

/// DECIMAL(20,2) / BIGINT is DECIMAL(38,20) there, and ROUND to 2 makes DECIMAL(21,2) of it.
const ROUNDED_QUOTIENT: ColumnType = ColumnType::Decimal { precision: 21, scale: 2 };

/// What every percentage is cast to.
pub(crate) const PERCENT: ColumnType = ColumnType::Decimal { precision: 10, scale: 1 };

const SALES: &str = "SUM(ol.line_amount){}";
const TOTAL_SALES: Spec =
    spec!("total_sales", "total sales", Lines, SALES, SALES, SUM_OF_MONEY, Amount, "Sum the line amounts");

const ORDER_COUNT: &str = "COUNT(DISTINCT ol.order_id){}";
const ORDERS: Spec = spec!(
    "orders",
    "orders",
    Lines,
    ORDER_COUNT,
    ORDER_COUNT,
    ColumnType::Long,
    Amount,
    "Count the different orders"
);

const UNITS: &str = "SUM(ol.quantity){}";
const QUANTITY: Spec =
    spec!("quantity", "units sold", Lines, UNITS, UNITS, ColumnType::Long, Amount, "Sum the quantities");

const AVERAGE_ORDER_VALUE: Spec = Spec {
    exact: Some((
        "1.0 * SUM(ol.line_amount){} / COUNT(DISTINCT ol.order_id){}",
        "SUM(ol.line_amount){} / COUNT(DISTINCT ol.order_id){}",
    )),
    ..spec!(
        "average_order_value",
        "average order value",
        Lines,
        // Half up in whole cents: floor((2 * sum + n) / (2 * n)); amounts are never negative.
        "(2 * SUM(ol.line_amount){} + COUNT(DISTINCT ol.order_id){}) / (2 * COUNT(DISTINCT ol.order_id){})",
        "ROUND(SUM(ol.line_amount){} / COUNT(DISTINCT ol.order_id){}, 2)",
        ROUNDED_QUOTIENT,
        Ratio,
        "Divide the line amounts by the number of different orders"
    )
};

const CUSTOMER_COUNT: &str = "COUNT(DISTINCT o.customer_id){}";
const CUSTOMERS: Spec = spec!(
    "customers",
    "active customers",
    Orders,
    CUSTOMER_COUNT,
    CUSTOMER_COUNT,
    ColumnType::Long,
    Amount,
    "Count the different customers"
);

const DISCOUNT: &str = "SUM(ol.discount){}";
const TOTAL_DISCOUNT: Spec = spec!(
    "total_discount",
    "total discount",
    Lines,
    DISCOUNT,
    DISCOUNT,
    SUM_OF_MONEY,
    Amount,
    "Sum the discounts"
);

const GAIN: &str = "SUM(ol.line_amount - ol.line_cost){}";
const PROFIT: Spec = spec!(
    "profit",
    "profit",
    Lines,
    GAIN,
    GAIN,
    SUM_OF_DIFFERENCES,
    Amount,
    "Subtract the costs from the line amounts and sum"
);

const MARGIN: Spec = Spec {
    exact: Some((
        "1000.0 * SUM(ol.line_amount - ol.line_cost){} / SUM(ol.line_amount){}",
        "100 * SUM(ol.line_amount - ol.line_cost){} / SUM(ol.line_amount){}",
    )),
    ..spec!(
        "profit_margin",
        "profit margin",
        Lines,
        "CAST(ROUND(1000.0 * SUM(ol.line_amount - ol.line_cost){} / SUM(ol.line_amount){}) AS INTEGER)",
        "CAST(100 * SUM(ol.line_amount - ol.line_cost){} / SUM(ol.line_amount){} AS DECIMAL(10,1))",
        PERCENT,
        Percentage,
        "Divide the profit by the line amounts"
    )
};

const AVERAGE_PRICE: Spec = Spec {
    exact: Some((
        "1.0 * SUM(ol.quantity * ol.unit_price){} / SUM(ol.quantity){}",
        "SUM(ol.quantity * ol.unit_price){} / SUM(ol.quantity){}",
    )),
    ..spec!(
        "average_price",
        "average price per unit",
        Lines,
        "CAST(ROUND(1.0 * SUM(ol.quantity * ol.unit_price){} / SUM(ol.quantity){}) AS INTEGER)",
        "CAST(SUM(ol.quantity * ol.unit_price){} / SUM(ol.quantity){} AS DECIMAL(12,2))",
        ColumnType::Decimal { precision: 12, scale: 2 },
        Ratio,
        "Divide the price before discounts by the number of units"
    )
};

const PRODUCT_COUNT: &str = "COUNT(DISTINCT ol.product_id){}";
const PRODUCTS: Spec = spec!(
    "products",
    "different products",
    Lines,
    PRODUCT_COUNT,
    PRODUCT_COUNT,
    ColumnType::Long,
    Amount,
    "Count the different products"
);

const STORE_COUNT: &str = "COUNT(DISTINCT o.store_id){}";
const STORES: Spec = spec!(
    "stores",
    "different stores",
    Orders,
    STORE_COUNT,
    STORE_COUNT,
    ColumnType::Long,
    Amount,
    "Count the different stores"
);

impl Measure {
    /// Every measure, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::TotalSales,
        Self::Orders,
        Self::Quantity,
        Self::AverageOrderValue,
        Self::Customers,
        Self::TotalDiscount,
        Self::Profit,
        Self::Margin,
        Self::AveragePrice,
        Self::Products,
        Self::Stores,
    ];

    pub(crate) const fn spec(self) -> &'static Spec {
        match self {
            Self::TotalSales => &TOTAL_SALES,
            Self::Orders => &ORDERS,
            Self::Quantity => &QUANTITY,
            Self::AverageOrderValue => &AVERAGE_ORDER_VALUE,
            Self::Customers => &CUSTOMERS,
            Self::TotalDiscount => &TOTAL_DISCOUNT,
            Self::Profit => &PROFIT,
            Self::Margin => &MARGIN,
            Self::AveragePrice => &AVERAGE_PRICE,
            Self::Products => &PRODUCTS,
            Self::Stores => &STORES,
        }
    }
}
