//! Thin, safe wrappers over the browser. They know nothing of Genie.

pub mod abort;
pub mod clipboard;
pub mod clock;
pub mod dates;
pub mod deflate;
pub mod dom;
pub mod dom_event;
pub mod file;
pub mod frame;
pub mod hook;
pub mod intl;
pub mod js;
pub mod listener;
pub mod locks;
pub mod panic;
pub mod part;
pub mod picture;
pub mod presence;
pub mod scroll;
pub mod sheet;
pub mod sight;
pub mod size;
pub mod storage;
pub mod tabs;
