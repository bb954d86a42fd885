//! The public face: what the loader's element class calls.

mod events;
mod handle;
mod methods;
mod styles;

pub use handle::{Handle, create, on_panic};
