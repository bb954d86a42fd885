//! From what was typed to what is served: [`Args`] and [`Environment`] become
//! one validated [`Config`], or one sentence that says what to change.

mod args;
mod error;
mod header;
mod origin;
mod space;
mod workspace;

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::http::HeaderName;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::demo::DemoOptions;
use crate::demo::faults::Fault;
pub use args::{Args, Environment, LogFormat};
pub use error::ConfigError;
pub use origin::{HostRule, Origin, address, is_same, split};
pub use space::Spaces;
pub use workspace::{Timeouts, Token, Workspace, is_loopback};

/// Time from a question to its answer in the demo, in milliseconds, unless told otherwise.
const ANSWER_MS: u64 = 4000;

/// Everything that a running relay needs to know; whatever is in here has been checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Directory with the built widget, if it is to be served.
    pub serve: Option<PathBuf>,
    /// Origins whose pages may call the API, besides the relay's own.
    pub origins: Vec<Origin>,
    /// Hosts under which the relay is reached, besides the address it listens on.
    pub hosts: Vec<HostRule>,
    /// Request headers that pages of other origins may send, besides those that the widget itself sends.
    pub headers: Vec<HeaderName>,
    /// Who answers.
    pub mode: Mode,
}

/// Who answers the questions.
#[derive(Debug, Clone)]
pub enum Mode {
    /// The embedded demo.
    Demo(DemoMode),
    /// A Databricks workspace.
    Forward(Workspace),
}

/// How the demo is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMode {
    /// How it answers.
    pub options: DemoOptions,
    /// What goes wrong in every request.
    pub faults: Vec<Fault>,
    /// Whether a request may ask for a fault itself.
    pub faults_on_request: bool,
    /// File to write the database to.
    pub dump_db: Option<PathBuf>,
}

impl Config {
    /// Checks the command line and the environment together.
    pub fn new(args: Args, environment: &Environment) -> Result<Self, ConfigError> {
        let listen = parse_listen(&args.listen, args.public)?;
        let origins = args.allow_origin.iter().map(|text| Origin::parse(text)).collect::<Result<_, _>>()?;
        let hosts = args.allow_host.iter().map(|text| HostRule::parse(text)).collect::<Result<_, _>>()?;
        let headers = args.allow_header.iter().map(|text| header::parse(text)).collect::<Result<_, _>>()?;
        let mode = if args.demo { demo(&args)? } else { forward(&args, environment)? };
        if let Some(missing) = args.serve.as_ref().filter(|directory| !directory.is_dir()) {
            return Err(ConfigError::NoDirectory(missing.clone()));
        }
        Ok(Self { listen, serve: args.serve, origins, hosts, headers, mode })
    }
}

fn parse_listen(given: &str, public: bool) -> Result<SocketAddr, ConfigError> {
    let address: SocketAddr = given.parse().map_err(|_| ConfigError::BadListen(given.to_owned()))?;
    if address.ip().is_loopback() || public { Ok(address) } else { Err(ConfigError::NotPublic(address)) }
}

/// `DATABRICKS_HOST` is not looked at: a variable set for other tools must not break the demo.
fn demo(args: &Args) -> Result<Mode, ConfigError> {
    if args.workspace.is_some() {
        return Err(ConfigError::TwoModes);
    }
    if !args.space.is_empty() {
        return Err(ConfigError::NotInDemo("--space"));
    }
    let today = match &args.today {
        None => OffsetDateTime::now_utc().date(),
        Some(text) => Date::parse(text, format_description!("[year]-[month]-[day]"))
            .map_err(|_| ConfigError::BadDay(text.clone()))?,
    };
    let mut options = DemoOptions::new(today, args.answer_ms.unwrap_or(ANSWER_MS));
    if let Some(seconds) = args.expire_s {
        options.expire_ms = seconds.saturating_mul(1000);
    }
    let bad = |text: &String| ConfigError::BadFault(text.clone());
    let faults = args.fault.iter().map(|text| Fault::parse(text).ok_or_else(|| bad(text)));
    Ok(Mode::Demo(DemoMode {
        options,
        faults: faults.collect::<Result<_, _>>()?,
        faults_on_request: args.demo_faults,
        dump_db: args.dump_db.clone(),
    }))
}

fn forward(args: &Args, environment: &Environment) -> Result<Mode, ConfigError> {
    let demo_flags = [
        ("--answer-ms", args.answer_ms.is_some()),
        ("--today", args.today.is_some()),
        ("--expire-s", args.expire_s.is_some()),
        ("--fault", !args.fault.is_empty()),
        ("--demo-faults", args.demo_faults),
        ("--dump-db", args.dump_db.is_some()),
    ];
    if let Some((flag, _)) = demo_flags.iter().find(|(_, given)| *given) {
        return Err(ConfigError::OnlyInDemo(flag));
    }
    let url = args.workspace.as_ref().or(environment.host.as_ref()).ok_or(ConfigError::NoMode)?;
    Ok(Mode::Forward(Workspace {
        url: workspace::parse_url(url)?,
        spaces: Spaces::parse(&args.space)?,
        token: Token::parse(environment.token.as_deref())?,
        timeouts: Timeouts::default(),
    }))
}
