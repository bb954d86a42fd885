//! `<genie-chat>`: a chat widget for Databricks Genie.

pub mod text;
