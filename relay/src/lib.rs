//! genie-relay: forwards `<genie-chat>`'s requests to Databricks Genie, or answers them itself in demo mode.

pub mod api_error;
mod call;
pub mod config;
mod cors;
mod endpoint;
mod forward;
mod guard;
mod request_id;

pub use config::{Args, Config, ConfigError, Environment};
pub use forward::ForwardError;
