//! Questions with the rows that they must lead to, from statements written by
//! hand; the questions stand in two text files.

use crate::demo_oracle::{Expected, conversations, converse};

#[tokio::test]
async fn every_worked_example_gives_the_rows_of_its_statement() {
    let conversations = conversations(include_str!("demo_worked.txt"));
    assert!(conversations.iter().map(Vec::len).sum::<usize>() >= 60);
    assert!(conversations.iter().flatten().all(|(_, expected)| matches!(expected, Expected::Rows(_))));
    for conversation in conversations {
        converse(&conversation).await;
    }
}

#[tokio::test]
async fn every_wording_is_answered_rightly_or_its_word_is_named() {
    let conversations = conversations(include_str!("demo_wordings.txt"));
    assert_eq!(conversations.iter().map(Vec::len).sum::<usize>(), 50);
    for conversation in conversations {
        converse(&conversation).await;
    }
}
