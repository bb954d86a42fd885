//! Tests of the relay over real HTTP on loopback: one binary, so that one link serves all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attack;
mod binary;
mod chunks;
mod config;
mod cors;
mod demo_answers;
mod demo_data;
mod demo_faults;
mod demo_life;
mod demo_oracle;
mod demo_over_http;
mod demo_questions;
mod demo_reading;
mod demo_service;
mod demo_shapes;
mod demo_showcase;
mod demo_statement;
mod demo_support;
mod demo_worked;
mod download;
mod files;
mod forward;
mod forward_demo;
mod guard;
mod once;
mod picture;
mod replies;
mod service;
mod stub;
mod support;
