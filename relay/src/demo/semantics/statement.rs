//! An intent as SQL, in two dialects made side by side: `run` for SQLite and
//! `shown` for Databricks. Values are quoted literals, so that either text
//! can be run as it stands.

use std::fmt::Write as _;

use time::Date;

use super::dimension::Dimension;
use super::intent::{Filter, Intent, Order};

/// The tables of the star; every statement starts from the order lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Lines,
    Orders,
    Products,
    Stores,
    Customers,
}

/// The type of a result column, as Databricks would derive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// STRING.
    String,
    /// INT.
    Int,
    /// BIGINT, called LONG in results.
    Long,
    /// BOOLEAN; 0 or 1 in SQLite.
    Boolean,
    /// DATE; ISO text in SQLite.
    Date,
    /// DECIMAL(precision, scale); in SQLite the whole number of units of 10^-scale.
    Decimal {
        /// All digits.
        precision: u32,
        /// Digits after the point.
        scale: u32,
    },
}

impl ColumnType {
    /// The name of the type in a result's schema, e.g. `LONG`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "STRING",
            Self::Int => "INT",
            Self::Long => "LONG",
            Self::Boolean => "BOOLEAN",
            Self::Date => "DATE",
            Self::Decimal { .. } => "DECIMAL",
        }
    }

    /// The type as SQL spells it, e.g. `BIGINT` or `DECIMAL(20,2)`.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Long => "BIGINT".to_owned(),
            Self::Decimal { precision, scale } => format!("DECIMAL({precision},{scale})"),
            other => other.name().to_owned(),
        }
    }
}

/// One column of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: ColumnType,
}

/// One intent as SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// For SQLite: what is executed.
    pub run: String,
    /// For Databricks: what the reader sees.
    pub shown: String,
    /// The columns of the result, dimensions first.
    pub columns: Vec<Column>,
}

