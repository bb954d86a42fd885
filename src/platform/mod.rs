//! Thin, safe wrappers over the browser. They know nothing of Genie.

pub mod abort;
pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod dom_event;
pub mod file;
pub mod hook;
pub mod intl;
pub mod listener;
pub mod locks;
pub mod panic;
pub mod part;
pub mod presence;
pub mod scroll;
pub mod sheet;
pub mod sight;
pub mod storage;
pub mod tabs;
