//! Results that ask for a chart: a series, categories, groups, two scales, signs; and one that comes drawn.

use time::Month;

use super::super::table::Row;
use super::super::turn::Turn;
use super::scene::{Scene, cell, given, made, rows};

pub(super) const SCENES: &[Scene] = &[
    Scene { question: "Show revenue by month", turn: monthly },
    Scene { question: "Show revenue by category", turn: categories },
    Scene { question: "Show revenue by region and channel", turn: grouped },
    Scene { question: "Compare orders and conversion rate", turn: two_scales },
    Scene { question: "Show profit and loss by month", turn: signs },
    Scene { question: "Draw revenue by category", turn: drawn },
];

/// The first of a month, counted from January 2025.
fn month(at: usize) -> String {
    let (year, month) = (2025 + at / 12, at % 12 + 1);
    format!("{year}-{month:02}-01")
}

/// A number below `range` that looks like chance and is the same every time.
fn noise(at: usize, range: usize) -> usize {
    (at * 7919 + 104_729) * 31 % range
}

fn monthly() -> Turn {
    let row = |at: usize| -> Row {
        let thousands = 180 + 4 * at + noise(at, 40);
        vec![cell(&month(at)), Some(format!("{thousands}{:03}.{:02}", noise(at, 1000), noise(at, 100)))]
    };
    let result = made(&[("month", "DATE"), ("revenue", "DECIMAL(18,2)")], 24, row);
    rows(
        "Revenue by month",
        "SELECT date_trunc('MONTH', order_date)::DATE AS month,\n       SUM(revenue) AS revenue\nFROM main.showcase.orders\nGROUP BY ALL\nORDER BY month",
        result,
        "Revenue grew over the **24 months** shown.",
    )
}

fn categories() -> Turn {
    let result = given(
        &[("category", "STRING"), ("revenue", "DECIMAL(18,2)")],
        &[
            &[Some("Dairy"), Some("913204.50")],
            &[Some("Bakery"), Some("744120.00")],
            &[Some("Produce"), Some("612870.25")],
            &[Some("Frozen"), Some("298005.10")],
            &[Some("Snacks"), Some("151340.75")],
            &[None, Some("20400.00")],
        ],
    );
    rows(
        "Revenue by category",
        "SELECT category, SUM(revenue) AS revenue\nFROM main.showcase.orders\nGROUP BY category\nORDER BY revenue DESC",
        result,
        "**Dairy** leads with **$913,204.50**; some orders have no category.",
    )
}

fn drawn() -> Turn {
    Turn { picture: Some("Revenue by category"), ..categories() }
}

fn grouped() -> Turn {
    const REGIONS: [&str; 4] = ["North", "East", "South", "West"];
    const CHANNELS: [&str; 3] = ["Online", "Shop", "Phone"];
    let row = |at: usize| -> Row {
        let amount = 20_000 + noise(at, 60_000);
        let (region, channel) = (REGIONS[at / CHANNELS.len()], CHANNELS[at % CHANNELS.len()]);
        vec![cell(&region), cell(&channel), Some(format!("{amount}.00"))]
    };
    let columns = [("region", "STRING"), ("channel", "STRING"), ("revenue", "DECIMAL(18,2)")];
    rows(
        "Revenue by region and channel",
        "SELECT region, channel, SUM(revenue) AS revenue\nFROM main.showcase.orders\nGROUP BY ALL\nORDER BY ALL",
        made(&columns, REGIONS.len() * CHANNELS.len(), row),
        "Each of the **4 regions** sells through **3 channels**.",
    )
}

fn two_scales() -> Turn {
    let row = |at: usize| -> Row {
        let month = u8::try_from(at + 1).ok().and_then(|number| Month::try_from(number).ok());
        let rate = format!("0.0{}", 210 + noise(at, 300));
        vec![month.map(|month| month.to_string()), cell(&(12_000 + noise(at, 9_000))), Some(rate)]
    };
    let columns = [("month", "STRING"), ("orders", "BIGINT"), ("conversion_rate", "DOUBLE")];
    rows(
        "Orders and conversion rate",
        "SELECT date_format(day, 'MMMM') AS month,\n       COUNT(*) AS orders,\n       COUNT(*) / SUM(visits) AS conversion_rate\nFROM main.showcase.visits\nGROUP BY ALL",
        made(&columns, 12, row),
        "Orders are counted in thousands, the rate is a few **percent**: one axis does not fit both.",
    )
}

fn signs() -> Turn {
    let row = |at: usize| -> Row {
        let sign = if at % 3 == 1 { "-" } else { "" };
        vec![cell(&month(at)), Some(format!("{sign}{}.{:02}", 500 + noise(at, 9_000), noise(at, 100)))]
    };
    rows(
        "Profit and loss by month",
        "SELECT date_trunc('MONTH', day)::DATE AS month, SUM(profit) AS profit\nFROM main.showcase.ledger\nGROUP BY ALL\nORDER BY month",
        made(&[("month", "DATE"), ("profit", "DECIMAL(18,2)")], 12, row),
        "Every third month ended with a **loss**.",
    )
}
