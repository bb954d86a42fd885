// From the page's first moment to the first question.
import assert from "node:assert/strict";
import { INPUT, QUESTION, STARTERS, TURNS } from "../chat.mjs";
import { until } from "../page.mjs";

const WASM = /_bg\.wasm$/;

/** A page whose wasm does not come before the gate is open, with the text box of the loader. */
async function held(stage) {
  await stage.relay();
  const rule = stage.proxy.add({ method: "GET", path: WASM, then: { pauses: [{ at: 1_000, until: stage.gate.promise }] } });
  const chat = await stage.open({ ready: false });
  await until("the wasm is asked for", () => rule.met());
  await chat.page.focus(INPUT);
  return chat;
}

export const starting = {
  "it loads under the strict policy, which holds": async (stage) => {
    const { page } = await stage.open();
    await page.count(STARTERS, 6);
    assert.equal(await page.evaluate(() => isSecureContext && Boolean(navigator.locks)), true);
    await page.verify();
    // The engine enforces the policy, and the watch on it tells. (Code that a driver evaluates itself is let through.)
    await page.evaluate(() => (new Image().src = "/page.css"));
    const told = () => page.verify().then(() => "", String);
    await until("a violation is told", told, (fault) => fault.includes("policy: img-src"));
  },

  "text typed before the wasm stays, with the box, the focus and the caret": async (stage) => {
    const { page } = await held(stage);
    await page.type("Which products sell");
    await page.press("ArrowLeft", "ArrowLeft");
    const state = (path) => {
      const [box] = __all(path);
      window.__box ??= box;
      return { same: box === __box, focused: __focused() === box, value: box.value, caret: box.selectionStart };
    };
    const before = await page.evaluate(state, INPUT);
    assert.deepEqual(before, { same: true, focused: true, value: "Which products sell", caret: 17 });
    assert.equal((await page.events("genie-ready")).length, 0);
    stage.gate.open();
    await page.sees("genie-ready", true, () => __events.some(({ type }) => type === "genie-ready"));
    assert.deepEqual(await page.evaluate(state, INPUT), before);
    await page.type("X");
    await page.value(INPUT, "Which products seXll");
  },

  "Enter before the wasm asks once after it": async (stage) => {
    const chat = await held(stage);
    await chat.page.type(QUESTION);
    await chat.page.press("Enter", "Enter");
    assert.deepEqual(await stage.questions(), []);
    stage.gate.open();
    await chat.ready();
    await chat.turn(0).shown();
    await chat.page.count(TURNS, 1);
    await chat.page.value(INPUT, "");
    assert.deepEqual(await stage.questions(), [QUESTION]);
  },

  "the text box grows with its lines, and Shift+Enter breaks them": async (stage) => {
    const { page } = await stage.open();
    const height = () => page.evaluate((path) => __all(path)[0].getBoundingClientRect().height, INPUT);
    await page.click(INPUT);
    await page.type("one");
    const low = await height();
    await page.press("Shift+Enter");
    await page.type("two");
    await page.press("Shift+Enter");
    await page.type("three");
    await page.value(INPUT, "one\ntwo\nthree");
    await until("three lines are higher", height, (high) => high > low + 20);
    await page.count(TURNS, 0);
  },
};