impl Statement {
    /// The statement that answers `intent`.
    #[must_use]
    pub fn new(intent: &Intent) -> Self {
        let dimensions = intent.dimensions.iter().map(|dimension| dimension.spec());
        let measures = intent.measures.iter().map(|measure| measure.spec());
        let columns = dimensions.map(|spec| Column { name: spec.column, kind: spec.kind });
        let columns = columns.chain(measures.map(|spec| Column { name: spec.column, kind: spec.kind }));
        Self {
            run: write(intent, Dialect::Sqlite),
            shown: write(intent, Dialect::Databricks),
            columns: columns.collect(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Databricks,
}

impl Dialect {
    const fn pick<T: Copy>(self, sqlite: T, databricks: T) -> T {
        match self {
            Self::Sqlite => sqlite,
            Self::Databricks => databricks,
        }
    }

    const fn dimension(self, dimension: Dimension) -> &'static str {
        let spec = dimension.spec();
        self.pick(spec.run, spec.shown)
    }

    fn text(self, value: &str) -> String {
        match self {
            Self::Sqlite => format!("'{}'", value.replace('\'', "''")),
            // There '' joins two literals, so the quote and the backslash are escaped.
            Self::Databricks => format!("'{}'", value.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }

    fn date(self, date: Date) -> String {
        format!("{}'{date}'", self.pick("", "DATE "))
    }
}

fn write(intent: &Intent, dialect: Dialect) -> String {
    let dimensions = intent
        .dimensions
        .iter()
        .map(|&dimension| format!("{} AS {}", dialect.dimension(dimension), dimension.spec().column));
    let measures = intent.measures.iter().map(|measure| {
        let spec = measure.spec();
        format!("{} AS {}", dialect.pick(spec.run, spec.shown), spec.column)
    });
    let selected: Vec<_> = dimensions.chain(measures).collect();
    let mut sql = format!("SELECT\n  {}\n", selected.join(",\n  "));
    write_sources(&mut sql, intent, dialect);
    let conditions = conditions(intent, dialect);
    if !conditions.is_empty() {
        let _ = writeln!(sql, "WHERE {}", conditions.join("\n  AND "));
    }
    if !intent.dimensions.is_empty() {
        let _ = writeln!(sql, "GROUP BY {}", grouping(intent, dialect).join(", "));
        let _ = writeln!(sql, "ORDER BY {}", ordering(intent, dialect).join(", "));
    }
    if let Some(limit) = intent.limit {
        let _ = writeln!(sql, "LIMIT {limit}");
    }
    sql.truncate(sql.trim_end().len());
    sql
}

fn write_sources(sql: &mut String, intent: &Intent, dialect: Dialect) {
    let schema = dialect.pick("", "main.food_sales.");
    let used = sources(intent);
    let needs = |source: Source| used.contains(&source);
    let _ = writeln!(sql, "FROM {schema}order_lines AS ol");
    if needs(Source::Orders) || needs(Source::Stores) || needs(Source::Customers) {
        let _ = writeln!(sql, "JOIN {schema}orders AS o ON o.order_id = ol.order_id");
    }
    if needs(Source::Products) {
        let _ = writeln!(sql, "JOIN {schema}products AS p ON p.product_id = ol.product_id");
    }
    if needs(Source::Stores) {
        let _ = writeln!(sql, "JOIN {schema}stores AS s ON s.store_id = o.store_id");
    }
    if needs(Source::Customers) {
        let _ = writeln!(sql, "JOIN {schema}customers AS c ON c.customer_id = o.customer_id");
    }
}

/// The tables that an intent reads besides the order lines.
pub(crate) fn sources(intent: &Intent) -> Vec<Source> {
    let dimensions = intent.dimensions.iter().map(|dimension| dimension.spec().source);
    let measures = intent.measures.iter().map(|measure| measure.spec().source);
    let filters = intent.filters.iter().map(|filter| filter.dimension.spec().source);
    let period = intent.period.iter().map(|_| Source::Orders);
    dimensions.chain(measures).chain(filters).chain(period).collect()
}

fn conditions(intent: &Intent, dialect: Dialect) -> Vec<String> {
    let period = intent.period.as_ref();
    let from = period.and_then(|period| period.from);
    let until = period.and_then(|period| period.until);
    let from = from.map(|date| format!("o.order_date >= {}", dialect.date(date)));
    let until = until.map(|date| format!("o.order_date < {}", dialect.date(date)));
    let filters = intent.filters.iter().map(|filter| condition(filter, dialect));
    from.into_iter().chain(until).chain(filters).collect()
}

fn condition(filter: &Filter, dialect: Dialect) -> String {
    let expression = dialect.dimension(filter.dimension);
    let boolean = filter.dimension.spec().kind == ColumnType::Boolean;
    let literals = filter.values.iter().map(|value| match *value {
        "true" if boolean => dialect.pick("1", "TRUE").to_owned(),
        "false" if boolean => dialect.pick("0", "FALSE").to_owned(),
        value => dialect.text(value),
    });
    let literals: Vec<_> = literals.collect();
    match literals.as_slice() {
        [only] => format!("{expression} = {only}"),
        many => format!("{expression} IN ({})", many.join(", ")),
    }
}

/// The grouped expressions; what sorts a dimension has to be grouped as well.
fn grouping(intent: &Intent, dialect: Dialect) -> Vec<&'static str> {
    let dimensions = intent.dimensions.iter().copied();
    dimensions
        .flat_map(|dimension| [Some(dialect.dimension(dimension)), sort_key(dimension, dialect)])
        .flatten()
        .collect()
}

fn sort_key(dimension: Dimension, dialect: Dialect) -> Option<&'static str> {
    dimension.spec().sort.map(|(sqlite, databricks)| dialect.pick(sqlite, databricks))
}

/// The sort keys. All dimensions end the list, so that equal measures have one order.
fn ordering(intent: &Intent, dialect: Dialect) -> Vec<String> {
    let mut dimensions = intent.dimensions.clone();
    let measure = intent.first_measure().spec().column;
    let mut keys = Vec::new();
    if let Some(calendar) = intent.calendar() {
        dimensions.sort_by_key(|dimension| *dimension != calendar);
    } else {
        let direction = if intent.order == Order::Lowest { "ASC" } else { "DESC" };
        keys.push(format!("{measure} {direction}"));
    }
    keys.extend(dimensions.into_iter().map(|dimension| {
        sort_key(dimension, dialect).unwrap_or_else(|| dialect.dimension(dimension)).to_owned()
    }));
    keys
}
