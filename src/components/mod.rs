//! What the reader sees: Leptos views, state in, events out.
//!
//! House rules that browsers force on us: elements come from `kit` and never from HTML text, no
//! `style` attribute, no text that is not from `i18n` or the network.

mod answer;
mod chart;
mod composer;
mod copy;
mod fold;
mod follow;
mod grid;
mod header;
mod history;
mod icon;
mod kit;
mod later;
mod markdown;
mod more;
mod notice;
mod picture;
mod result;
mod sql;
mod transcript;
mod turn;

pub use composer::{adopt_input, ask, changed, composer, put};
pub use header::header;
pub use history::panel;
pub use transcript::transcript;
