//! Whatever is asked: the demo's reader never fails, and what it understands becomes SQL.

use genie_relay::demo::semantics::interpret::{Reading, interpret};
use genie_relay::demo::semantics::statement::Statement;
use proptest::prelude::*;

use crate::demo_support::TODAY;

proptest! {
    #[test]
    fn no_text_makes_the_reader_fail(text in ".{0,200}") {
        let _ = interpret(&text, None, TODAY);
    }

    #[test]
    fn words_of_the_vocabulary_in_any_order_make_sql(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "top", "3", "2025", "last", "month", "since", "from", "to", "may", "q1", "sales", "orders", "by",
            "between", "first", "quarter", "year", "99999999999", "in", "the", "vegan", "pizza", "and", "days",
            "4294967295", "of", "0", "region", "trend", "how", "many", "2025-13-45", "past", "weeks",
        ]), 0..9)
    ) {
        if let Reading::Ask(intent) = interpret(&words.join(" "), None, TODAY) {
            prop_assert!(Statement::new(&intent).shown.starts_with("SELECT\n"));
        }
    }
}
