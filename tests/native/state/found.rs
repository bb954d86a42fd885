//! What the simulator found: each test tells the story of one bug.

use genie_chat::domain::turn::TurnState;

use super::Bench;

/// What is stored in the middle of a conversation.
const STORED: &str = r#"{"v":1,"conversation":"c","messages":["m"],"unsure":[]}"#;

/// A question typed while the conversation was being opened was not stored, and a reload lost it.
#[test]
fn what_is_typed_while_the_conversation_opens_survives_a_reload() {
    let mut bench = Bench::with(Some(STORED));
    bench.ask("r");
    assert_eq!(bench.states(), [TurnState::Queued]);
    assert!(bench.tab.as_ref().unwrap().contains("\"r\""));
    assert_eq!(bench.stored.as_deref(), Some(STORED));
}
