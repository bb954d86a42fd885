//! The program itself: what it prints, and how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

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

#[cfg(unix)]
#[tokio::test]
async fn it_announces_its_port_serves_and_ends_on_a_signal() {
    for signal in ["-TERM", "-INT"] {
        let mut demo = command(&["--demo", "--listen", "127.0.0.1:0", "--log-format", "json"]);
        // A variable set for other tools must not break the demo.
        let mut running = Running(demo.env("DATABRICKS_HOST", "https://w.example").spawn().unwrap());
        let mut out = BufReader::new(running.0.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let url = line.trim_end().strip_prefix("genie-relay listening on ").unwrap().to_owned();
        assert!(url.starts_with("http://127.0.0.1:") && !url.ends_with(":0"), "{line}");
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        assert_eq!(client.get(format!("{url}/healthz")).send().await.unwrap().text().await.unwrap(), "ok");
        assert!(Command::new("kill").args([signal, &running.0.id().to_string()]).status().unwrap().success());
        assert!(running.0.wait().unwrap().success(), "{signal}");
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line on stdout, no more");
        let mut log = String::new();
        running.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let event: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
        assert_eq!((&event["message"], &event["status"]), (&"request".into(), &200.into()));
    }
}

#[test]
fn a_bad_command_line_ends_it_with_one_sentence() {
    let output = command(&[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "genie-relay: Say what to serve: --demo for the demo, or --workspace URL (or DATABRICKS_HOST) to forward to Databricks.\n"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn help_names_no_flag_for_the_token() {
    let output = command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("DATABRICKS_TOKEN") && !help.contains("--token"), "{help}");
}
