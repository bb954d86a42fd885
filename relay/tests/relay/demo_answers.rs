//! The words around a result: the sentence, the thoughts, and the replies to
//! what was not understood.

use std::path::Path;

use serde_json::Value;
use time::macros::date;

use crate::demo_oracle::conversations;
use crate::demo_support::{Bench, SHARED, text};

async fn attachments(question: &str) -> Vec<Value> {
    SHARED.start(question).await["message"]["attachments"].as_array().unwrap().clone()
}

#[tokio::test]
async fn sentences_tell_the_key_figures_in_bold() {
    let cases = [
        (
            "revenue and orders in 2025",
            "Total sales came to **$392,509.19** and orders came to **9,830** in 2025.",
        ),
        (
            "bottom 2 categories by margin",
            "**Bowls** is lowest with **63.8%** in profit margin, followed by **Salads** with **66.2%**; 2 \
             categories are listed, lowest first.",
        ),
        ("sales in 2019", "Nothing was found in 2019."),
        (
            "show revenu by weekday in 2025",
            "**Saturday** has the highest total sales in 2025 with **$70,705.99**, **Monday** the lowest with \
             **$45,467.91**; all 7 weekdays are listed, by weekday. (“revenu” was read as “revenue”.)",
        ),
        (
            "what share of orders were online",
            "Orders came to **13,075** for Website or Mobile app, **43.2%** of the total.",
        ),
        (
            "share of revenue by region",
            "**Northeast** leads with **$357,969.50** (**30.3%**) in total sales, followed by **West** with \
             **$353,037.69** (**29.9%**); all 5 regions are listed, highest first.",
        ),
        (
            "compare revenue this month with the month before",
            "Total sales came to **$40,663.48** in June 2026, **+5.1%** from **$38,684.18** in May 2026.",
        ),
        (
            "profit margin in Q1 2026 versus Q4 2025",
            "Profit margin came to **69.3%** in Q1 2026, **+0.7 points** from **68.6%** in Q4 2025.",
        ),
        (
            "month over month growth of orders in 2026",
            "**March 2026** has the highest change in orders in 2026 so far with **+19.6%** compared with one \
             month earlier, **January 2026** the lowest with **-16.3%**; all 6 months are listed, by month.",
        ),
        (
            "products with more than 5,800 units without drinks",
            "**Quinoa & Kale Bowl** leads with **7,660** in units sold without Drinks with units sold over 5,800, \
             followed by **Organic Chili** with **6,710**; 5 products are listed, highest first.",
        ),
        (
            "revenue by region sorted by name",
            "**Northeast** has the highest total sales with **$357,969.50**, **Southwest** the lowest with \
             **$128,613.85**; all 5 regions are listed, from A to Z.",
        ),
    ];
    for (question, expected) in cases {
        let attachments = attachments(question).await;
        assert_eq!(text(&attachments[1]["text"], "content"), expected, "{question}");
    }
}

/// On a day in the middle of a month, a quarter and a year.
#[tokio::test]
async fn what_is_not_over_is_told() {
    let bench = Bench::on(date!(2026 - 05 - 17), 0);
    let cases = [
        ("sales this year", "in 2026 so far."),
        ("sales by month this year", "all 5 months are listed, by month; **May 2026** is not complete."),
        ("best month", " in total sales (whole months only), followed by "),
        ("sales this month vs last month", " from 2026-04-01 to 2026-04-17 (the same days)."),
        ("worst week in March 2026", " in March 2026 (whole weeks only), followed by "),
        ("biggest orders", "; the first 5,000 order numbers are listed, highest first."),
        ("sales in Q3 2026 vs Q2 2026 by region", "Nothing was found in Q3 2026."),
    ];
    for (question, expected) in cases {
        let message = &bench.start(question).await["message"];
        let sentence = text(&message["attachments"][1]["text"], "content");
        assert!(sentence.contains(expected), "{question}: {sentence}");
    }
}

