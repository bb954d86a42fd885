//! What the widget knows and how it changes: `update(&mut Model, Event) -> Vec<Effect>`.
//!
//! The pure half decides everything and does nothing: no clock, no chance, no
//! I/O; the time and a random number arrive with each event. The wasm half
//! ([`store`] and [`effects`]) performs the effects and feeds events back.

pub mod effect;
#[cfg(target_arch = "wasm32")]
pub mod effects;
pub mod event;
pub mod history;
pub mod keep;
pub mod lease;
pub mod model;
pub mod note;
mod pending;
pub mod recall;
pub mod select;
#[cfg(target_arch = "wasm32")]
pub mod store;
pub mod stored;
pub mod thread;
mod update;

pub use update::update;
