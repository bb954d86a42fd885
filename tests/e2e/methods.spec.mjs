// What a page calls on the element, before the wasm is there and after.
import { Chat } from "./support/chat.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";
import { hold } from "./support/traffic.mjs";
import { converse, listed, remember } from "./support/past.mjs";

const OTHER = "What is the total revenue by region?";

/** Calls a method; resolves to what it resolves to, or to what it is rejected with. */
const call = (page, name, ...args) =>
  page.evaluate(
    ([name, args]) =>
      Promise.resolve(document.querySelector("genie-chat")[name](...args)).catch(({ name, code, message, retryable, requestId }) => ({
        name,
        code,
        message,
        retryable,
        requestId,
      })),
    [name, args],
  );

test("calls made before the wasm is there are done when it is", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const id = await converse(relay, [QUESTION]);
  const wasm = await hold(page, /_bg\.wasm$/);
  const chat = await open({ relay, ready: false });
  const list = call(page, "listConversations");
  await call(page, "openConversation", id);
  await wasm.first;
  wasm.release();
  expect(await list).toEqual([{ conversationId: id, title: QUESTION, usedAt: expect.any(Number) }]);
  await chat.turn(0).done();
  // The page has called: the reader's focus is where it was.
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
});

test("listConversations tells all pages, and what only this browser knows", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  for (let index = 0; index < 51; index += 1) await converse(relay, [`${QUESTION} ${index}`]);
  await remember(page, relay, [{ id: "mine", title: "Mine", at: 0 }]);
  await open({ relay });
  const list = await call(page, "listConversations");
  expect(list).toHaveLength(52);
  expect(list[0].title).toBe(`${QUESTION} 50`);
  expect(list.at(-1)).toEqual({ conversationId: "mine", title: "Mine", usedAt: null });
});

test("newConversation, openConversation and stop", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 20_000 });
  const chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await turn.expectState("waiting");
  await call(page, "stop");
  await turn.expectState("stopped");
  const [id] = await listed(relay);
  await chat.input.evaluate((input) => input.blur());
  await call(page, "newConversation");
  await expect(chat.turns).toHaveCount(0);
  await expect(chat.input).not.toBeFocused();
  await call(page, "openConversation", id);
  await expect(chat.turns).toHaveCount(1);
});

