//! genie-relay: forwards `<genie-chat>`'s requests to Databricks Genie, or answers them itself in demo mode.

pub mod api_error;
pub mod config;
mod endpoint;

pub use config::{Args, Config, ConfigError, Environment};
