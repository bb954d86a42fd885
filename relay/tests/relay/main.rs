//! Tests of the relay over real HTTP on loopback: one binary, so that one link serves all.

mod demo_data;
mod demo_questions;
mod demo_service;
mod demo_shapes;
mod demo_statement;
mod demo_support;
