//! genie-relay: forwards `<genie-chat>`'s requests to Databricks Genie, or answers them itself in demo mode.
//!
//! A request passes `observe` (its id), `guard` (who may come in), `cors`,
//! `endpoint` (what may be asked), `call` (what may go on) and `once` (a question
//! not twice), and is answered by `forward` or `demo`. Nothing here knows the widget.

mod api;
pub mod api_error;
mod call;
mod chunk;
pub mod config;
mod cors;
mod csv;
pub mod demo;
mod download;
mod end_line;
mod endpoint;
mod files;
mod forward;
mod guard;
pub mod observe;
mod once;
mod request_id;
mod serve;
mod server;

pub use config::{Args, Config, ConfigError, Environment};
pub use forward::ForwardError;
pub use server::{ServeError, Server, app};
