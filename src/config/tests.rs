//! What attributes mean, and what is wrong with them.
#![allow(clippy::unwrap_used)]
use super::*;

fn raw(relay: &str) -> RawAttributes {
    RawAttributes { relay_url: Some(relay.into()), space_id: Some(" s1 ".into()), ..RawAttributes::default() }
}

#[test]
fn what_is_absent_has_its_documented_default() {
    let config = Config::parse(&raw("https://relay.example/")).unwrap();
    assert_eq!(config.relay_url, "https://relay.example");
    assert_eq!(config.space.as_str(), "s1");
    assert_eq!((config.persist, config.theme), (Persist::Local, Theme::Auto));
    assert_eq!(config.chart, Charts::Auto);
    assert_eq!(config.max_wait_ms, 600_000);
}

#[test]
fn a_relay_is_a_url_or_a_path_on_this_origin() {
    for (given, kept) in [("/", ""), ("/relay/", "/relay"), ("HTTP://h:1/x", "HTTP://h:1/x")] {
        assert_eq!(Config::parse(&raw(given)).unwrap().relay_url, kept);
    }
    for (given, problem) in [
        ("", Problem::Missing),
        ("relay.example", Problem::NotAUrl),
        ("//other.example", Problem::NotAUrl),
        ("/\\other.example", Problem::NotAUrl),
        ("javascript:alert(1)", Problem::NotAUrl),
        ("https://", Problem::NotAUrl),
        ("https://me:secret@h", Problem::UrlWithExtras),
        ("https://h/?token=1", Problem::UrlWithExtras),
        ("https://h\n/", Problem::Unreadable),
    ] {
        let error = Config::parse(&raw(given)).unwrap_err();
        assert_eq!(error, ConfigError { attribute: "relay-url", problem }, "{given}");
    }
}

#[test]
fn a_bad_word_is_told_and_never_replaced_by_a_default() {
    let mut attributes = raw("/");
    attributes.persist = Some("forever".into());
    let error = Config::parse(&attributes).unwrap_err();
    assert_eq!(error.attribute, "persist");
    assert_eq!(error.problem, Problem::NotAllowed("local, session, none"));
}

#[test]
fn charts_are_drawn_where_they_help_or_not_at_all() {
    for (given, kept) in [("auto", Charts::Auto), (" OFF ", Charts::Off)] {
        let attributes = RawAttributes { chart: Some(given.into()), ..raw("/") };
        assert_eq!(Config::parse(&attributes).unwrap().chart, kept, "{given}");
    }
    let attributes = RawAttributes { chart: Some("pie".into()), ..raw("/") };
    let error = Config::parse(&attributes).unwrap_err();
    assert_eq!(error, ConfigError { attribute: "chart", problem: Problem::NotAllowed("auto, off") });
}

#[test]
fn the_longest_wait_is_a_whole_number_of_seconds() {
    for (given, ms) in [("1", Ok(1_000)), (" 90 ", Ok(90_000)), ("86400", Ok(86_400_000))]
        .into_iter()
        .chain(["0", "-1", "1.5", "10s", "86401", "99999999999999999999"].map(|bad| (bad, Err(()))))
    {
        let attributes = RawAttributes { max_wait: Some(given.into()), ..raw("/") };
        let parsed = Config::parse(&attributes).map(|config| config.max_wait_ms);
        let expected = ms.map_err(|()| ConfigError { attribute: "max-wait", problem: Problem::NotSeconds });
        assert_eq!(parsed, expected, "{given}");
    }
}

#[test]
fn a_space_has_to_be_named() {
    let attributes = RawAttributes { space_id: Some("  ".into()), ..raw("/") };
    let error = Config::parse(&attributes).unwrap_err();
    assert_eq!(error, ConfigError { attribute: "space-id", problem: Problem::Missing });
}

/// Frameworks write an empty text for what a page does not give.
#[test]
fn an_empty_attribute_is_an_absent_one() {
    let written = ["persist", "theme", "chart", "conversation-id", "max-wait", "id", "space-id"];
    for empty in ["", " ", "\n"] {
        let get = |name: &str| match name {
            "relay-url" => Some("/".to_owned()),
            "agent-id" => Some("s1".to_owned()),
            _ => written.contains(&name).then(|| empty.to_owned()),
        };
        let config = Config::parse(&RawAttributes::read(&get)).unwrap();
        assert_eq!(config, Config::parse(&raw("/")).unwrap(), "{empty:?}");
    }
    let nothing = RawAttributes::read(&|_| Some(String::new()));
    assert_eq!(
        Config::parse(&nothing).unwrap_err(),
        ConfigError { attribute: "relay-url", problem: Problem::Missing }
    );
}
