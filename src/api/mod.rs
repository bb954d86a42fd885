//! Genie's REST contract: requests as values, replies decoded, errors understood.
//!
//! The pure half builds and reads; [`fetch`] carries one request to the relay
//! and brings one reply. When to ask, and whether again, is decided in `state`.

pub mod backoff;
pub mod decode;
pub mod endpoint;
pub mod error;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub(crate) mod json;
pub mod message;
pub mod result;
