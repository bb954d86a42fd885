//! `<genie-chat>`: a chat widget for Databricks Genie, as a custom element in Rust and WebAssembly.
//!
//! The pure half (everything that compiles natively) holds the rules; the half
//! under `cfg(target_arch = "wasm32")` shows and performs what they decide.
//! `docs/architecture.md` says why things are as they are.

pub mod api;
pub mod chart;
pub mod column;
#[cfg(target_arch = "wasm32")]
pub mod components;
pub mod config;
pub mod domain;
#[cfg(target_arch = "wasm32")]
pub mod element;
pub mod grid;
pub mod i18n;
#[cfg(target_arch = "wasm32")]
pub mod platform;
pub mod report;
pub mod state;
pub mod text;