#[tokio::test]
async fn the_reasoning_has_all_five_kinds() {
    let attachments = attachments("profit by supplier this month compared with the month before").await;
    let query = &attachments[0]["query"];
    assert_eq!(text(query, "title"), "Profit by supplier in June 2026 compared with May 2026");
    let thoughts = query["thoughts"].as_array().unwrap().iter();
    let thoughts: Vec<_> =
        thoughts.map(|thought| (text(thought, "thought_type"), text(thought, "content"))).collect();
    let expected = [
        (
            "THOUGHT_TYPE_DESCRIPTION",
            "Shows profit for each supplier in June 2026 compared with May 2026, highest first.",
        ),
        (
            "THOUGHT_TYPE_UNDERSTANDING",
            "You want to see profit for each supplier in June 2026 compared with May 2026.",
        ),
        (
            "THOUGHT_TYPE_DATA_SOURCING",
            "- main.food_sales.order_lines\n- main.food_sales.orders\n- main.food_sales.products",
        ),
        (
            "THOUGHT_TYPE_INSTRUCTIONS",
            "- Sales are counted after discounts.\n- Profit is sales less the cost of the ingredients.\n\
             - Periods such as “last month” are seen from the last day of the data.",
        ),
        (
            "THOUGHT_TYPE_STEPS",
            "- Keep the orders in June 2026.\n- Subtract the costs from the line amounts and sum for each supplier.\n\
             - Subtract the result of May 2026.\n- Sort highest first.",
        ),
    ];
    assert_eq!(thoughts, expected);
}

#[tokio::test]
async fn replies_name_what_they_do_not_know_and_what_may_be_meant() {
    let cases = [
        (
            "sales in the north",
            "I do not know what to make of “north” in this data. Did you mean Northeast? ",
        ),
        (
            "sales of chicken and sushi",
            "I do not know what to make of “chicken” and “sushi” in this data. \
             Did you mean Chicken Burrito Bowl or Chicken Noodle Soup? ",
        ),
        (
            "revenue growth",
            "I need two periods for “growth”, as in “this month compared with the month before”. ",
        ),
        ("share of revenue", "For “share” I need one part of the whole, or a split such as “by region”. "),
        (
            "growth of revenue and profit in 2025",
            "I can compare one measure at a time, and not as a share as well. ",
        ),
        (
            "top 3 products per region",
            "I can rank one thing at a time, not “product” within “region”. Ask for the best ones first, and \
             split these further with the next question. ",
        ),
        (
            "customers who ordered pizza but no drinks",
            "“but no” may leave out all that has to do with “Drinks”, or only that part of the sales. I can \
             leave out the part: ask for sales or units “without” it. ",
        ),
        (
            "discount as a percentage of sales",
            "I cannot show “total discount” as a part of “sales”, but both side by side, or each as a share of \
             its own total. ",
        ),
        ("thanks", "You are welcome! "),
        (
            "ordres per mnth",
            "I do not know what to make of “ordres” and “mnth” in this data. Did you mean orders or month? ",
        ),
    ];
    for (question, expected) in cases {
        let attachments = attachments(question).await;
        let reply = text(&attachments[0]["text"], "content");
        assert!(reply.starts_with(expected), "{question}: {reply}");
    }
}

/// The demo answers from its grammar, not from a list of questions.
#[test]
fn no_question_of_the_tests_stands_in_the_source() {
    let files =
        [include_str!("demo_worked.txt"), include_str!("demo_wordings.txt"), include_str!("demo_fresh.txt")];
    let conversations = files.into_iter().flat_map(conversations);
    let questions =
        conversations.flat_map(|conversation| conversation.questions).map(|(question, _)| question);
    let questions: Vec<_> =
        questions.filter(|question| question.split(' ').count() > 3).map(str::to_lowercase).collect();
    assert!(questions.len() > 60);
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let source = std::fs::read_to_string(&entry).unwrap().to_lowercase();
            let found: Vec<_> = questions.iter().filter(|question| source.contains(*question)).collect();
            assert!(found.is_empty(), "{}: {found:?}", entry.display());
        }
    }
}
