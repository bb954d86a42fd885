//! What an element keeps, in a storage that is full.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use genie_chat::config::{Config, Persist};
use genie_chat::state::keep::{Bid, Keep, Owner, Place, Storage};
use genie_chat::state::stored::{Conversation, Record};

use super::super::sim::storage::{Area, Shelf};
use super::config;

struct Bench {
    areas: [Rc<RefCell<Area>>; 2],
    keep: Keep<Shelf>,
    shelf: Shelf,
}

fn bench(persist: Persist) -> Bench {
    let areas = [Rc::<RefCell<Area>>::default(), Rc::default()];
    let shelf = Shelf::new(&areas[0], &areas[1], &Rc::new(Cell::new(0)));
    let keep = Keep::new(shelf.clone(), &Config { persist, ..config() });
    Bench { areas, keep, shelf }
}

fn conversation(id: &str, used_at: u64) -> (Record, String) {
    let record = Conversation { title: Some("t".repeat(80)), used_at, ..Conversation::default() };
    (Record::Conversation(id.into()), record.to_json())
}

impl Bench {
    fn keep(&self, (record, text): (Record, String)) -> bool {
        self.keep.keep(&record, &text)
    }

    fn ids(&self) -> Vec<String> {
        let mut all: Vec<String> =
            self.keep.conversations().into_iter().map(|(record, _)| record.name()).collect();
        all.sort_unstable();
        all
    }
}

#[test]
fn a_full_storage_refuses_and_never_hangs() {
    for persist in [Persist::Local, Persist::Session] {
        for full in [0, 1] {
            for room in [0, 1, 30, 100, 300] {
                let bench = bench(persist);
                for index in 0..5 {
                    assert!(bench.keep(conversation(&format!("c{index}"), index)));
                }
                bench.areas[full].borrow_mut().fill(room);
                for record in [Record::Open, Record::Intent("i".into()), Record::Conversation("c9".into())] {
                    bench.keep.keep(&record, &"x".repeat(60));
                }
                bench.keep(conversation("c3", 9));
                bench.keep.save_draft(Owner::Nobody, "typed");
                assert!(bench.keep.claim("intent"));
                assert!(bench.ids().contains(&"c/c3".to_owned()), "{persist:?}, {full}, {room}");
            }
        }
    }
}

#[test]
fn room_is_made_where_it_is_missing_by_those_used_longest_ago() {
    let bench = bench(Persist::Local);
    for index in 0..5 {
        bench.keep(conversation(&format!("c{index}"), index));
    }
    bench.areas[1].borrow_mut().fill(0);
    assert!(!bench.keep.keep(&Record::Open, "c4"), "the tab's storage is full");
    assert_eq!(bench.ids().len(), 5, "nothing of another storage gives it room");
    bench.areas[0].borrow_mut().fill(10);
    assert!(bench.keep(conversation("c5", 5)));
    assert_eq!(bench.ids(), ["c/c1", "c/c2", "c/c3", "c/c4", "c/c5"]);
}

#[test]
fn a_storage_that_takes_nothing_loses_at_most_what_would_have_made_room() {
    let bench = bench(Persist::Local);
    for index in 0..50 {
        bench.keep(conversation(&format!("c{index:02}"), index));
    }
    bench.areas[0].borrow_mut().takes_nothing = true;
    assert!(!bench.keep(conversation("c99", 99)));
    assert!(bench.ids().len() >= 48, "{:?}", bench.ids());
    assert!(bench.shelf.get(Place::Local, "x").is_none());
}

