//! Tests of the relay over real HTTP on loopback: one binary, so that one link serves all.
