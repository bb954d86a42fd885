//! Command lines that cannot be served: each is answered by one literal sentence.

use genie_relay::config::Mode;

use crate::support::config;

fn message(flags: &[&str], host: Option<&str>, token: Option<&str>) -> String {
    match config(flags, host, token) {
        Ok(_) => "served".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_bad_command_line_says_what_to_do() {
    let forward = ["--workspace", "https://w.example", "--space", "s1"];
    let cases: [(&[&str], &str); 24] = [
        (&["--demo"], "served"),
        (&forward, "served"),
        (
            &["--demo", "--workspace", "https://w.example"],
            "--demo and --workspace exclude each other: leave one out.",
        ),
        (&["--demo", "--space", "s"], "--space is for forwarding to a workspace: leave it out with --demo."),
        (&["--demo", "--today", "31.3.2026"], "--today 31.3.2026: write a day as YYYY-MM-DD."),
        (&["--demo", "--today", "2026-02-30"], "--today 2026-02-30: write a day as YYYY-MM-DD."),
        (
            &["--demo", "--listen", "localhost"],
            "--listen localhost: write an IP address and a port, e.g. 127.0.0.1:8080.",
        ),
        (
            &["--demo", "--listen", "0.0.0.0:8080"],
            "Other machines can reach 0.0.0.0:8080: add --public if they should, or listen on 127.0.0.1.",
        ),
        (&["--demo", "--listen", "0.0.0.0:8080", "--public"], "served"),
        (&["--demo", "--listen", "[::1]:0"], "served"),
        (
            &["--demo", "--allow-origin", "*"],
            "--allow-origin *: write the exact origin, e.g. https://portal.example or http://localhost:3000.",
        ),
        (
            &["--demo", "--allow-origin", "https://portal.example/app"],
            "--allow-origin https://portal.example/app: write it as https://portal.example.",
        ),
        (&["--demo", "--allow-header", "X-Portal-Token", "--allow-header", "traceparent"], "served"),
        (
            &["--demo", "--allow-header", "x-token: secret"],
            "--allow-header x-token: secret: write the name of one header, e.g. x-portal-token.",
        ),
        (
            &["--demo", "--allow-header", "X-Forwarded-For"],
            "--allow-header X-Forwarded-For: pages must not set this header, because proxies and servers rely on it; give the token a name of its own, e.g. x-portal-token.",
        ),
        (
            &["--demo", "--allow-host", "https://x"],
            "--allow-host https://x: write a host name, with a port if only that one is meant, e.g. genie.example.",
        ),
        (
            &["--demo", "--serve", "/no/such/directory"],
            "--serve /no/such/directory: there is no such directory.",
        ),
        (
            &["--workspace", "https://w.example"],
            "Name at least one Genie space with --space ID or --space ALIAS=ID; the ID stands in the space's address: .../genie/rooms/ID.",
        ),
        (
            &["--workspace", "https://w.example", "--space", "a b"],
            "--space a b: write ID or ALIAS=ID with letters, digits and . _ ~ - only, at most 512 characters each.",
        ),
        (
            &["--workspace", "https://w.example", "--space", "a=1", "--space", "a=2"],
            "--space a is given twice: every alias names one space.",
        ),
        (
            &["--workspace", "http://w.example", "--space", "s"],
            "The workspace URL must begin with https://; http:// is allowed for this machine only.",
        ),
        (
            &["--workspace", "https://me:pass@w.example", "--space", "s"],
            "The workspace URL must be https://HOST without a path, user name or query, e.g. https://adb-1234567890.7.azuredatabricks.net.",
        ),
        (
            &["--workspace", "https://w.example", "--space", "s", "--answer-ms", "1"],
            "--answer-ms is for the demo: add --demo or leave it out.",
        ),
        (&["--space", "s", "--dump-db", "f"], "--dump-db is for the demo: add --demo or leave it out."),
    ];
    for (flags, expected) in cases {
        assert_eq!(message(flags, None, Some("dapi1")), expected, "{flags:?}");
    }
}

#[test]
fn the_environment_names_workspace_and_token() {
    let space = ["--space", "s"];
    assert_eq!(message(&space, Some("w.example"), Some("dapi1")), "served");
    assert_eq!(
        message(&space, Some("w.example"), None),
        "Set the environment variable DATABRICKS_TOKEN to a token of the workspace."
    );
    assert_eq!(
        message(&space, Some("w.example"), Some("dapi 1")),
        "DATABRICKS_TOKEN has characters that no token has (a line break or a space, perhaps)."
    );
    assert_eq!(
        message(&[], None, None),
        "Say what to serve: --demo for the demo, or --workspace URL (or DATABRICKS_HOST) to forward to Databricks."
    );
    assert_eq!(message(&["--demo"], Some("w.example"), Some("dapi1")), "served");
}

#[test]
fn defaults_are_the_documented_ones() {
    let config = config(&["--demo", "--today", "2026-03-31"], None, None).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    let Mode::Demo(demo) = config.mode else { panic!("not a demo") };
    assert_eq!((demo.options.answer_ms, demo.options.today.to_string().as_str()), (4000, "2026-03-31"));
}

#[test]
fn a_configuration_never_prints_its_token() {
    let config = config(&["--workspace", "w.example", "--space", "s"], None, Some("dapi-visible")).unwrap();
    assert!(!format!("{config:?}").contains("dapi-visible"));
}
