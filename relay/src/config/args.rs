//! What stands on the command line and in the environment, as written. What
//! it means, and whether it makes sense together, is decided in [`super::Config`].

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// What follows the list of options in `--help`.
const MORE: &str = "\
Environment:
  DATABRICKS_HOST   The workspace, unless --workspace names it
  DATABRICKS_TOKEN  The token to forward with; it has no option, because other
                    users of a machine can read its command lines
  RUST_LOG          What is logged: error, warn, info (default), debug or trace

Examples:
  genie-relay --demo --serve dist
      The widget's page with the demo, on http://127.0.0.1:8080
  genie-relay --workspace https://adb-1234567890.7.azuredatabricks.net \\
              --space sales=01ef0123456789abcdef0123456789ab \\
              --allow-origin https://portal.example
      One space of a workspace, under the name `sales`, for the pages of a portal

The ID of a space stands in its address in Databricks: .../genie/rooms/ID";

/// The command line as typed: every value still a string wherever a wrong one
/// deserves a better sentence than a parser's.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "genie-relay",
    version,
    about = "The relay between <genie-chat> and Databricks Genie",
    override_usage = "genie-relay --demo [OPTIONS]\n       genie-relay --workspace URL --space ID [OPTIONS]",
    after_help = MORE
)]
pub struct Args {
    /// Answer from a built-in demo database; needs no Databricks account
    #[arg(long, help_heading = "What is served")]
    pub demo: bool,
    /// Forward to this workspace, with the token in DATABRICKS_TOKEN
    #[arg(long, value_name = "URL", help_heading = "What is served")]
    pub workspace: Option<String>,
    /// Genie space that may be asked; repeatable, the first is also `default`
    #[arg(long, value_name = "[ALIAS=]ID", help_heading = "What is served")]
    pub space: Vec<String>,
    /// Directory with the built widget and its page, served beside the API
    #[arg(long, value_name = "DIR", help_heading = "What is served")]
    pub serve: Option<PathBuf>,
    /// Where to listen; port 0 picks a free one
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8080", help_heading = "Who may ask")]
    pub listen: String,
    /// Allow an address that other machines can reach
    #[arg(long, help_heading = "Who may ask")]
    pub public: bool,
    /// Name under which the relay is reached, e.g. genie.example; repeatable
    #[arg(long, value_name = "HOST", help_heading = "Who may ask")]
    pub allow_host: Vec<String>,
    /// Origin whose pages may ask, e.g. https://portal.example; repeatable
    #[arg(long, value_name = "ORIGIN", help_heading = "Who may ask")]
    pub allow_origin: Vec<String>,
    /// Request header that these pages may send; repeatable
    #[arg(long, value_name = "NAME", help_heading = "Who may ask")]
    pub allow_header: Vec<String>,
    /// Time from a question to its answer, in milliseconds [default: 4000]
    #[arg(long, value_name = "MS", help_heading = "With --demo")]
    pub answer_ms: Option<u64>,
    /// Last day of the data [default: the current day, UTC]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "With --demo")]
    pub today: Option<String>,
    /// Time for which rows can be read, in seconds [default: 3600]
    #[arg(long, value_name = "SECONDS", help_heading = "With --demo")]
    pub expire_s: Option<u64>,
    /// What goes wrong, e.g. 503 or post:drop-after/3; repeatable
    #[arg(long, value_name = "FAULT", help_heading = "With --demo")]
    pub fault: Vec<String>,
    /// Let requests ask for faults with the header x-genie-demo-fault
    #[arg(long, help_heading = "With --demo")]
    pub demo_faults: bool,
    /// Write the data to FILE, for SQLite, and go on serving
    #[arg(long, value_name = "FILE", help_heading = "With --demo")]
    pub dump_db: Option<PathBuf>,
    /// Log on stderr: json or compact [default: compact on a terminal]
    #[arg(long, value_enum, value_name = "FORM", hide_possible_values = true)]
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
