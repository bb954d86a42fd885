//! Views and functions whose code is not part of the first load.
//!
//! `later!` puts a view's code into a part of its own, which the reader's browser fetches when the
//! view is first shown. Without the feature `split` (in tests, and in other Leptos apps) the same
//! view is compiled in as usual.

use std::pin::Pin;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::console;

use super::kit::{self, tag};
use super::notice;
use crate::i18n::{self, Key};
use crate::platform::part;

/// A view that is made in the part where its code is.
pub type Coming = Pin<Box<dyn Future<Output = AnyView>>>;

/// Defines `name(meanwhile, …)`, a view whose code is in the part named after `in`.
///
/// Views that name the same part come together. The arguments are `Copy`: the view may be made again.
macro_rules! later {
    ($(#[$note:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),*) in $part:ident $body:block) => {
        $(#[$note])*
        $vis fn $name(meanwhile: fn($($type),*) -> AnyView, $($arg: $type),*) -> AnyView {
            #[cfg(feature = "split")]
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = $crate::platform::part)]
            fn $name($($arg: $type),*) -> AnyView $body
            #[cfg(not(feature = "split"))]
            async fn $name($($arg: $type),*) -> AnyView $body

            static HERE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
            $crate::components::later::show(
                stringify!($part),
                &HERE,
                Box::new(move || meanwhile($($arg),*)),
                Box::new(move || Box::pin($name($($arg),*))),
            )
        }
    };
}
pub(super) use later;

/// Defines `name(…)`, a function whose code is in the part named after `in`; that is fetched when the function is
/// first called. The call fails where the part cannot be had, and the next one tries again.
macro_rules! later_call {
    ($(#[$note:meta])* in $part:ident fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty $body:block) => {
        $(#[$note])*
        async fn $name($($arg: $type),*) -> Result<$out, wasm_bindgen::JsValue> {
            #[cfg(feature = "split")]
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = $crate::platform::part)]
            fn $name($($arg: $type),*) -> $out $body
            #[cfg(not(feature = "split"))]
            async fn $name($($arg: $type),*) -> $out $body

            $crate::platform::part::load(stringify!($part)).await?;
            Ok($name($($arg),*).await)
        }
    };
}
pub(super) use later_call;

/// The states of a view, as numbers: each type of signal costs its own code.
const COMING: u64 = 0;
const HERE: u64 = 1;
const LOST: u64 = 2;

/// Shows `meanwhile` until the part is there, and a way to try again where it cannot be had. `here` is
/// whether the part has come before: then nothing stands in.
pub fn show(
    part: &'static str,
    here: &'static AtomicBool,
    meanwhile: Box<dyn Fn() -> AnyView + Send>,
    make: Box<dyn Fn() -> Coming + Send>,
) -> AnyView {
    let known = here.load(Relaxed);
    let state = RwSignal::new(if known { HERE } else { COMING });
    let fetch = move || {
        state.set(COMING);
        spawn_local(async move {
            let loaded = part::load(part).await;
            match &loaded {
                Ok(()) => here.store(true, Relaxed),
                Err(why) => console::warn_1(why),
            }
            state.try_set(if loaded.is_ok() { HERE } else { LOST });
        });
    };
    if !known {
        fetch();
    }
    kit::dynamic(move || {
        let state = state.get();
        if state == HERE
            && let Some(view) = at_once(make())
        {
            return Some(view);
        }
        let lost =
            || notice::notice(i18n::text(Key::PartLost).into(), None, vec![kit::act(Key::TryAgain, fetch)]);
        Some(tag("div", "").child(meanwhile()).children((state == LOST).then(lost)).view())
    })
}

/// A view whose code is there needs no waiting: made here, it belongs to what surrounds it.
fn at_once(mut view: Coming) -> Option<AnyView> {
    match view.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => Some(view),
        Poll::Pending => None,
    }
}
