//! The channel between the tabs of one origin. It travels through memory, never through storage.

use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, MessageEvent};

use super::listener::Listener;

/// A channel; dropping it closes it.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    /// Opens a channel and calls `heard` with each text that another tab sends. `None` where the
    /// browser or the frame has none.
    pub fn open(name: &str, heard: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(&channel, "message", move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Sends a text to the other tabs.
    pub fn send(&self, text: &str) {
        // Only a closed channel refuses, and this one is open.
        drop(self.channel.post_message(&JsValue::from_str(text)));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
