//! Fifty questions that were written down before the grammar was looked at.
//! Each gets the right rows or a reply that names the word in the way.

use crate::demo_oracle::{Expected, converse};
use Expected::{Names, NoQuestion, Rows};

/// From the lines to everything that belongs to them.
macro_rules! star {
    () => {
        " FROM order_lines JOIN orders USING (order_id) JOIN products USING (product_id) \
         JOIN stores USING (store_id) JOIN customers USING (customer_id) "
    };
}

/// Every group is one conversation, asked on 2026-06-30.
const CONVERSATIONS: &[&[(&str, Expected)]] = &[
    &[(
        "What was our total revenue last quarter?",
        Rows(concat!(
            "SELECT SUM(line_amount)",
            star!(),
            "WHERE order_date BETWEEN '2026-01-01' AND '2026-03-31'"
        )),
    )],
    &[(
        "Show me sales by region for 2025",
        Rows(concat!(
            "SELECT region, SUM(line_amount)",
            star!(),
            "WHERE order_date LIKE '2025-%' GROUP BY 1 ORDER BY 2 DESC, 1"
        )),
    )],
    &[(
        "Which five products sold best last year?",
        Rows(concat!(
            "SELECT product_name, SUM(line_amount)",
            star!(),
            "WHERE order_date LIKE '2025-%' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5"
        )),
    )],
    &[(
        "How many orders did we get each month this year?",
        Rows(
            "SELECT substr(order_date, 1, 7) || '-01', COUNT(*) FROM orders WHERE order_date LIKE '2026-%' GROUP BY 1 ORDER BY 1",
        ),
    )],
    &[(
        "average order value by customer segment",
        Rows(
            "SELECT segment, CAST(ROUND(1.0 * SUM(amount) / COUNT(*)) AS INTEGER) FROM (SELECT order_id, \
             SUM(line_amount) AS amount FROM order_lines GROUP BY 1) JOIN orders USING (order_id) \
             JOIN customers USING (customer_id) GROUP BY 1 ORDER BY 2 DESC, 1",
        ),
    )],
    &[(
        "What share of revenue comes from each category?",
        Rows(concat!(
            "SELECT category, SUM(line_amount), CAST(ROUND(SUM(line_amount) * 1000.0 / \
             (SELECT SUM(line_amount) FROM order_lines)) AS INTEGER)",
            star!(),
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        )),
    )],
    &[(
        "Compare revenue this month with the month before",
        Rows(
            "SELECT now, then_, now - then_, CAST(ROUND((now - then_) * 1000.0 / then_) AS INTEGER) FROM \
             (SELECT (SELECT SUM(line_amount) FROM order_lines JOIN orders USING (order_id) WHERE order_date LIKE '2026-06-%') AS now, \
             (SELECT SUM(line_amount) FROM order_lines JOIN orders USING (order_id) WHERE order_date LIKE '2026-05-%') AS then_)",
        ),
    )],
    &[(
        "Top 10 customers by revenue",
        Rows(concat!(
            "SELECT customer_name, SUM(line_amount)",
            star!(),
            "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10"
        )),
    )],
    &[(
        "bottom 3 regions by margin",
        Rows(concat!(
            "SELECT region, CAST(ROUND(1000.0 * (SUM(line_amount) - SUM(line_cost)) / SUM(line_amount)) AS INTEGER)",
            star!(),
            "GROUP BY 1 ORDER BY 2, 1 LIMIT 3"
        )),
    )],
    &[("How much did we sell in Germany?", Names("Germany"))],
    &[(
        "daily orders in May 2026",
        Rows(
            "SELECT order_date, COUNT(*) FROM orders WHERE order_date LIKE '2026-05-%' GROUP BY 1 ORDER BY 1",
        ),
    )],
    &[(
        "Revenue and profit by product category, highest first",
        Rows(concat!(
            "SELECT category, SUM(line_amount), SUM(line_amount) - SUM(line_cost)",
            star!(),
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        )),
    )],
    &[("What is the return rate?", Names("return"))],
    &[(
        "Which supplier has the lowest sales?",
        Rows(concat!("SELECT supplier, SUM(line_amount)", star!(), "GROUP BY 1 ORDER BY 2, 1")),
    )],
    &[(
        "units sold per week in the last 3 months",
        Rows(
            "SELECT date(order_date, '-' || ((strftime('%w', order_date) + 6) % 7) || ' days'), SUM(quantity) \
             FROM order_lines JOIN orders USING (order_id) WHERE order_date BETWEEN '2026-03-31' AND '2026-06-30' GROUP BY 1 ORDER BY 1",
        ),
    )],
    &[(
        "How did turnover develop over the past two years?",
        Rows(
            "SELECT substr(order_date, 1, 7) || '-01', SUM(line_amount) FROM order_lines JOIN orders USING (order_id) \
             WHERE order_date BETWEEN '2024-07-01' AND '2026-06-30' GROUP BY 1 ORDER BY 1",
        ),
    )],
    &[(
        "orders between 2026-01-15 and 2026-03-31",
        Rows("SELECT COUNT(*) FROM orders WHERE order_date BETWEEN '2026-01-15' AND '2026-03-31'"),
    )],
    &[(
        "revenue by channel and quarter",
        Rows(concat!(
            "SELECT channel, substr(order_date, 1, 4) || '-Q' || ((substr(order_date, 6, 2) + 2) / 3), SUM(line_amount)",
            star!(),
            "GROUP BY 1, 2 ORDER BY 2, 1"
        )),
    )],
    &[(
        "show revenu by regoin",
        Rows(concat!("SELECT region, SUM(line_amount)", star!(), "GROUP BY 1 ORDER BY 2 DESC, 1")),
    )],
    &[("What were the sales of beverages in the north?", Names("north"))],
    &[("number of customers by country", Names("country"))],
    &[(
        "Give me the discount per channel for Q1 2026",
        Rows(concat!(
            "SELECT channel, SUM(discount)",
            star!(),
            "WHERE order_date BETWEEN '2026-01-01' AND '2026-03-31' GROUP BY 1 ORDER BY 2 DESC, 1"
        )),
    )],
    &[(
        "products with revenue over 100,000",
        Rows(concat!(
            "SELECT product_name, SUM(line_amount)",
            star!(),
            "GROUP BY 1 HAVING SUM(line_amount) > 10000000 ORDER BY 2 DESC, 1"
        )),
    )],
    &[
        (
            "Who are our best customers?",
            Rows(concat!("SELECT customer_name, SUM(line_amount)", star!(), "GROUP BY 1 ORDER BY 2 DESC, 1")),
        ),
        (
            "what about by store?",
            Rows(concat!("SELECT store_name, SUM(line_amount)", star!(), "GROUP BY 1 ORDER BY 2 DESC, 1")),
        ),
    ],
    &[(
        "year over year growth of revenue by category",
        Rows(concat!(
            "SELECT category, now, past, now - past, CAST(ROUND((now - past) * 1000.0 / past) AS INTEGER) FROM (SELECT category, \
             SUM(CASE WHEN order_date BETWEEN '2026-01-01' AND '2026-06-30' THEN line_amount END) AS now, \
             SUM(CASE WHEN order_date BETWEEN '2025-01-01' AND '2025-06-30' THEN line_amount END) AS past",
            star!(),
            "GROUP BY 1) ORDER BY 2 DESC, 1"
        )),
    )],
    &[(
        "Revenue yesterday",
        Rows(
            "SELECT SUM(line_amount) FROM order_lines JOIN orders USING (order_id) WHERE order_date = '2026-06-29'",
        ),
    )],
    &[("how many products do we have", Rows("SELECT COUNT(*) FROM products"))],
    &[(
        "Show orders with more than 5 units",
        Rows(
            "SELECT order_id, SUM(quantity) FROM order_lines GROUP BY 1 HAVING SUM(quantity) > 5 ORDER BY 2 DESC, 1",
        ),
    )],
    &[(
        "Sales in the first half of 2025 by month",
        Rows(
            "SELECT substr(order_date, 1, 7) || '-01', SUM(line_amount) FROM order_lines JOIN orders USING (order_id) \
             WHERE order_date BETWEEN '2025-01-01' AND '2025-06-30' GROUP BY 1 ORDER BY 1",
        ),
    )],
    &[("What is the weather in Berlin?", Names("weather"))],
    &[(
        "profit margin in percent by product, worst 5",
        Rows(concat!(
            "SELECT product_name, CAST(ROUND(1000.0 * (SUM(line_amount) - SUM(line_cost)) / SUM(line_amount)) AS INTEGER)",
            star!(),
            "GROUP BY 1 ORDER BY 2, 1 LIMIT 5"
        )),
    )],
    &[
        (
            "cheapest products",
            Rows(concat!(
                "SELECT product_name, CAST(ROUND(1.0 * SUM(quantity * unit_price) / SUM(quantity)) AS INTEGER)",
                star!(),
                "GROUP BY 1 ORDER BY 2, 1"
            )),
        ),
        ("Revenue without Germany", Names("Germany")),
        ("only dairy", Names("dairy")),
        (
            "sort it by units",
            Rows(concat!(
                "SELECT product_name, SUM(quantity), CAST(ROUND(1.0 * SUM(quantity * unit_price) / SUM(quantity)) AS INTEGER)",
                star!(),
                "GROUP BY 1 ORDER BY 2 DESC, 1"
            )),
        ),
        (
            "just the top 3",
            Rows(concat!(
                "SELECT product_name, SUM(quantity), CAST(ROUND(1.0 * SUM(quantity * unit_price) / SUM(quantity)) AS INTEGER)",
                star!(),
                "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3"
            )),
        ),
        (
            "And for last month?",
            Rows(concat!(
                "SELECT product_name, SUM(quantity), CAST(ROUND(1.0 * SUM(quantity * unit_price) / SUM(quantity)) AS INTEGER)",
                star!(),
                "WHERE order_date LIKE '2026-05-%' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3"
            )),
        ),
    ],
    &[(
        "total sales on 2026-06-01",
        Rows(
            "SELECT SUM(line_amount) FROM order_lines JOIN orders USING (order_id) WHERE order_date = '2026-06-01'",
        ),
    )],
    &[(
        "revenue by weekday",
        Rows(
            "SELECT CASE strftime('%w', order_date) WHEN '0' THEN 'Sunday' WHEN '1' THEN 'Monday' WHEN '2' THEN 'Tuesday' \
             WHEN '3' THEN 'Wednesday' WHEN '4' THEN 'Thursday' WHEN '5' THEN 'Friday' ELSE 'Saturday' END, SUM(line_amount) \
             FROM order_lines JOIN orders USING (order_id) GROUP BY 1 ORDER BY (MIN(strftime('%w', order_date)) + 6) % 7",
        ),
    )],
    &[(
        "Which month had the highest revenue in 2025?",
        Rows(
            "SELECT substr(order_date, 1, 7) || '-01', SUM(line_amount) FROM order_lines JOIN orders USING (order_id) \
             WHERE order_date LIKE '2025-%' GROUP BY 1 ORDER BY 2 DESC, 1",
        ),
    )],
    &[("How many units of cheese did we sell in December?", Names("cheese"))],
    &[("monthly average revenue by region since January 2025", Names("average"))],
    &[(
        "percent of orders that were online",
        Rows(
            "SELECT SUM(channel IN ('Website', 'Mobile app')), \
             CAST(ROUND(SUM(channel IN ('Website', 'Mobile app')) * 1000.0 / COUNT(*)) AS INTEGER) FROM orders",
        ),
    )],
    &[("delete all orders", Names("delete"))],
    &[("what is the churn rate by region", Names("churn"))],
    &[("hello", NoQuestion)],
    &[("Do sales in the south exceed those in the west?", Names("south"))],
    &[("revenue for bakery and dairy by month", Names("bakery"))],
    &[("Umsatz nach Region", Names("Umsatz"))],
];

#[tokio::test]
async fn every_wording_is_answered_rightly_or_its_word_is_named() {
    assert_eq!(CONVERSATIONS.iter().map(|conversation| conversation.len()).sum::<usize>(), 50);
    for conversation in CONVERSATIONS {
        converse(conversation).await;
    }
}
