//! genie-relay: forwards `<genie-chat>`'s requests to Databricks Genie, or answers them itself in demo mode.

pub mod api_error;
pub mod demo;