/// Only the tab that heard first who asks took along what was kept before; the others lost it, and asked it once more.
#[test]
fn each_tab_takes_along_what_it_kept_before_anybody_was_named() {
    let areas = [Rc::<RefCell<Area>>::default(), Rc::default(), Rc::default()];
    let tab = |session: usize, caller: Option<&str>| {
        let shelf = Shelf::new(&areas[0], &areas[session], &Rc::new(Cell::new(0)));
        Keep::new(shelf, &Config { caller: caller.map(Into::into), ..config() })
    };
    let (first, second) = (tab(1, None), tab(2, None));
    for (keep, name) in [(&first, "i"), (&second, "j")] {
        keep.keep(&Record::Ahead(name.into()), &format!(r#"{{"v":2,"text":"{name}","in":"~i","at":1}}"#));
    }
    assert!(first.claim("i"));
    let named = tab(1, Some("anna"));
    named.take_over();
    assert!(!second.claim("i"), "claims are nobody's");
    for (keep, name) in [(named, "i"), (tab(2, None), "j")] {
        let kept = keep.kept(None);
        let ahead: Vec<&str> = kept
            .iter()
            .filter_map(|(record, _)| match record {
                Record::Ahead(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(ahead, [name]);
    }
}

/// What was typed before it was known by whom waited for ever under a name that nobody reads.
#[test]
fn what_is_typed_before_it_is_known_by_whom_waits_for_that() {
    let bench = bench(Persist::Local);
    let named =
        |caller: &str| Keep::new(bench.shelf.clone(), &Config { caller: Some(caller.into()), ..config() });
    let typed = Record::Typed("i".into());
    named("anna").keep(&typed, r#"{"v":2,"text":"q","in":"","at":1}"#);
    for caller in ["anna", "bert"] {
        assert!(named(caller).kept(None).iter().any(|(record, _)| *record == typed));
    }
    named("bert").keep(&typed, "");
    assert!(bench.keep.kept(None).is_empty());
}

/// After everything had been forgotten, what a named caller's page stored was not found by its next one.
#[test]
fn what_is_stored_in_a_callers_name_is_found() {
    let bench = bench(Persist::Local);
    let named = Keep::new(bench.shelf.clone(), &Config { caller: Some("anna".into()), ..config() });
    named.take_over();
    named.forget();
    assert!(named.keep(&Record::Open, "~i"));
    assert_eq!(Keep::new(bench.shelf.clone(), &config()).kept(None), [(Record::Open, "~i".into())]);
}

/// When a page's storage was cleared from another tab, what a tab had typed ahead was not found by its next page, which
/// did not know any more in whose name it was typed.
#[test]
fn a_tab_knows_in_whose_name_it_keeps() {
    for persist in [Persist::Local, Persist::Session] {
        let bench = bench(persist);
        let named = Config { caller: Some("anna".into()), persist, ..config() };
        Keep::new(bench.shelf.clone(), &named).keep(&Record::Open, "c");
        let other = Shelf::new(&bench.areas[0], &Rc::default(), &Rc::new(Cell::new(0)));
        Keep::new(other, &config()).forget();
        let next = Keep::new(bench.shelf.clone(), &Config { persist, ..config() });
        assert_eq!(next.kept(None), [(Record::Open, "c".into())]);
    }
}

/// G13: what other versions had stored was not forgotten.
#[test]
fn what_other_versions_have_stored_is_forgotten_too() {
    let bench = bench(Persist::Local);
    bench.keep.keep(&Record::Open, "c");
    let ours = bench.shelf.names(Place::Session).remove(0);
    for (place, version) in [(Place::Local, "1"), (Place::Session, "3"), (Place::Local, "10")] {
        bench.shelf.set(place, &ours.replace("genie-chat:2:", &format!("genie-chat:{version}:")), "x");
    }
    bench.shelf.set(Place::Local, "genie-chat:theirs:/|s", "x");
    bench.keep.forget();
    assert!(bench.shelf.names(Place::Session).is_empty());
    assert_eq!(bench.shelf.names(Place::Local), ["genie-chat:theirs:/|s"]);
}

/// What one tab had stored before it knew who asks was written over by what another had stored earlier in that name.
#[test]
fn what_comes_along_is_the_newer() {
    let bench = bench(Persist::Local);
    let text = |spot: &str| format!(r#"{{"v":2,"text":"q","in":"{spot}","at":1}}"#);
    let intent = Record::Intent("i".into());
    bench.keep.keep(&intent, &text("~i"));
    let named = || Keep::new(bench.shelf.clone(), &Config { caller: Some("anna".into()), ..config() });
    named();
    bench.keep.keep(&intent, &text("c"));
    assert!(named().conversations().contains(&(intent, text("c"))));
}

/// With `persist="session"` and without locks, duplicated tabs asked the same question twice: each looked only at what
/// was noted in its own storage.
#[test]
fn tabs_without_locks_see_what_each_other_claims() {
    let local = Rc::<RefCell<Area>>::default();
    let tab = || {
        let shelf = Shelf::new(&local, &Rc::default(), &Rc::new(Cell::new(0)));
        Keep::new(shelf, &Config { persist: Persist::Session, ..config() })
    };
    let (first, second) = (tab(), tab());
    assert!(first.claim("locked") && second.claim("locked"), "a lock keeps these apart");
    assert!(Shelf::new(&local, &Rc::default(), &Rc::new(Cell::new(0))).names(Place::Local).is_empty());
    assert_eq!(first.bid("i", "first", 1_000), Bid::Wait(250));
    assert_eq!(first.bid("i", "first", 1_100), Bid::Wait(150), "it was asked too early");
    assert_eq!(first.bid("i", "first", 1_250), Bid::Won);
    assert_eq!([second.bid("i", "second", 1_250), first.bid("i", "first", 1_250)], [Bid::Lost; 2]);
}

/// Without locks, two tabs that came online at once both read that nobody had posted a question, and both did.
#[test]
fn of_several_tabs_that_want_to_post_a_question_one_does() {
    for lag in [0, 124] {
        for later in 0..600 {
            let local = Rc::<RefCell<Area>>::default();
            local.borrow_mut().lag = lag;
            let tab = |tab| {
                let shelf = Shelf::new(&local, &Rc::default(), &Rc::new(Cell::new(0))).of(tab);
                Keep::new(shelf, &config())
            };
            // A third one notes another question meanwhile, with what it sees of the notes.
            let other = tab(2);
            let mut tabs = [("a", tab(0), 1_000), ("b", tab(1), 1_000 + later)];
            let mut ends = Vec::new();
            while let Some((name, keep, at)) =
                tabs.iter_mut().min_by_key(|(.., at)| *at).filter(|(.., at)| *at < 9_000)
            {
                local.borrow_mut().now = *at;
                other.claim(&at.to_string());
                match keep.bid("i", name, *at) {
                    Bid::Wait(ms) => *at += ms,
                    end => {
                        ends.push(end);
                        *at = u64::MAX;
                    }
                }
            }
            ends.sort_by_key(|end| *end != Bid::Won);
            assert_eq!(ends, [Bid::Won, Bid::Lost], "lag {lag} ms, {later} ms later");
        }
    }
}

/// A tab that had said that it wants to post a question slept, another one posted it, and the first one did so, too.
#[test]
fn a_tab_that_was_asleep_does_not_trust_its_old_bid() {
    let local = Rc::<RefCell<Area>>::default();
    let tab = || Keep::new(Shelf::new(&local, &Rc::default(), &Rc::new(Cell::new(0))), &config());
    let (first, second) = (tab(), tab());
    assert_eq!(first.bid("i", "first", 1_000), Bid::Wait(250));
    assert_eq!(second.bid("i", "second", 1_100), Bid::Wait(800));
    // It died, or so it seems.
    assert_eq!(second.bid("i", "second", 3_500), Bid::Wait(250));
    assert_eq!(first.bid("i", "first", 3_600), Bid::Wait(800));
    assert_eq!(second.bid("i", "second", 3_750), Bid::Won);
    assert_eq!(first.bid("i", "first", 4_400), Bid::Lost);
    // Nobody has taken it meanwhile: it begins anew.
    assert_eq!(first.bid("j", "first", 1_000), Bid::Wait(250));
    assert_eq!(first.bid("j", "first", 9_000), Bid::Wait(250));
    assert_eq!(first.bid("j", "first", 9_250), Bid::Won);
}

/// What tabs without locks tell each other of a question was kept for ever.
#[test]
fn the_bids_of_other_days_go() {
    const DAY: u64 = 86_400_000;
    let local = Rc::<RefCell<Area>>::default();
    let shelf = Shelf::new(&local, &Rc::default(), &Rc::new(Cell::new(0)));
    let keep = Keep::new(shelf.clone(), &config());
    for (intent, now) in [("1000-r-1", 1_000), ("99000-r-1", 99_000), ("2-r-1", 50_000 + DAY)] {
        assert_eq!(keep.bid(intent, "tab", now), Bid::Wait(250));
        assert_eq!(keep.bid(intent, "tab", now + 250), Bid::Won);
    }
    let names = shelf.names(Place::Local);
    assert!(!names.iter().any(|name| name.ends_with("1000-r-1")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("99000-r-1")), "{names:?}");
}

/// A note that a full storage does not take was believed to be there.
#[test]
fn a_claim_that_nobody_can_see_is_known_to_be_none() {
    let bench = bench(Persist::Local);
    assert!(bench.keep.claim("i") && bench.keep.is_noted("i"));
    bench.areas[0].borrow_mut().fill(0);
    assert!(
        bench.keep.claim("another intent, which is longer")
            && !bench.keep.is_noted("another intent, which is longer")
    );
}
