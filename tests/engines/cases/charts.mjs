// Charts and pictures.
import assert from "node:assert/strict";
import { button } from "../chat.mjs";
import { until } from "../page.mjs";

export const charts = {
  "a chart is drawn, and keys and mouse read its values": async (stage) => {
    const { page, turn } = await stage.shown("Show revenue by month");
    const chart = turn.within("[part~=chart]");
    await page.text([...chart, "figcaption"], "Revenue by month");
    const widest = (path) => Math.max(0, ...__all(path).map((mark) => mark.getBoundingClientRect().width));
    await until("a line is drawn", () => page.evaluate(widest, [...chart, "svg path"]), (width) => width > 200);
    await page.focus([...chart, "[role=application]"]);
    await page.press("ArrowRight");
    await page.text([...chart, ".tip"], /Jan 2025/);
    await page.text([...chart, "[role=status]"], /^Jan 2025, Revenue: [\d,]+\.\d\d$/);
    await page.press("End");
    await page.text([...chart, "[role=status]"], /Dec 2026/);
    await page.press("Escape");
    await page.visible([...chart, ".tip"], false);
    await page.hover([...chart, "svg"]);
    await page.visible([...chart, ".tip"]);
  },

  "a chart is saved as PNG and as SVG": async (stage) => {
    const { page, turn } = await stage.shown("Show revenue by category");
    const chart = turn.within("[part~=chart]");
    await page.visible([...chart, "svg"]);
    await page.click([...chart, ...button("Options")]);
    const png = await page.saves(".png", () => page.click([...chart, ".controls button", { having: "PNG" }]));
    assert.equal(png.bytes.subarray(1, 4).toString("latin1"), "PNG");
    // Its size stands at fixed places. What cannot be drawn has none, or one colour, which packs to nothing.
    assert.ok(png.bytes.readUInt32BE(16) > 300 && png.bytes.length > 5_000, `${png.bytes.length} bytes`);
    const svg = await page.saves(".svg", () => page.click([...chart, ".controls button", { having: "SVG" }]));
    assert.match(svg.bytes.toString(), /^<svg[^]*Dairy[^]*<\/svg>\s*$/);
  },

  "a picture drawn by Genie is shown under the policy": async (stage) => {
    const { page, turn } = await stage.shown("Draw revenue by category");
    const picture = turn.within("[part~=picture] img");
    await page.sees("the picture", true, (path) => __all(path)[0]?.complete && __all(path)[0].naturalWidth > 100, picture);
  },
};