test("deleteConversation deletes at once, or is rejected with the reason", async ({ open, faulty, page }) => {
  const { relay, proxy } = await faulty({ answerMs: 0 });
  const id = await converse(relay, [QUESTION]);
  const stays = await converse(relay, [OTHER]);
  const chat = await open({ relay: proxy, "conversation-id": id });
  await chat.turn(0).done();
  expect(await call(page, "deleteConversation", id)).toBeUndefined();
  expect(await listed(relay)).toEqual([stays]);
  await expect(chat.turns).toHaveCount(0);
  // What is gone already is deleted.
  expect(await call(page, "deleteConversation", id)).toBeUndefined();

  const refused = { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No." } };
  const rule = proxy.add({ method: "DELETE", path: /./, then: refused });
  const error = await call(page, "deleteConversation", stays);
  expect(error).toEqual({ name: "GenieError", code: "permission", message: expect.any(String), retryable: false, requestId: null });
  rule.remove();
  proxy.add({ path: /\/conversations$/, then: { status: 400, body: { error_code: "INVALID", message: "No." } } });
  expect(await call(page, "listConversations")).toMatchObject({ name: "GenieError", code: expect.any(String) });
});

test("where the settings are wrong, or the wasm cannot run, a promise is rejected and says why", async ({ open, page, host, relay, watched }) => {
  watched.allow(/WebAssembly|wasm-eval|Content Security Policy/i);
  await open({ persist: "for ever" });
  expect(await call(page, "listConversations")).toMatchObject({ name: "GenieError", code: "config" });
  expect(await call(page, "deleteConversation", "c")).toMatchObject({ code: "config" });
  await page.goto(host.page({ relay, wasm: false, body: '<genie-chat relay-url="/" space-id="s"></genie-chat>' }));
  expect(await call(page, "listConversations")).toMatchObject({ name: "GenieError", code: "unsupported" });
  expect(await call(page, "clear")).toMatchObject({ code: "unsupported" });
  expect(await new Chat(page).notice.count()).toBe(1);
});

/** Makes an element that is on no page; `chat` in the page from then on. */
const detached = (page, relay) =>
  page.evaluate((relayUrl) => {
    const chat = document.createElement("genie-chat");
    chat.setAttribute("relay-url", relayUrl);
    chat.setAttribute("space-id", "default");
    window.chat = chat;
  }, relay.origin);

/** Calls a method of it; the promise and what it comes to are kept in the page, by name. */
const begin = (page, name) =>
  page.evaluate((name) => {
    window.outcomes ??= {};
    const settle = (outcome) => (window.outcomes[name] = outcome);
    window.chat[name]().then(() => settle("done"), ({ name, code, message, retryable }) => settle({ name, code, message, retryable }));
  }, name);

const outcome = (page, name) => page.evaluate((name) => window.outcomes[name] ?? "pending", name);

const ABSENT = { name: "GenieError", code: "load", message: expect.stringMatching(/\w/), retryable: true };

test("a call on an element that is on no page is rejected after 10 s, and not done later", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await page.clock.install();
  await open({ relay });
  await detached(page, relay);
  // An installed clock runs on by itself, which a busy machine would see here.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await begin(page, "listConversations");
  await page.clock.runFor(6_000);
  await begin(page, "clear");
  await page.clock.runFor(3_900);
  expect(await outcome(page, "listConversations")).toBe("pending");
  await page.clock.runFor(200);
  expect(await outcome(page, "listConversations")).toEqual(ABSENT);
  // Each call has its own time.
  expect(await outcome(page, "clear")).toBe("pending");
  await page.clock.resume();
  await page.evaluate(() => {
    const seen = [];
    window.seen = seen;
    window.chat.addEventListener("genie-error", ({ detail }) => seen.push(detail));
    document.body.append(window.chat);
  });
  await expect.poll(() => outcome(page, "clear")).toBe("done");
  await page.clock.runFor(20_000);
  expect(await outcome(page, "listConversations")).toEqual(ABSENT);
  expect(await page.evaluate(() => window.seen)).toEqual([]);
});

test("a call on an element that was removed waits for it to come back", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await page.clock.install();
  await open({ relay });
  await page.evaluate(() => {
    window.chat = document.querySelector("genie-chat");
    window.chat.remove();
  });
  await begin(page, "listConversations");
  await page.clock.runFor(9_000);
  await page.evaluate(() => document.body.append(window.chat));
  await expect.poll(() => outcome(page, "listConversations")).toBe("done");

  // While the wasm is on its way the element is removed for good.
  await page.evaluate(() => window.chat.remove());
  await begin(page, "clear");
  await page.evaluate(() => {
    document.body.append(window.chat);
    window.chat.remove();
  });
  await page.clock.runFor(10_100);
  expect(["done", "pending"]).not.toContain(await outcome(page, "clear"));
  expect(await outcome(page, "clear")).toEqual(ABSENT);
});

test("without an id, or with what is none, a call is rejected and the widget lives", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const chat = await open({ relay });
  const refused = await page.evaluate(async () => {
    const chat = document.querySelector("genie-chat");
    const bad = [[], [undefined], [null], [""], [" "], [7], [{}], [["c"]], [{ trim: () => "c" }], [new String("c")], [Object.create(null)], [Symbol("s")]];
    const codes = [];
    for (const name of ["openConversation", "deleteConversation"]) {
      for (const args of bad) codes.push(await chat[name](...args).then(() => "done", ({ name, code }) => `${name} ${code}`));
    }
    // These need nothing, and take anything.
    chat.stop(Object.create(null));
    chat.newConversation(Symbol("s"));
    await chat.listConversations(new Event("click"));
    // Nor does what it reads of the page.
    const traps = new Proxy([], { get() { throw new Error("no"); } });
    for (const value of [traps, 7, Symbol("s"), { length: 1e9 }, () => {}, null]) chat.starters = value;
    chat.connectedCallback();
    chat.adoptedCallback();
    chat.attributeChangedCallback("theme", "a", "b");
    if ("fail" in chat) codes.push("the loader's own method");
    return [...new Set(codes)];
  });
  expect(refused).toEqual(["GenieError input"]);
  await (await chat.ask(QUESTION)).done();
});
