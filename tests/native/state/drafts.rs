//! The owner of the draft in the text box.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use genie_chat::config::Config;
use genie_chat::state::keep::{Keep, Owner, Place, Storage};

use super::super::sim::storage::{Area, Shelf};
use super::config;

/// The name under which the loader keeps a draft, as `src/embed/typed.js` writes it.
const TYPED: &str = "genie-chat:typed:https://relay.example|space|";

fn tab() -> (Shelf, Rc<RefCell<Area>>) {
    let area = Rc::<RefCell<Area>>::default();
    (Shelf::new(&Rc::default(), &area, &Rc::new(Cell::new(0))), area)
}

fn keep(shelf: &Shelf, caller: Option<&str>, space: &str) -> Keep<Shelf> {
    let relay_url = "https://relay.example".into();
    let caller = caller.map(Into::into);
    Keep::new(shelf.clone(), &Config { relay_url, space: space.into(), caller, ..config() })
}

fn shown(keep: &Keep<Shelf>, owner: Owner, typed: &str) -> String {
    let (text, stored) = keep.take_draft(owner, typed);
    assert!(stored);
    text
}

#[test]
fn each_caller_and_each_space_has_a_draft_of_its_own() {
    let (shelf, _) = tab();
    let (anna, bert) = (keep(&shelf, Some("anna"), "space"), keep(&shelf, Some("bert"), "space"));
    assert!(anna.save_draft(Owner::Caller, "anna's"));
    assert_eq!(shown(&bert, Owner::Caller, ""), "");
    assert!(bert.save_draft(Owner::Caller, "bert's"));
    assert_eq!(shown(&keep(&shelf, Some("anna"), "other"), Owner::Caller, ""), "");
    assert_eq!(shown(&anna, Owner::Caller, ""), "anna's");
    assert_eq!(shown(&bert, Owner::Caller, ""), "bert's");
}

#[test]
fn what_was_typed_before_it_is_known_by_whom_goes_to_the_caller_who_is_named() {
    let (shelf, _) = tab();
    assert!(keep(&shelf, Some("bert"), "space").save_draft(Owner::Caller, "bert's"));
    // The last caller's page, whom the relay has not confirmed.
    assert!(keep(&shelf, Some("anna"), "space").save_draft(Owner::Nobody, "typed"));
    assert_eq!(shelf.get(Place::Session, TYPED).as_deref(), Some("typed"));
    let bert = keep(&shelf, Some("bert"), "space");
    assert_eq!(shelf.get(Place::Session, TYPED).as_deref(), Some("typed"), "no record to be moved");
    assert_eq!(shown(&bert, Owner::Caller, "typed"), "bert's\ntyped");
    assert_eq!(shelf.get(Place::Session, TYPED), None);
    assert_eq!(shown(&bert, Owner::Caller, "bert's\ntyped"), "bert's\ntyped", "not twice");
    assert_eq!(shown(&keep(&shelf, Some("anna"), "space"), Owner::Caller, ""), "");
}

#[test]
fn a_draft_of_nobody_is_shown_once_and_forgotten_with_the_rest() {
    let (shelf, _) = tab();
    let nobody = keep(&shelf, None, "space");
    shelf.set(Place::Session, TYPED, "left");
    assert_eq!(shown(&nobody, Owner::Nobody, "left"), "left");
    assert_eq!(shown(&nobody, Owner::Nobody, "more"), "left\nmore");
    nobody.forget();
    assert!(shelf.names(Place::Session).is_empty());
}

#[test]
fn what_the_storage_does_not_take_as_the_callers_stays_where_it_was() {
    let (shelf, area) = tab();
    assert!(keep(&shelf, None, "space").save_draft(Owner::Nobody, "typed"));
    area.borrow_mut().takes_nothing = true;
    let anna = keep(&shelf, Some("anna"), "space");
    assert_eq!(anna.take_draft(Owner::Caller, "typed"), ("typed".into(), false));
    assert_eq!(shelf.get(Place::Session, TYPED).as_deref(), Some("typed"));
}
