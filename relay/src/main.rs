//! The `genie-relay` binary: reads the command line and serves until a signal.

use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use genie_relay::{Args, Config, Environment, Server, observe};

/// Exit code for a command line that cannot be served, as clap uses it.
const USAGE: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let format = args.log_format;
    let config = match Config::new(args, &Environment::read()) {
        Ok(config) => config,
        Err(error) => {
            complain(format_args!("{error}\nFor more information, try 'genie-relay --help'."));
            return ExitCode::from(USAGE);
        }
    };
    observe::start(format);
    match serve(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("{}", Chain(error.as_ref())));
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), Box<dyn Error>> {
    let stop = stop_signal()?;
    let server = Server::bind(config).await?;
    let mut out = io::stdout();
    // The one line on stdout: whoever started the relay reads the port from it.
    writeln!(out, "genie-relay listening on http://{}", server.address())?;
    out.flush()?;
    server.run(stop).await;
    Ok(())
}

/// Done at the first SIGINT or SIGTERM; the second ends the process at once.
/// Registered before the address is announced, so that no signal is missed afterwards.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut either = async move || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    Ok(async move {
        either().await;
        tokio::spawn(async move {
            either().await;
            complain(format_args!("stopped before the last requests were answered."));
            std::process::exit(1);
        });
    })
}

/// Done at Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        // Without a handler the system ends the process itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn complain(message: fmt::Arguments<'_>) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "genie-relay: {message}");
}

/// An error with all its causes, for no error repeats the one behind it.
struct Chain<'a>(&'a dyn Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)?;
        match self.0.source() {
            Some(cause) => write!(out, ": {}", Chain(cause)),
            None => Ok(()),
        }
    }
}
