//! The words around a result: the sentence, the thoughts, and the replies to
//! what was not understood.

use std::path::Path;

use serde_json::Value;

use crate::demo_oracle::conversations;
use crate::demo_support::{SHARED, text};

async fn attachments(question: &str) -> Vec<Value> {
    SHARED.start(question).await["message"]["attachments"].as_array().unwrap().clone()
}

#[tokio::test]
async fn sentences_tell_the_key_figures_in_bold() {
    let cases = [
        (
            "revenue and orders in 2025",
            "Total sales came to **$381,852.34** and orders came to **9,670** in 2025.",
        ),
        (
            "bottom 2 categories by margin",
            "**Bowls** is lowest with **63.5%** in profit margin, followed by **Salads** with **65.9%**; \
             2 categories are listed, lowest first.",
        ),
        ("sales in 2019", "Nothing was found in 2019."),
        (
            "show revenu by weekday in 2025",
            "**Saturday** has the highest total sales in 2025 with **$70,097.24**, **Tuesday** the lowest with \
             **$45,066.80**; all 7 weekdays are listed, by weekday. (“revenu” was read as “revenue”.)",
        ),
        (
            "what share of orders were online",
            "Orders came to **11,186** for Website or Mobile app, **42.7%** of the total.",
        ),
        (
            "share of revenue by region",
            "**Northeast** leads with **$309,022.68** (**30.5%**) in total sales, followed by **West** with \
             **$306,065.27** (**30.2%**); all 5 regions are listed, highest first.",
        ),
        (
            "compare revenue this month with the month before",
            "Total sales came to **$38,261.68** in June 2026, **-0.3%** from **$38,359.85** in May 2026.",
        ),
        (
            "profit margin in Q1 2026 versus Q4 2025",
            "Profit margin came to **68.7%** in Q1 2026, **+0.1 points** from **68.6%** in Q4 2025.",
        ),
        (
            "month over month growth of orders in 2026",
            "**June 2026** has the highest orders in 2026 with **1,002**, **+0.8%** from **994** one month earlier, \
             **February 2026** the lowest with **711**; all 6 months are listed, by month.",
        ),
        (
            "products with more than 5,800 units without drinks",
            "**Quinoa & Kale Bowl** leads with **6,540** in units sold without Drinks with units sold over 5,800; \
             1 product is listed, highest first.",
        ),
        (
            "revenue by region sorted by name",
            "**Northeast** has the highest total sales with **$309,022.68**, **Southwest** the lowest with \
             **$107,473.19**; all 5 regions are listed, from A to Z.",
        ),
    ];
    for (question, expected) in cases {
        let attachments = attachments(question).await;
        assert_eq!(text(&attachments[1]["text"], "content"), expected, "{question}");
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
        ("top 3 products per region", "I can rank one thing at a time, not the best of each of several. "),
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
    let questions = [include_str!("demo_worked.txt"), include_str!("demo_wordings.txt")];
    let questions = questions.into_iter().flat_map(conversations).flatten().map(|(question, _)| question);
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
