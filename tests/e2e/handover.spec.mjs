// From the loader's composer to the widget's: nobody may notice the change.
import { compose } from "./support/ime.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";
import { hold } from "./support/traffic.mjs";

const WASM = /_bg\.wasm$/;

test("the same text box stays: node, text, composition, focus and selection", async ({ open, page }) => {
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false });
  await chat.input.click();
  await page.keyboard.type("Which products ");
  await wasm.first;
  await chat.input.evaluate((node) => {
    window.__composer = node;
    window.__ended = 0;
    node.addEventListener("compositionend", () => (window.__ended += 1));
    node.addEventListener("blur", () => (window.__blurred = true));
  });
  const ime = await compose(page);
  await ime.update("generat");
  await expect(chat.input).toHaveValue("Which products generat");

  wasm.release();
  await chat.ready();
  const state = await chat.input.evaluate((node) => ({
    same: node === window.__composer,
    focused: node.getRootNode().activeElement === node,
    blurred: window.__blurred ?? false,
    ended: window.__ended,
    value: node.value,
    caret: node.selectionStart,
  }));
  const value = "Which products generat";
  expect(state).toEqual({ same: true, focused: true, blurred: false, ended: 0, value, caret: value.length });

  // The composition is still open: the input method replaces it, not adds to it.
  await ime.commit("generate");
  await page.keyboard.type(" the highest sales?");
  await expect(chat.input).toHaveValue(QUESTION);
  expect(await page.evaluate(() => window.__ended)).toBe(1);
  await page.keyboard.press("Enter");
  await chat.turn(0).done();
});

test("a selection and undo survive", async ({ open, page }) => {
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false });
  await chat.input.click();
  await page.keyboard.type("one two");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  const selection = (node) => node.value.slice(node.selectionStart, node.selectionEnd);
  const selected = await chat.input.evaluate(selection);
  expect(selected).toBe("two");
  wasm.release();
  await chat.ready();
  expect(await chat.input.evaluate(selection)).toBe(selected);
  await page.keyboard.press("Delete");
  await expect(chat.input).toHaveValue("one ");
  await page.keyboard.press("Control+z");
  await expect(chat.input).toHaveValue("one two");
});

test("Enter before the hand-over asks exactly once after it", async ({ open, page, traffic }) => {
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false });
  await chat.input.click();
  await page.keyboard.type(QUESTION);
  await wasm.first;
  await page.keyboard.press("Enter");
  // An impatient reader.
  await page.keyboard.press("Enter");
  expect(traffic.questions()).toEqual([]);
  wasm.release();
  await chat.ready();
  await chat.turn(0).done();
  await expect(chat.turn(0).question).toContainText(QUESTION);
  await expect(chat.turns).toHaveCount(1);
  await expect(chat.input).toHaveValue("");
  expect(traffic.questions().map(({ content }) => content)).toEqual([QUESTION]);
});

test("nothing moves", async ({ open, page }) => {
  await page.addInitScript(() => {
    window.__shifts = [];
    new PerformanceObserver((list) => {
      const name = ({ node }) => `${node?.nodeName} ${node?.getAttribute?.("part")}`;
      for (const { value, sources } of list.getEntries()) window.__shifts.push({ value, nodes: sources.map(name) });
    }).observe({ type: "layout-shift", buffered: true });
  });
  const painted = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false });
  await expect(chat.input).toBeVisible();
  await painted();
  const before = await chat.input.boundingBox();
  await wasm.first;
  wasm.release();
  await chat.ready();
  await painted();
  expect(await chat.input.boundingBox()).toEqual(before);
  expect(await page.evaluate(() => window.__shifts)).toEqual([]);
});
