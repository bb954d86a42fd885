//! The program itself: what it prints, and how it ends.

use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::stub::{Answer, Stub};
use crate::support::TOKEN;

fn command(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_genie-relay"));
    command.args(flags).env_remove("DATABRICKS_HOST").env_remove("DATABRICKS_TOKEN");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Ends the program with the test, whatever happens in between.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts the program and reads its one line; gives back its URL and the rest of its stdout.
    fn start(command: &mut Command) -> (Self, String, impl Read) {
        let mut running = Self(command.spawn().unwrap());
        let mut out = BufReader::new(running.0.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let url = line.trim_end().strip_prefix("genie-relay listening on ").unwrap().to_owned();
        assert!(url.starts_with("http://127.0.0.1:") && !url.ends_with(":0"), "{line}");
        (running, url, out)
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.0.id().to_string()]).status().unwrap().success());
    }

    /// Sends a signal and waits for a good end.
    fn end(&mut self, signal: &str) {
        self.signal(signal);
        assert!(self.0.wait().unwrap().success(), "{signal}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_announces_its_port_serves_and_ends_on_a_signal() {
    for signal in ["-TERM", "-INT"] {
        let mut demo = command(&["--demo", "--listen", "127.0.0.1:0", "--log-format", "json"]);
        // A variable set for other tools must not break the demo.
        demo.env("DATABRICKS_HOST", "https://w.example");
        let (mut running, url, mut out) = Running::start(&mut demo);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        assert_eq!(client.get(format!("{url}/healthz")).send().await.unwrap().text().await.unwrap(), "ok");
        running.end(signal);
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line on stdout, no more");
        let mut log = String::new();
        running.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let event: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
        assert_eq!((&event["message"], &event["status"]), (&"request".into(), &200.into()));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn its_log_holds_no_credential_question_or_result_at_any_level() {
    let stub = Stub::start(Answer::json(200, r#"{"query":"SELECT cheese","cells":["gouda"]}"#)).await;
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut relay = command(&["--workspace", &stub.url, "--space", "sales=s1", "--listen", "127.0.0.1:0"]);
    relay.env("DATABRICKS_TOKEN", TOKEN).env("RUST_LOG", "trace").stderr(log.reopen().unwrap());
    let (mut running, url, _out) = Running::start(&mut relay);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let page = format!("<html>{TOKEN}</html>");
    for (status, answer) in
        [(200, None), (403, Some(Answer::json(403, TOKEN))), (502, Some(Answer::json(200, page)))]
    {
        if let Some(answer) = answer {
            stub.answer(answer);
        }
        let ask = client
            .post(format!("{url}/api/2.0/genie/spaces/sales/start-conversation?q=brie"))
            .header("content-type", "application/json")
            .header("authorization", "Bearer browser-secret")
            .header("cookie", "session=browser-secret")
            .body(r#"{"content":"Which brie?"}"#);
        assert_eq!(ask.send().await.unwrap().status(), status);
    }
    running.end("-TERM");
    let log = std::fs::read_to_string(log.path()).unwrap();
    assert!(log.contains("spaces/{space}/start-conversation") && log.contains("TRACE"), "{log}");
    for secret in [TOKEN, "browser-secret", "brie", "cheese", "gouda"] {
        assert!(!log.contains(secret), "the log holds {secret}: {log}");
    }
}

#[test]
fn a_bad_command_line_ends_it_with_what_to_do() {
    let output = command(&[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "genie-relay: Say what to serve: --demo for the demo, or --workspace URL (or DATABRICKS_HOST) to forward to Databricks.\nFor more information, try 'genie-relay --help'.\n"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn help_names_no_flag_for_the_token() {
    let output = command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("DATABRICKS_TOKEN") && !help.contains("--token"), "{help}");
}

#[test]
fn help_fits_a_terminal() {
    let output = command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.lines().count() <= 50, "{help}");
    for line in help.lines() {
        assert!(line.len() <= 100, "{line}");
    }
}

/// A file that could not be written was once reported without the reason.
#[test]
fn what_stops_it_is_said_with_its_cause_and_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let missing = "/no/such/directory/demo.db";
    let cases = [
        (
            vec!["--demo", "--listen", &address],
            format!(
                "genie-relay: Cannot listen on {address}; stop the program that does, or choose another port with --listen (0 picks a free one): "
            ),
        ),
        (
            vec!["--demo", "--listen", "127.0.0.1:0", "--dump-db", missing],
            format!(
                "genie-relay: The demo could not start: the demo's data could not be written to {missing}: "
            ),
        ),
    ];
    for (flags, begins) in cases {
        let output = command(&flags).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.starts_with(&begins) && text.len() > begins.len() + 1, "{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(output.stdout.is_empty());
    }
}

/// A second Ctrl-C once did nothing for as long as a request was in flight.
#[cfg(unix)]
#[tokio::test]
async fn the_second_signal_ends_it_at_once() {
    let never = Arc::new(Semaphore::new(0));
    let stub = Stub::start(Answer::json(200, "{}").behind(&never)).await;
    let flags = ["--workspace", &stub.url, "--space", "sales=s1", "--listen", "127.0.0.1:0"];
    let mut relay = command(&flags);
    let (mut running, url, _out) = Running::start(relay.env("DATABRICKS_TOKEN", TOKEN));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = tokio::spawn(client.get(format!("{url}/api/2.0/genie/spaces/sales")).send());
    stub.arrival().await;
    running.signal("-INT");
    while TcpStream::connect(url.trim_start_matches("http://")).is_ok() {
        std::thread::yield_now();
    }
    assert!(running.0.try_wait().unwrap().is_none(), "it waits for its last answer");
    running.signal("-INT");
    assert_eq!(running.0.wait().unwrap().code(), Some(1));
    assert!(asked.await.unwrap().is_err());
}
