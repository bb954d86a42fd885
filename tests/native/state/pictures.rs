//! Genie's own pictures: asked for where the relay passes them on, shown where an answer is complete.

use genie_chat::config::{Charts, Config};
use genie_chat::domain::ids::TurnKey;
use genie_chat::state::event::Kind;
use genie_chat::state::select;

use super::{Bench, QUERY, config, message};

const TITLED: &str = r#"{"attachment_id":"v","viz":{"query_attachment_id":"a","title":"Own"}}"#;

/// A widget whose relay has told this of itself.
fn told(info: &str, chart: Charts) -> Bench {
    let mut bench = Bench::with(Vec::new());
    bench.event(Kind::Configured { config: Config { chart, ..config() }, kept: Vec::new() });
    bench.reply("/info", if info.is_empty() { 404 } else { 200 }, info);
    bench.reply("/spaces/s", 200, r#"{"title":""}"#);
    bench.requests.clear();
    bench
}

fn body(bench: &Bench, ending: &str) -> String {
    let sent = bench.requests.iter().find(|(_, request)| request.path.ends_with(ending));
    sent.and_then(|(_, request)| request.body.clone()).unwrap()
}

fn answered(attachments: &str) -> (Bench, TurnKey) {
    let mut bench = Bench::polling();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", attachments));
    let key = bench.turn(0).key;
    (bench, key)
}

#[test]
fn pictures_are_asked_for_only_where_they_can_be_had_and_are_wanted() {
    let passes = r#"{"version":"1","visualization":true}"#;
    for (info, chart, expected) in [
        (passes, Charts::Auto, r#"{"content":"q","enable_visualization":true}"#),
        (passes, Charts::Off, r#"{"content":"q"}"#),
        (r#"{"version":"1","visualization":false}"#, Charts::Auto, r#"{"content":"q"}"#),
        (r#"{"version":"1"}"#, Charts::Auto, r#"{"content":"q"}"#),
        // A plain proxy.
        ("", Charts::Auto, r#"{"content":"q"}"#),
    ] {
        let mut bench = told(info, chart);
        bench.ask("q");
        assert_eq!(body(&bench, "/start-conversation"), expected, "{info} {chart:?}");
        bench.reply("/start-conversation", 200, &super::started("m", "q"));
        bench.wait();
        bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", ""));
        bench.ask("q");
        assert_eq!(body(&bench, "/messages"), expected, "{info} {chart:?}");
    }
}

#[test]
fn another_relay_is_not_taken_for_the_one_before() {
    let mut bench = told(r#"{"visualization":true}"#, Charts::Auto);
    let config = Config { space: "other".into(), ..config() };
    bench.event(Kind::Configured { config, kept: Vec::new() });
    bench.reply("/info", 404, "");
    bench.reply("/spaces/other", 200, r#"{"title":""}"#);
    bench.ask("q");
    assert_eq!(body(&bench, "/start-conversation"), r#"{"content":"q"}"#);
}

#[test]
fn a_picture_is_shown_once_its_answer_is_complete() {
    let mut bench = Bench::polling();
    let both = [QUERY, ",", TITLED].concat();
    bench.reply("/messages/m", 200, &message("m", "q", "ASKING_AI", &both));
    let key = bench.turn(0).key;
    assert_eq!(select::pictures(&bench.model, key), 0);
    bench.wait();
    bench.reply("/messages/m", 200, &message("m", "q", "COMPLETED", &both));
    assert_eq!(select::pictures(&bench.model, key), 1);
    let path = select::picture(&bench.model, key, 0).unwrap().path;
    assert!(path.ends_with("/messages/m/attachments/v/download-visualization"), "{path}");
    let off = Config { chart: Charts::Off, ..config() };
    bench.model.config = Some(off);
    assert_eq!(select::pictures(&bench.model, key), 0);
}

#[test]
fn a_picture_has_a_title_of_its_own_or_its_query_s() {
    let query = QUERY.replace("\"query\":{", "\"query\":{\"title\":\"Rows\",");
    for (picture, title) in [
        (TITLED, Some("Own")),
        (r#"{"attachment_id":"v","viz":{"query_attachment_id":"a"}}"#, Some("Rows")),
        (r#"{"attachment_id":"v","viz":{"query_attachment_id":"other"}}"#, None),
        (r#"{"attachment_id":"v","viz":{}}"#, None),
    ] {
        let (bench, key) = answered(&[&query, ",", picture].concat());
        assert_eq!(select::picture_title(&bench.model, key, 0).as_deref(), title, "{picture}");
    }
    let (bench, key) = answered(r#"{"viz":{}}"#);
    assert_eq!(select::picture(&bench.model, key, 0), None, "there is no path to it");
    assert_eq!(select::picture(&bench.model, key, 1), None);
}
