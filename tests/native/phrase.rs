//! What is shown and read out about a turn.

use genie_chat::domain::failure::{Code, Failure};
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::status::MessageStatus;
use genie_chat::domain::table::{Cells, Table};
use genie_chat::domain::turn::{Turn, TurnState};
use genie_chat::i18n::phrase;

fn turn(state: TurnState) -> Turn {
    Turn { state, ..Turn::new(TurnKey(1), "i".into(), "q".into(), 0) }
}

#[test]
fn a_turn_under_way_tells_what_genie_does() {
    let waiting = Turn { status: Some(MessageStatus::PendingWarehouse), ..turn(TurnState::Waiting) };
    assert_eq!(phrase::progress(&waiting).as_deref(), Some("Waiting for the SQL warehouse to start"));
    let unknown = Turn { status: Some(MessageStatus::Other("NEW".into())), ..waiting.clone() };
    assert_eq!(phrase::progress(&unknown).as_deref(), Some("Genie is working"));
    let lost = Turn { misses: 1, ..waiting };
    assert_eq!(phrase::progress(&lost).as_deref(), Some("No reply from the relay. Trying again"));
    let looking = Turn { looking_since: Some(1), ..turn(TurnState::Sending) };
    assert!(phrase::progress(&looking).unwrap().contains("Checking whether your question arrived"));
    let refused = Turn { wait_until: Some(9), ..turn(TurnState::Sending) };
    assert!(phrase::progress(&refused).unwrap().starts_with("Too many questions"));
    let placed = Turn { relay_place: Some(3), ..refused };
    assert_eq!(phrase::progress(&placed).as_deref(), Some("Number 3 in the relay's queue. Trying again in"));
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
fn an_answer_with_nothing_in_it_is_not_called_one() {
    assert!(phrase::announcement(&turn(TurnState::Done)).starts_with("Genie finished without an answer"));
}

#[test]
fn an_answer_is_read_out_without_its_markup_and_not_at_length() {
    let mut done = turn(TurnState::Done);
    done.answer.text = Some(["**EMEA** leads. ", &"x".repeat(500)].concat());
    let said = phrase::announcement(&done);
    assert!(said.starts_with("Genie answered. EMEA leads. x"), "{said}");
    assert!(said.chars().count() < 200);
    let marks = "# Sales\n\n- `a` | [the report](https://example.com/(1)) and [b](c";
    assert_eq!(phrase::spoken(marks), " Sales\n\n- a  the report) and bc");
}

#[test]
fn counts_are_honest() {
    let told = |rows: usize, total, truncated, more, shown| {
        let mut cells = Cells::default();
        for _ in 0..rows {
            cells.push(Some("x"));
            cells.end_row();
        }
        let table = Table::new(Vec::new(), cells, total, truncated).with_more(more);
        phrase::rows(&table, shown, |count| count.to_string())
    };
    assert_eq!(told(0, None, false, false, 0), "0 rows");
    assert_eq!(told(1, None, false, false, 1), "1 row");
    assert_eq!(told(3, Some(3), false, false, 3), "3 rows");
    assert_eq!(told(3, Some(3), false, false, 2), "2 of 3 rows shown");
    assert_eq!(told(3, Some(12), false, false, 3), "3 of 12 rows shown");
    assert_eq!(told(3, None, false, true, 3), "More than 3 rows");
    assert_eq!(told(3, Some(3), true, false, 3), "3 rows · Genie cut this result at 3 rows.");
    assert_eq!(told(3, Some(12), true, false, 3), "3 of 12 rows shown · Genie cut this result at 3 rows.");
    let first_chunk = Table::new(Vec::new(), Cells::default(), Some(12), true).with_next(Some(1));
    let told = phrase::rows(&first_chunk, 0, |count| count.to_string());
    assert_eq!(
        told, "0 of 12 rows shown · Genie cut this result at 12 rows.",
        "it is not the chunk that was cut"
    );
}
