//! Why a configuration was refused: each a sentence that says what to change.

use std::path::PathBuf;

/// A configuration that cannot be served. Its text is for the person who
/// typed it; none repeats the token or a URL that may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Neither a demo nor a workspace was asked for.
    #[error(
        "Say what to serve: --demo for the demo, or --workspace URL (or DATABRICKS_HOST) to forward to Databricks."
    )]
    NoMode,
    /// `--demo` together with `--workspace`.
    #[error("--demo and --workspace exclude each other: leave one out.")]
    TwoModes,
    /// A flag of forwarding beside `--demo`.
    #[error("{0} is for forwarding to a workspace: leave it out with --demo.")]
    NotInDemo(&'static str),
    /// A flag of the demo without `--demo`.
    #[error("{0} is for the demo: add --demo or leave it out.")]
    OnlyInDemo(&'static str),
    /// No space to forward to.
    #[error(
        "Name at least one Genie space with --space ID or --space ALIAS=ID; the ID stands in the space's address: .../genie/rooms/ID."
    )]
    NoSpace,
    /// A space or an alias with characters that no id has.
    #[error(
        "--space {0}: write ID or ALIAS=ID with letters, digits and . _ ~ - only, at most 512 characters each."
    )]
    BadSpace(String),
    /// One alias for two spaces.
    #[error("--space {0} is given twice: every alias names one space.")]
    RepeatedSpace(String),
    /// A workspace URL that cannot be read, or that says more than a host.
    #[error(
        "The workspace URL must be https://HOST without a path, user name or query, e.g. https://adb-1234567890.7.azuredatabricks.net."
    )]
    BadWorkspace,
    /// Plain HTTP to another machine would show the token to the network.
    #[error("The workspace URL must begin with https://; http:// is allowed for this machine only.")]
    PlainWorkspace,
    /// No token for forwarding.
    #[error("Set the environment variable DATABRICKS_TOKEN to a token of the workspace.")]
    NoToken,
    /// A token that no header can carry.
    #[error("DATABRICKS_TOKEN has characters that no token has (a line break or a space, perhaps).")]
    BadToken,
    /// An address that is none.
    #[error("--listen {0}: write an IP address and a port, e.g. 127.0.0.1:8080.")]
    BadListen(String),
    /// A reachable address without `--public`.
    #[error("Other machines can reach {0}: add --public if they should, or listen on 127.0.0.1.")]
    NotPublic(std::net::SocketAddr),
    /// An origin that a browser would never send.
    #[error(
        "--allow-origin {0}: write the exact origin, e.g. https://portal.example or http://localhost:3000."
    )]
    BadOrigin(String),
    /// An origin that a browser sends in another form.
    #[error("--allow-origin {given}: write it as {canonical}.")]
    OtherOrigin {
        /// What was typed.
        given: String,
        /// What a browser sends.
        canonical: String,
    },
    /// A text that is not the name of a header.
    #[error("--allow-header {0}: write the name of one header, e.g. x-portal-token.")]
    BadHeader(String),
    /// A header that says who asks, from where, or how the connection is used.
    #[error(
        "--allow-header {0}: pages must not set this header, because proxies and servers rely on it; give the token a name of its own, e.g. x-portal-token."
    )]
    ForbiddenHeader(String),
    /// A host that is none.
    #[error(
        "--allow-host {0}: write a host name, with a port if only that one is meant, e.g. genie.example."
    )]
    BadHost(String),
    /// A directory that is none.
    #[error("--serve {}: there is no such directory.", .0.display())]
    NoDirectory(PathBuf),
    /// A fault that is none.
    #[error(
        "--fault {0}: write [get:|post:|delete:]KIND[=NUMBER][/EVERY], KIND being one of {kinds}.",
        kinds = crate::demo::faults::kinds()
    )]
    BadFault(String),
    /// A day that is none.
    #[error("--today {0}: write a day as YYYY-MM-DD.")]
    BadDay(String),
}
