//! Code that comes later: the parts into which `scripts/split.mjs` takes the WebAssembly.
//!
//! The attribute `wasm_split` marks where a part begins. What its own runtime does, loading a part
//! within the call of a function, is done here by a call of its own, so that views are made at once
//! and in the right place, and a failure has a reason; and it saves 2 kB of the first load.

use wasm_bindgen::JsValue;

/// Fetches a part, unless it is there already. After a failure the next call tries again.
///
/// # Errors
/// Whatever the fetch or the browser's compiler says.
#[cfg(feature = "split")]
pub async fn load(name: &str) -> Result<(), JsValue> {
    #[wasm_bindgen::prelude::wasm_bindgen(raw_module = "./parts.js")]
    extern "C" {
        #[wasm_bindgen(js_name = loadPart)]
        fn begin(name: &str) -> js_sys::Promise;
    }
    wasm_bindgen_futures::JsFuture::from(begin(name)).await.map(drop)
}

/// Nothing is to be fetched: this build is in one piece.
///
/// # Errors
/// None.
#[cfg(not(feature = "split"))]
pub async fn load(_name: &str) -> Result<(), JsValue> {
    Ok(())
}

/// What code made by `wasm_split` calls before it enters a part: nothing is left to do then.
#[cfg(feature = "split")]
pub mod rt {
    use std::convert::Infallible;
    use std::ffi::c_void;
    use std::pin::Pin;

    /// Would be told of a part's arrival.
    pub type LoadCallbackFn = extern "C" fn(*const c_void, bool);

    /// Would load the part.
    pub struct LazySplitLoader;

    impl LazySplitLoader {
        /// Forgets the import by which wasm-split-cli's loader would be called.
        pub const fn new(_load: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> Self {
            Self
        }
    }

    /// Whoever calls into a part has awaited [`super::load`].
    ///
    /// # Errors
    /// None.
    pub async fn ensure_loaded(_loader: Pin<&'static LazySplitLoader>) -> Result<(), Infallible> {
        Ok(())
    }
}

#[cfg(feature = "split")]
pub use std::convert::Infallible as SplitLoaderError;
