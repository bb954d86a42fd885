//! What the reader sees: Leptos views, state in, events out.
//!
//! House rules that browsers force on us: no fully static element (the view
//! macro would build it through `innerHTML`, which Trusted Types forbid), no
//! `style` attribute, no text that is not from `i18n` or the network.

mod answer;
mod composer;
mod header;
mod icon;
mod kit;
mod markdown;
mod notice;
mod result;
mod sql;
mod transcript;
mod turn;

pub use composer::{Composer, adopt_input, submit};
pub use header::Header;
pub use transcript::Transcript;
