//! The generated food-sales data set: a star schema of 50,000 order lines and
//! more, from the beginning of a year to `today`. The same `today` gives the
//! same bytes. Questions and answers do not belong here.

pub(crate) mod catalog;
mod orders;
mod rng;

use rusqlite::{Connection, MAIN_DB, Transaction, params};
use time::{Date, Duration};

use catalog::{CUSTOMERS, PRODUCTS, SEGMENTS, STORES, TIERS};
use rng::Rng;

/// How many whole years lie before that of `today`.
const YEARS: i32 = 3;

const SEED: u64 = 0x6765_6E69_6563_6861;

/// Dates are ISO text and money is whole cents, so that every sum is exact.
/// Booleans are 0 or 1.
const SCHEMA: &str = "
CREATE TABLE products (
  product_id INTEGER PRIMARY KEY, product_name TEXT NOT NULL, category TEXT NOT NULL,
  list_price INTEGER NOT NULL, is_vegan INTEGER NOT NULL, unit_cost INTEGER NOT NULL,
  supplier TEXT NOT NULL);
CREATE TABLE stores (
  store_id INTEGER PRIMARY KEY, store_name TEXT NOT NULL, city TEXT NOT NULL,
  region TEXT NOT NULL, opened_on TEXT NOT NULL);
CREATE TABLE customers (
  customer_id INTEGER PRIMARY KEY, customer_name TEXT NOT NULL, joined_on TEXT NOT NULL,
  loyalty_tier TEXT, email_opt_in INTEGER, segment TEXT NOT NULL);
CREATE TABLE orders (
  order_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
  store_id INTEGER NOT NULL REFERENCES stores, order_date TEXT NOT NULL, ordered_at TEXT NOT NULL,
  channel TEXT NOT NULL, is_delivered INTEGER NOT NULL, rating INTEGER);
CREATE TABLE order_lines (
  order_line_id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders,
  product_id INTEGER NOT NULL REFERENCES products, quantity INTEGER NOT NULL,
  unit_price INTEGER NOT NULL, discount INTEGER,
  line_amount INTEGER NOT NULL CHECK (line_amount >= 0), line_cost INTEGER NOT NULL);
";

/// The first day covered: that of a year, so that no year, quarter or month
/// but the running ones is there in part only.
pub(crate) fn first_day(today: Date) -> Date {
    Date::from_ordinal_date(today.year() - YEARS, 1).unwrap_or(Date::MIN)
}

/// Length of the covered time in days, `today` included.
fn days(today: Date) -> i64 {
    (today - first_day(today)).whole_days() + 1
}

/// Builds the data set and returns the bytes of its SQLite file.
///
/// # Errors
///
/// What SQLite reports; with the fixed schema that is lack of memory.
pub(crate) fn build(today: Date) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    connection.execute_batch(SCHEMA)?;
    let (first_day, days) = (first_day(today), days(today));
    let mut rng = Rng::new(SEED);
    let transaction = connection.transaction()?;
    fill_products(&transaction)?;
    fill_stores(&transaction, first_day, days)?;
    fill_customers(&transaction, first_day, days, &mut rng)?;
    orders::fill(&transaction, first_day, days, &mut rng)?;
    transaction.commit()?;
    Ok(connection.serialize(MAIN_DB)?.to_vec())
}

fn fill_products(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO products VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for (id, product) in (1_i64..).zip(&PRODUCTS) {
        let catalog::Product { name, category, supplier, price, cost, vegan, .. } = *product;
        insert.execute(params![id, name, category, price, vegan, cost, supplier])?;
    }
    Ok(())
}

fn fill_stores(transaction: &Transaction<'_>, first_day: Date, days: i64) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO stores VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (id, store) in (1_i64..).zip(&STORES) {
        let opened = first_day.saturating_add(Duration::days(opening_day(store, days)));
        insert.execute(params![id, store.name, store.city, store.region, opened.to_string()])?;
    }
    Ok(())
}

/// The day, counted from the first one covered, on which a store opened.
const fn opening_day(store: &catalog::Store, days: i64) -> i64 {
    days * store.opens.cast_signed() / 1000
}

/// Customers keep coming: a third is there from the start, the rest join later.
fn fill_customers(
    transaction: &Transaction<'_>,
    first_day: Date,
    days: i64,
    rng: &mut Rng,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO customers VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for index in 0..CUSTOMERS {
        let joined = first_day.saturating_add(Duration::days(joining_day(index, days)));
        let tier = TIERS.get(rng.weighted(&[30, 20, 12, 38])).copied();
        let opt_in = (!rng.chance(150)).then(|| rng.chance(640));
        let name = catalog::customer(index);
        let segment = SEGMENTS.get((index * 7 / 3 % 5) as usize).copied().unwrap_or_default();
        insert.execute(params![index.cast_signed() + 1, name, joined.to_string(), tier, opt_in, segment])?;
    }
    Ok(())
}

/// The day, counted from the first one covered, on which a customer joined.
const fn joining_day(index: u64, days: i64) -> i64 {
    let settled = CUSTOMERS / 3;
    if index < settled {
        0
    } else {
        (days - 30) * (index - settled).cast_signed() / (CUSTOMERS - settled).cast_signed()
    }
}
