//! The public face: what the loader's element class calls.

mod events;
mod handle;
mod methods;

pub use handle::{Handle, create, on_panic};
