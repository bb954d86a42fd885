//! Questions with the rows that they must lead to, from statements written by
//! hand; the questions stand in text files.

use crate::demo_oracle::{Conversation, Expected, conversations, converse};

/// Asks them all; nothing may be wrong.
async fn all_are_right(conversations: &[Conversation]) {
    let mut wrong = Vec::new();
    for conversation in conversations {
        wrong.extend(converse(conversation).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn count(conversations: &[Conversation]) -> usize {
    conversations.iter().map(|conversation| conversation.questions.len()).sum()
}

#[tokio::test]
async fn every_worked_example_gives_the_rows_of_its_statement() {
    let conversations = conversations(include_str!("demo_worked.txt"));
    assert!(count(&conversations) >= 60);
    let mut expected = conversations.iter().flat_map(|conversation| &conversation.questions);
    assert!(expected.all(|(_, expected)| matches!(expected, Expected::Rows(_))));
    all_are_right(&conversations).await;
}

#[tokio::test]
async fn every_wording_is_answered_rightly_or_its_word_is_named() {
    let conversations = conversations(include_str!("demo_wordings.txt"));
    assert_eq!(count(&conversations), 50);
    all_are_right(&conversations).await;
}

#[tokio::test]
async fn more_wordings_are_answered_rightly_or_their_words_are_named() {
    let conversations = conversations(include_str!("demo_fresh.txt"));
    assert!(count(&conversations) >= 50);
    all_are_right(&conversations).await;
}
