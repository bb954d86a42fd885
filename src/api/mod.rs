//! Genie's REST contract: requests as values, replies decoded, errors understood.
//!
//! The pure half builds and reads; [`fetch`] carries one request to the relay
//! and brings one reply. When to ask, and whether again, is decided in `state`.

mod advice;
pub mod backoff;
pub mod decode;
pub mod endpoint;
pub mod error;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod http_date;
pub(crate) mod json;
pub mod lists;
pub mod message;
mod page;
mod query;
mod refusal;
pub mod result;
pub mod retry_after;
pub mod rows;
