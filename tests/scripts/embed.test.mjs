// The loader's own logic, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUsed } from "../../src/embed/keys.js";
import { reflect, takeOver } from "../../src/embed/properties.js";

// A page's own events; the module listens as soon as it is there.
const listeners = {};
globalThis.addEventListener = (type, hear) => (listeners[type] = hear);
const { headersOf } = await import("../../src/embed/headers.js");

// A page that is left never hears of a promise, so that a deletion did not leave with it.
test("a page that is left takes the last headers of its hook", async () => {
  let answer = (resolve) => resolve({ "x-token": "7" });
  const hook = () => new Promise((resolve) => answer(resolve));
  const never = () => new Promise(() => {});
  assert.deepEqual(await headersOf(hook), { "x-token": "7" });
  answer = () => {};
  listeners.pagehide();
  assert.deepEqual(await headersOf(hook), { "x-token": "7" });
  const other = await Promise.race([headersOf(never), new Promise((resolve) => setImmediate(resolve, "nothing"))]);
  assert.equal(other, "nothing");
  listeners.pageshow();
  answer = (resolve) => resolve(null);
  assert.deepEqual(await headersOf(hook), {});
  listeners.pagehide();
  assert.deepEqual(await headersOf(hook), {}, "of whoever has signed out meanwhile nothing is kept");
  listeners.pageshow();
});

test("headers come in every form that fetch takes", async () => {
  const thenable = { then: (resolve) => resolve({ "x-token": "7" }) };
  for (const form of [
    { "x-token": "7" },
    { "x-token": 7 },
    Object.assign(Object.create(null), { "x-token": "7" }),
    new Headers({ "x-token": 7 }),
    [["x-token", "7"]],
    new Map([["x-token", 7]]),
    () => new Headers({ "x-token": 7 }),
    async () => [["x-token", 7]],
    thenable,
  ]) {
    assert.deepEqual(await headersOf(form), { "x-token": "7" });
  }
  for (const nothing of [undefined, null, {}, [], new Headers(), () => undefined, async () => null]) {
    assert.deepEqual(await headersOf(nothing), {});
  }
});

test("headers that cannot be used are named, and their values are not", async () => {
  const shape = "headers: neither Headers, nor pairs, nor an object";
  for (const [form, words] of [
    [{ "x-token": undefined }, "headers: x-token"],
    [{ "x-token": null }, "headers: x-token"],
    [{ "x-token": {} }, "headers: x-token"],
    [{ "x token": "secret" }, "headers: x token"],
    [{ "x-token": "a\nsecret" }, "headers: x-token"],
    [[["x-token"]], "headers: x-token"],
    [["x-token", "a"], shape],
    ["x-token: secret", shape],
    [7, shape],
    [true, shape],
    [Symbol("s"), shape],
    [() => () => ({}), shape],
    [new Date(), shape],
    [new Response(), shape],
  ]) {
    await assert.rejects(headersOf(form), { message: words });
  }
  const failing = () => {
    throw new Error("no token yet");
  };
  await assert.rejects(headersOf(failing), { message: "no token yet" });
});

/** A key within a widget: `text` in a text box; `open` while something lies on top. */
const key = (key, { text = false, open = false, ...event } = {}) =>
  Boolean(isUsed({ key, target: { matches: () => text }, ...event }, { querySelector: () => (open ? {} : null) }));

test("in a text box every key is used that is text or moves in it", () => {
  for (const name of ["a", "/", " ", "Enter", "Backspace", "ArrowLeft", "Home", "Process", "Dead", "Shift"]) {
    assert.ok(key(name, { text: true }), name);
  }
  assert.ok(key("a", { text: true, ctrlKey: true }));
  for (const name of ["Tab", "F2", "F12", "Escape"]) assert.ok(!key(name, { text: true }), name);
});

test("elsewhere the keys are used that press, move or scroll", () => {
  for (const name of [" ", "Enter", "ArrowDown", "PageUp", "End"]) assert.ok(key(name), name);
  for (const name of ["a", "/", "Tab", "Escape", "Shift", "F5"]) assert.ok(!key(name), name);
  assert.ok(!key("ArrowLeft", { altKey: true }), "the browser goes back with it");
  assert.ok(key("c", { ctrlKey: true }) && key("C", { metaKey: true }) && !key("k", { ctrlKey: true }));
});

test("Escape is used where it closes something, ends a composition or empties a search", () => {
  assert.ok(key("Escape", { open: true }));
  assert.ok(key("Escape", { defaultPrevented: true }));
  assert.ok(key("Escape", { isComposing: true, text: true }));
  const search = (value) => ({ type: "search", value, matches: () => true });
  assert.ok(key("Escape", { target: search("x") }));
  assert.ok(!key("Escape", { target: search("") }));
  assert.ok(key("Escape", { target: search(""), open: true }));
});

test("each attribute has a property, and what was set before the class was there is taken over", () => {
  class Element {
    attributes = new Map();
    getAttribute = (name) => this.attributes.get(name) ?? null;
    setAttribute = (name, value) => this.attributes.set(name, String(value));
    removeAttribute = (name) => this.attributes.delete(name);
  }
  const properties = reflect(Element.prototype);
  assert.deepEqual(properties, ["relayUrl", "spaceId", "agentId", "persist", "theme", "chart", "conversationId", "maxWait"]);
  const element = new Element();
  Object.defineProperty(element, "maxWait", { value: 90, configurable: true, writable: true });
  takeOver(element, properties);
  assert.deepEqual([...element.attributes], [["max-wait", "90"]]);
  assert.equal(element.maxWait, "90");
  for (const nothing of [null, undefined, false]) {
    element.maxWait = 7;
    element.maxWait = nothing;
    assert.equal(element.maxWait, "");
  }
});
