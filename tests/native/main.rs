//! Native tests of the widget's pure half: one binary, so that one link serves all.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod advice;
mod chart;
mod columns;
mod grid;
mod layering;
mod layout;
mod markdown;
mod phrase;
mod reading;
mod report;
mod sim;
mod sql;
mod state;
mod table;
mod text_values;
mod whole;
mod widths;
mod wire;
