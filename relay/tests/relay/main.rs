//! Tests of the relay over real HTTP on loopback: one binary, so that one link serves all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod binary;
mod config;
mod cors;
mod files;
mod forward;
mod guard;
mod replies;
mod service;
mod stub;
mod support;
