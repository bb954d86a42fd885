//! What the reader says of an answer, and what Genie asks back.

use genie_chat::domain::conversation::Rating;
use genie_chat::domain::ids::TurnKey;
use genie_chat::domain::turn::TurnState;
use genie_chat::state::effect::{Effect, HostEvent, Place};
use genie_chat::state::event::{Event, Kind};
use genie_chat::state::update;

use super::{Bench, TEXT, message, stored_with};

const PATH: &str = "/messages/m/feedback";

fn answered() -> (Bench, TurnKey) {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", TEXT));
    let key = bench.turn(0).key;
    (bench, key)
}

fn rate(bench: &mut Bench, turn: TurnKey, rating: Option<Rating>, comment: Option<&str>) {
    bench.event(Kind::Rated { turn, rating, comment: comment.map(str::to_owned) });
}

fn bodies(bench: &Bench) -> Vec<&str> {
    let sent = bench.requests.iter().filter(|(_, request)| request.path.ends_with(PATH));
    sent.filter_map(|(_, request)| request.body.as_deref()).collect()
}

fn told(bench: &Bench) -> Vec<Option<Rating>> {
    let rating = |event: &HostEvent| match event {
        HostEvent::Feedback { rating, .. } => Some(*rating),
        _ => None,
    };
    bench.told.iter().filter_map(rating).collect()
}

#[test]
fn a_rating_is_sent_told_and_taken_back() {
    let (mut bench, key) = answered();
    rate(&mut bench, key, Some(Rating::Negative), Some("Wrong \"month\""));
    assert_eq!(bodies(&bench), [r#"{"rating":"NEGATIVE","comment":"Wrong \"month\""}"#]);
    assert!(told(&bench).is_empty(), "told before it has arrived");
    bench.reply(PATH, 200, "");
    assert_eq!(told(&bench), [Some(Rating::Negative)]);
    rate(&mut bench, key, None, None);
    assert_eq!(bodies(&bench), [r#"{"rating":"NONE"}"#]);
    bench.reply(PATH, 200, "{}");
    assert_eq!((told(&bench).last(), bench.turn(0).feedback.rating), (Some(&None), None));
}

#[test]
fn ratings_are_sent_one_after_the_other() {
    let (mut bench, key) = answered();
    rate(&mut bench, key, Some(Rating::Positive), None);
    rate(&mut bench, key, Some(Rating::Negative), None);
    assert_eq!(bodies(&bench), [r#"{"rating":"POSITIVE"}"#]);
    bench.reply(PATH, 200, "{}");
    assert_eq!(bodies(&bench), [r#"{"rating":"NEGATIVE"}"#]);
    bench.reply(PATH, 200, "{}");
    assert_eq!(told(&bench), [Some(Rating::Negative)]);
}

#[test]
fn a_rating_that_cannot_be_sent_says_so_and_keeps_its_words() {
    let (mut bench, key) = answered();
    rate(&mut bench, key, Some(Rating::Negative), Some("why"));
    bench.reply(PATH, 403, r#"{"error_code":"PERMISSION_DENIED","message":"no"}"#);
    let feedback = bench.turn(0).feedback.clone();
    assert_eq!((feedback.rating, feedback.comment.as_deref()), (Some(Rating::Negative), Some("why")));
    assert!(feedback.failure.is_some() && told(&bench).is_empty());
    assert_eq!(bench.errors(), ["permission"]);
    rate(&mut bench, key, Some(Rating::Negative), None);
    assert_eq!(bodies(&bench), [r#"{"rating":"NEGATIVE","comment":"why"}"#]);
}

#[test]
fn a_comment_is_changed_and_taken_back_by_itself() {
    let (mut bench, key) = answered();
    let negative = Some(Rating::Negative);
    for (words, body) in [
        (Some("why"), r#"{"rating":"NEGATIVE","comment":"why"}"#),
        (None, r#"{"rating":"NEGATIVE","comment":"why"}"#),
        (Some("because"), r#"{"rating":"NEGATIVE","comment":"because"}"#),
        (Some(""), r#"{"rating":"NEGATIVE"}"#),
    ] {
        rate(&mut bench, key, negative, words);
        assert_eq!(bodies(&bench), [body], "{words:?}");
        bench.reply(PATH, 200, "");
    }
    assert_eq!(bench.turn(0).feedback.comment, None);
}

#[test]
fn a_rating_and_its_comment_are_shown_again_after_a_reload() {
    for (comment, shown) in [("", None), (r#","comment":"why""#, Some("why")), (r#","comment":"""#, None)] {
        let mut bench = Bench::known(stored_with(&[]));
        let feedback = format!(r#""feedback":{{"rating":"POSITIVE"{comment}}},"attach"#);
        let rated = message("m", "q", "COMPLETED", TEXT).replace("\"attach", &feedback);
        bench.reply("?page_size=50", 200, &format!(r#"{{"messages":[{rated}]}}"#));
        let feedback = &bench.turn(0).feedback;
        assert_eq!((feedback.rating, feedback.comment.as_deref()), (Some(Rating::Positive), shown));
    }
}

#[test]
fn a_question_back_puts_the_cursor_into_the_composer() {
    for (attachment, asked) in
        [(TEXT, false), (r#"{"text":{"content":"Which year?","purpose":"FOLLOW_UP_QUESTION"}}"#, true)]
    {
        let mut bench = Bench::polling();
        let index = bench.requests.iter().position(|(_, request)| request.path.ends_with("/messages/m"));
        let (request, _) = bench.requests.remove(index.unwrap());
        let reply = genie_chat::api::error::Reply {
            status: 200,
            body: message("m", "q", "COMPLETED", attachment),
            ..Default::default()
        };
        let kind = Kind::Replied { request, outcome: Ok(reply) };
        let effects = update(&mut bench.model, Event { now: bench.now, random: 0, kind });
        assert_eq!(bench.states(), [TurnState::Done]);
        assert_eq!(effects.contains(&Effect::Focus(Place::Reply)), asked, "{attachment}");
    }
}
