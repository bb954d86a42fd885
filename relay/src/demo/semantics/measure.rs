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
}

/// Everything that statements and sentences need to know about a measure.
pub(crate) struct Spec {
    pub(crate) column: &'static str,
    /// For sentences and suggestions, e.g. `total sales`; the vocabulary knows it.
    pub(crate) label: &'static str,
    /// The table it needs besides the order lines.
    pub(crate) source: Source,
    pub(crate) run: &'static str,
    pub(crate) shown: &'static str,
    /// The type that Databricks derives for `shown` from `line_amount DECIMAL(10,2)`.
    pub(crate) kind: ColumnType,
    /// For the steps of an answer, e.g. `Sum the line amounts`.
    pub(crate) step: &'static str,
}

/// Databricks adds ten digits to the precision of what it sums.
const SUM_OF_MONEY: ColumnType = ColumnType::Decimal { precision: 20, scale: 2 };

/// DECIMAL(20,2) / BIGINT is DECIMAL(38,20) there, and ROUND to 2 makes DECIMAL(21,2) of it.
const ROUNDED_QUOTIENT: ColumnType = ColumnType::Decimal { precision: 21, scale: 2 };

const TOTAL_SALES: Spec = Spec {
    column: "total_sales",
    label: "total sales",
    source: Source::Lines,
    run: "SUM(ol.line_amount)",
    shown: "SUM(ol.line_amount)",
    kind: SUM_OF_MONEY,
    step: "Sum the line amounts",
};

const ORDERS: Spec = Spec {
    column: "orders",
    label: "orders",
    source: Source::Lines,
    run: "COUNT(DISTINCT ol.order_id)",
    shown: "COUNT(DISTINCT ol.order_id)",
    kind: ColumnType::Long,
    step: "Count the different orders",
};

const QUANTITY: Spec = Spec {
    column: "quantity",
    label: "units sold",
    source: Source::Lines,
    run: "SUM(ol.quantity)",
    shown: "SUM(ol.quantity)",
    kind: ColumnType::Long,
    step: "Sum the quantities",
};

const AVERAGE_ORDER_VALUE: Spec = Spec {
    column: "average_order_value",
    label: "average order value",
    source: Source::Lines,
    // Half up in whole cents: floor((2 * sum + n) / (2 * n)); amounts are never negative.
    run: "(2 * SUM(ol.line_amount) + COUNT(DISTINCT ol.order_id)) / (2 * COUNT(DISTINCT ol.order_id))",
    shown: "ROUND(SUM(ol.line_amount) / COUNT(DISTINCT ol.order_id), 2)",
    kind: ROUNDED_QUOTIENT,
    step: "Divide the line amounts by the number of different orders",
};

const CUSTOMERS: Spec = Spec {
    column: "customers",
    label: "active customers",
    source: Source::Orders,
    run: "COUNT(DISTINCT o.customer_id)",
    shown: "COUNT(DISTINCT o.customer_id)",
    kind: ColumnType::Long,
    step: "Count the different customers",
};

const TOTAL_DISCOUNT: Spec = Spec {
    column: "total_discount",
    label: "total discount",
    source: Source::Lines,
    run: "SUM(ol.discount)",
    shown: "SUM(ol.discount)",
    kind: SUM_OF_MONEY,
    step: "Sum the discounts",
};

impl Measure {
    /// Every measure, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::TotalSales,
        Self::Orders,
        Self::Quantity,
        Self::AverageOrderValue,
        Self::Customers,
        Self::TotalDiscount,
    ];

    pub(crate) const fn spec(self) -> &'static Spec {
        match self {
            Self::TotalSales => &TOTAL_SALES,
            Self::Orders => &ORDERS,
            Self::Quantity => &QUANTITY,
            Self::AverageOrderValue => &AVERAGE_ORDER_VALUE,
            Self::Customers => &CUSTOMERS,
            Self::TotalDiscount => &TOTAL_DISCOUNT,
        }
    }
}
