//! Where the options stand.

use web_sys::Element;

use crate::platform::js;

/// Pixels between the options and their button, and the greatest width of the options.
const AWAY: f64 = 4.0;
const WIDE: f64 = 308.0;

/// Puts the options beside their button, where there is room for them: within the transcript they would be
/// cut off.
pub(super) fn place(button: &Element, popover: &Element) {
    let Some(window) = web_sys::window() else { return };
    let rect = button.get_bounding_client_rect();
    let [left, top, right, bottom] = ["left", "top", "right", "bottom"].map(|side| js::number(&rect, side));
    let [wide, high] = ["innerWidth", "innerHeight"].map(|name| js::number(&window, name));
    let below = high - bottom >= top;
    let style = js::get(popover, "style");
    let room = if below { high - bottom } else { top };
    let pixels = |value: f64| [&(value.round() as i32).to_string(), "px"].concat();
    let along =
        if right >= WIDE { ("right", wide - right) } else { ("left", left.min(wide - WIDE).max(0.0)) };
    let down = if below { ("top", bottom + AWAY) } else { ("bottom", high - top + AWAY) };
    for side in ["left", "top", "right", "bottom"] {
        let value = [along, down].into_iter().find(|(name, _)| *name == side);
        js::set(&style, side, &value.map_or_else(|| "auto".to_owned(), |(_, at)| pixels(at)).into());
    }
    js::set(&style, "maxHeight", &pixels(room - 2.0 * AWAY).into());
}
