//! Drawings as files: an SVG as it is, or painted into a PNG. Through `data:` addresses, which need no
//! request and nothing to be given back.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Event, HtmlElement};

use super::js;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn address(svg: &str) -> Option<String> {
    let window = web_sys::window()?;
    let text = js::call(&window, "encodeURIComponent", &[JsValue::from_str(svg)])?.as_string()?;
    Some(["data:image/svg+xml,", &text].concat())
}

fn offer(url: &str, name: &str) -> Option<()> {
    let link: HtmlElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    Some(())
}

/// Saves the text of an SVG as a file; false where the browser refuses.
pub fn save_svg(svg: &str, name: &str) -> bool {
    address(svg).and_then(|address| offer(&address, name)).is_some()
}

/// Paints an SVG of this size in pixels, `scale` times as large, and saves it; tells whether it could.
pub fn save_png(
    svg: &str,
    size: (f64, f64),
    scale: f64,
    name: String,
    told: impl Fn(bool) + Clone + 'static,
) {
    if begin(svg, size, scale, name, told.clone()).is_none() {
        told(false);
    }
}

fn begin(
    svg: &str,
    (width, height): (f64, f64),
    scale: f64,
    name: String,
    told: impl Fn(bool) + 'static,
) -> Option<()> {
    let address = address(svg)?;
    let image = document()?.create_element("img").ok()?;
    let painted = image.clone();
    let paint = move || {
        let canvas = document()?.create_element("canvas").ok()?;
        let [width, height] = [width, height].map(|length| JsValue::from_f64((length * scale).floor()));
        js::set(&canvas, "width", &width);
        js::set(&canvas, "height", &height);
        let context = js::call(&canvas, "getContext", &["2d".into()])?;
        js::call(&context, "drawImage", &[painted.into(), 0.into(), 0.into(), width, height])?;
        offer(&js::call(&canvas, "toDataURL", &[])?.as_string()?, &name)
    };
    // One of both events comes, and the callback is for both.
    let mut paint = Some(paint);
    let told = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let paint = paint.take().filter(|_| event.type_() == "load");
        told(paint.and_then(|paint| paint()).is_some());
    });
    let callback = told.into_js_value();
    for event in ["onload", "onerror"] {
        js::set(&image, event, &callback);
    }
    image.set_attribute("src", &address).ok()
}
