//! What is shown and read out about a turn.

use genie_chat::domain::failure::{Code, Failure};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::status::MessageStatus;
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::i18n::phrase;

fn turn(state: TurnState) -> Turn {
    Turn { state, ..Turn::new(TurnKey(1), "i".into(), "q".into(), 0) }
}

#[test]
fn a_turn_under_way_tells_what_genie_does() {
    let waiting = Turn { status: Some(MessageStatus::PendingWarehouse), ..turn(TurnState::Waiting) };
    assert_eq!(phrase::progress(&waiting), Some("Waiting for the SQL warehouse to start"));
    let unknown = Turn { status: Some(MessageStatus::Other("NEW".into())), ..waiting.clone() };
    assert_eq!(phrase::progress(&unknown), Some("Genie is working"));
    let lost = Turn { misses: 1, ..waiting };
    assert_eq!(phrase::progress(&lost), Some("No reply from the relay. Trying again"));
    let looking = Turn { looking_since: Some(1), ..turn(TurnState::Sending) };
    assert!(phrase::progress(&looking).unwrap().contains("Checking whether your question arrived"));
    assert_eq!(phrase::progress(&turn(TurnState::Done)), None);
}

#[test]
fn a_cancelled_message_is_not_called_stopped() {
    let failure = Some(Failure::new(Code::Stopped));
    let stopped = Turn { failure, ..turn(TurnState::Failed) };
    assert!(phrase::trouble(&stopped).unwrap().starts_with("Stopped."));
    let cancelled = Turn { status: Some(MessageStatus::Cancelled), ..stopped };
    assert!(phrase::trouble(&cancelled).unwrap().starts_with("Genie cancelled"));
}

#[test]
fn an_answer_is_read_out_without_its_markup_and_not_at_length() {
    let mut done = turn(TurnState::Done);
    done.answer.text = Some(["**EMEA** leads. ", &"x".repeat(500)].concat());
    let said = phrase::announcement(&done);
    assert!(said.starts_with("Genie answered. EMEA leads. x"), "{said}");
    assert!(said.chars().count() < 200);
}
