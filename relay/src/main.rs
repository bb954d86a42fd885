//! The `genie-relay` binary: reads the command line and serves.

fn main() {}
