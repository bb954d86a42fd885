//! The few tests that need a real browser; everything else is tested natively.
#![cfg(target_arch = "wasm32")]
