//! Orders and their lines: growth over the years, seasons, busy weekends,
//! stores that open on the way. Integer arithmetic only, so that no platform
//! rounds differently.

use rusqlite::{Statement, Transaction, params};
use time::{Date, Duration, Month};

use super::catalog::{CATEGORIES, CHANNELS, CUSTOMERS, PRODUCTS, STORES, Season};
use super::rng::Rng;
use super::{joining_day, opening_day};

/// Orders on an average day.
const DAILY_ORDERS: i64 = 24;

/// Demand from January to December, in permille of the average.
const BY_MONTH: [i64; 12] = [850, 880, 950, 1000, 1050, 1120, 1180, 1150, 1020, 960, 940, 1060];

/// Demand from Monday to Sunday, in permille of the average.
const BY_WEEKDAY: [i64; 7] = [820, 860, 930, 1000, 1200, 1260, 930];

/// Orders by hour of the day, from 8 to 21: lunch and dinner stand out.
const BY_HOUR: [u64; 14] = [20, 25, 30, 60, 130, 120, 60, 35, 40, 70, 140, 150, 90, 30];

/// What changes from day to day.
struct Day {
    date: Date,
    index: i64,
    /// How far it is on the way through the covered time, in permille.
    progress: i64,
    open_stores: Vec<u64>,
    products: Vec<u64>,
    customers: u64,
}

/// Fills `orders` and `order_lines` for every day from `first_day`.
pub(super) fn fill(
    transaction: &Transaction<'_>,
    first_day: Date,
    days: i64,
    rng: &mut Rng,
) -> rusqlite::Result<()> {
    let mut orders = transaction.prepare("INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let mut lines = transaction
        .prepare("INSERT INTO order_lines (order_id, product_id, quantity, unit_price, discount, line_amount, line_cost) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut order_id = 0;
    for index in 0..days {
        let day = Day::new(first_day.saturating_add(Duration::days(index)), index, days);
        for _ in 0..day.order_count(rng) {
            order_id += 1;
            insert_order(&mut orders, order_id, &day, rng)?;
            for _ in 0..=rng.weighted(&[28, 35, 23, 14]) {
                insert_line(&mut lines, order_id, &day, rng)?;
            }
        }
    }
    Ok(())
}

impl Day {
    fn new(date: Date, index: i64, days: i64) -> Self {
        let open_stores =
            STORES.iter().map(|store| if opening_day(store, days) <= index { store.weight } else { 0 });
        let customers = (0..CUSTOMERS).take_while(|&customer| joining_day(customer, days) <= index).count();
        Self {
            date,
            index,
            progress: index * 1000 / days,
            open_stores: open_stores.collect(),
            products: PRODUCTS.iter().map(|product| demand(product, date.month())).collect(),
            customers: customers as u64,
        }
    }

    fn order_count(&self, rng: &mut Rng) -> i64 {
        let growth = 700 + 600 * self.progress / 1000;
        let month = BY_MONTH.get(usize::from(u8::from(self.date.month())) - 1).copied().unwrap_or(1000);
        let weekday = usize::from(self.date.weekday().number_days_from_monday());
        let weekday = BY_WEEKDAY.get(weekday).copied().unwrap_or(1000);
        let expected = DAILY_ORDERS * growth * month * weekday / 1_000_000_000;
        (expected + rng.below(9).cast_signed() - 4).max(3)
    }
}

/// The demand for a product in a month.
fn demand(product: &super::catalog::Product, month: Month) -> u64 {
    use Month::{August, December, February, January, July, June, May, November};
    let season = CATEGORIES.iter().find(|(name, _)| *name == product.category).map(|(_, season)| *season);
    let permille = match (season, month) {
        (Some(Season::Summer), May | June | July | August) => 1500,
        (Some(Season::Winter), November | December | January | February) => 1700,
        (Some(Season::Summer | Season::Winter), _) => 850,
        _ => 1000,
    };
    product.weight * permille
}

fn insert_order(insert: &mut Statement<'_>, order_id: i64, day: &Day, rng: &mut Rng) -> rusqlite::Result<()> {
    // The smaller of two draws: long-standing customers order more often.
    let customer = rng.below(day.customers).min(rng.below(day.customers)).cast_signed() + 1;
    let store = rng.weighted(&day.open_stores) as i64 + 1;
    // The app takes over from the phone as time passes.
    let drift = (300 * day.progress / 1000).cast_unsigned();
    let channel = rng.weighted(&[420, 220, 120 + drift, 400 - drift]);
    let delivered = channel > 0 && rng.chance(720);
    let rating = rng.chance(450).then(|| [5, 4, 3, 2, 1][rng.weighted(&[48, 32, 12, 5, 3])]);
    let ordered_at = format!(
        "{}T{:02}:{:02}:{:02}.000Z",
        day.date,
        8 + rng.weighted(&BY_HOUR),
        rng.below(60),
        rng.below(60)
    );
    let channel = CHANNELS.get(channel).copied().unwrap_or_default();
    let date = day.date.to_string();
    insert.execute(params![order_id, customer, store, date, ordered_at, channel, delivered, rating])?;
    Ok(())
}

fn insert_line(insert: &mut Statement<'_>, order_id: i64, day: &Day, rng: &mut Rng) -> rusqlite::Result<()> {
    let product = rng.weighted(&day.products);
    let quantity = [1, 2, 3, 4, 6][rng.weighted(&[58, 26, 10, 4, 2])];
    let list_price = PRODUCTS.get(product).map_or(0, |product| product.price);
    // Prices rise by 2.5 % a year.
    let unit_price = list_price * (1000 + 25 * (day.index / 365)) / 1000;
    let gross = quantity * unit_price;
    let discount = rng.chance(180).then(|| gross * [5, 10, 15, 20][rng.weighted(&[40, 35, 15, 10])] / 100);
    let amount = gross - discount.unwrap_or(0);
    let cost = quantity * PRODUCTS.get(product).map_or(0, |product| product.cost);
    insert.execute(params![order_id, product as i64 + 1, quantity, unit_price, discount, amount, cost])?;
    Ok(())
}
