//! What stands on the command line and in the environment, as written. What
//! it means, and whether it makes sense together, is decided in [`super::Config`].

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// The command line as typed: every value still a string wherever a wrong one
/// deserves a better sentence than a parser's.
#[derive(Debug, Clone, Parser)]
#[command(name = "genie-relay", version, about = "The relay between <genie-chat> and Databricks Genie")]
pub struct Args {
    /// Answer from an embedded demo database; needs no Databricks account
    #[arg(long)]
    pub demo: bool,
    /// Workspace to forward to, e.g. https://adb-1234567890.7.azuredatabricks.net
    /// [env: DATABRICKS_HOST]; its token is read from DATABRICKS_TOKEN only
    #[arg(long, value_name = "URL")]
    pub workspace: Option<String>,
    /// Genie space that may be asked, with an optional alias; the first is also called `default`
    #[arg(long, value_name = "ID|ALIAS=ID")]
    pub space: Vec<String>,
    /// Address and port to listen on; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Allow an address that other machines can reach
    #[arg(long)]
    pub public: bool,
    /// Directory with the built widget, served beside the API
    #[arg(long, value_name = "DIR")]
    pub serve: Option<PathBuf>,
    /// Origin whose pages may call the API, e.g. https://portal.example
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// Host name under which the relay is reached, e.g. genie.example or genie.example:8443
    #[arg(long, value_name = "HOST")]
    pub allow_host: Vec<String>,
    /// Demo: time from a question to its answer, in milliseconds [default: 4000]
    #[arg(long, value_name = "MS")]
    pub answer_ms: Option<u64>,
    /// Demo: the day on which its data ends [default: the current day, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
    /// Demo: write the database to FILE and go on serving
    #[arg(long, value_name = "FILE")]
    pub dump_db: Option<PathBuf>,
    /// Form of the log on stderr [default: compact on a terminal, else json]
    #[arg(long, value_enum, value_name = "FORM")]
    pub log_format: Option<LogFormat>,
}

/// Form of the log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// One short line an event, for people.
    Compact,
}

/// What the relay reads from the environment. Deliberately without `Debug`:
/// it holds the token.
#[derive(Clone, Default)]
pub struct Environment {
    /// `DATABRICKS_HOST`: the workspace, unless `--workspace` names it.
    pub host: Option<String>,
    /// `DATABRICKS_TOKEN`: the bearer token; it has no flag because a command line shows in `ps`.
    pub token: Option<String>,
}

impl Environment {
    /// The variables of this process; an empty one counts as unset.
    pub fn read() -> Self {
        let read = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Self { host: read("DATABRICKS_HOST"), token: read("DATABRICKS_TOKEN") }
    }
}
