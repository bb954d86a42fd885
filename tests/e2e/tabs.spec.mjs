// Several tabs of one browser: one of them asks, all of them show.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { Chat, recordEvents } from "./support/chat.mjs";
import { MESSAGE, START } from "./support/faults.mjs";
import { questionsTaken } from "./support/relay.mjs";
import { POLLS } from "./support/traffic.mjs";
import { converse, listed } from "./support/past.mjs";

const ANSWER_MS = 8_000;
/** How near two polls of one message may come to each other: the widget waits a second between them. */
const NEAREST_MS = 900;
/** As long as a tab may take to take over, with what the answer itself needs. */
const HAND_OVER_MS = 3_000;

/** How far apart the polls of a message were that the relay got, in ms. */
function gaps(proxy) {
  const at = proxy.seen("GET", MESSAGE).map((entry) => entry.at);
  return at.slice(1).map((time, index) => time - at[index]);
}

/** Tells for each page how many polls it has sent. */
function counted(...chats) {
  const counts = chats.map(() => 0);
  chats.forEach(({ page }, index) => {
    page.on("request", (request) => {
      if (request.method() === "GET" && POLLS(new URL(request.url()))) counts[index] += 1;
    });
  });
  return counts;
}

/** Pages without HTTPS have no Web Locks; here one has none either. */
const withoutLocks = (page) =>
  page.context().addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));

for (const locks of [true, false]) {
  const how = locks ? "Web Locks" : "a lease in the storage";

  test(`three tabs poll no more than one would, and all show the answer: ${how}`, async ({ open, another, faulty, page }) => {
    if (!locks) await withoutLocks(page);
    const { relay, proxy } = await faulty({ answerMs: ANSWER_MS });
    const id = await converse(relay, [QUESTION]);
    const tabs = [await open({ relay: proxy, "conversation-id": id }), await another(), await another()];
    for (const chat of tabs) await chat.turn(0).done();
    // A slow question of one tab comes to all of them, and all of them wait.
    const before = proxy.count("GET", MESSAGE);
    await tabs[1].ask(FOLLOW_UP);
    for (const chat of tabs) await chat.turn(1).expectState("waiting");
    for (const chat of tabs) await chat.turn(1).done();
    const polls = proxy.count("GET", MESSAGE) - before;
    expect(polls).toBeGreaterThan(2);
    expect(polls).toBeLessThanOrEqual(ANSWER_MS / 1_000 + (locks ? 1 : 2));
    const near = gaps(proxy).slice(before).filter((gap) => gap < NEAREST_MS);
    expect(near.length, String(near)).toBeLessThanOrEqual(locks ? 0 : 1);
    for (const chat of tabs) await expect(chat.turn(1).rows).toHaveCount(3);
    for (const chat of tabs) await expect(chat.turns).toHaveCount(2);
    expect(proxy.count("POST", /./)).toBe(1);
  });

  test(`a tab that dies hands its poll over: ${how}`, async ({ open, another, faulty, page }) => {
    if (!locks) await withoutLocks(page);
    const { relay, proxy } = await faulty({ answerMs: ANSWER_MS });
    const id = await converse(relay, [QUESTION]);
    const tabs = [await open({ relay: proxy, "conversation-id": id }), await another()];
    for (const chat of tabs) await chat.turn(0).done();
    const counts = counted(...tabs);
    await tabs[0].ask(FOLLOW_UP);
    for (const chat of tabs) await chat.turn(1).expectState("waiting");
    await expect.poll(() => Math.max(...counts)).toBeGreaterThan(2);
    const polling = counts[0] > counts[1] ? 0 : 1;
    const other = 1 - polling;
    // Storage is not as sure as a lock: one poll too many may pass where a lease is taken.
    expect(counts[other]).toBeLessThanOrEqual(locks ? 0 : 1);
    const before = counts[other];

    const died = performance.now();
    // No unload handlers run: it has no time to say anything.
    await tabs[polling].page.close({ runBeforeUnload: false });
    await expect.poll(() => counts[other], { intervals: [50] }).toBeGreaterThan(before);
    expect(performance.now() - died).toBeLessThan(HAND_OVER_MS + 1_000);
    await tabs[other].turn(1).done();
    expect(proxy.count("POST", /./)).toBe(1);
  });
}

test("a conversation that is deleted in one tab is gone in all", async ({ open, another, ownRelay }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const chat = await open({ relay });
  await (await chat.ask(QUESTION)).done();
  const other = await another();
  await expect(other.turns).toHaveCount(1);
  await other.history.open();
  await expect(other.history.items).toHaveCount(1);

  await chat.history.open();
  await chat.history.press(QUESTION, "Delete");
  for (const tab of [chat, other]) {
    await expect(tab.turns).toHaveCount(0);
    await expect(tab.history.items).toHaveCount(0);
  }
  expect(await listed(relay)).toEqual([]);
  await other.page.reload();
  await other.ready();
  await expect(other.turns).toHaveCount(0);
});

test("a refused quota is waited for by all tabs", async ({ open, another, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  const other = await another();
  await other.turn(0).done();
  const refused = { status: 429, headers: { "retry-after": "4" }, body: { error_code: "RESOURCE_EXHAUSTED", message: "Later." } };
  proxy.add({ method: "POST", path: /\/messages$/, count: 1, then: refused });
  const asked = () => proxy.count("POST", /\/messages$/);
  await chat.ask(FOLLOW_UP);
  await expect(chat.turn(1).status).toContainText("Too many questions for now.");
  const waiting = await other.ask("How many stores are there?");
  await expect(waiting.status).toContainText("Too many questions for now.");
  expect(asked()).toBe(1);
  await expect.poll(asked).toBe(3);
});

// The copy of a question was posted again after the page of the tab that had posted it was gone, with what it had noted.
test('with persist="session" a duplicated tab never asks what the other one has asked', async ({ open, page, faulty, watched }) => {
  test.setTimeout(90_000);
  const online = () => Object.defineProperty(navigator, "onLine", { get: () => window.__online ?? false });
  const { proxy, relay } = await faulty();
  proxy.add({ method: "POST", path: START, nth: 1, then: { cut: "after" } });
  await page.addInitScript(online);
  const chat = await open({ relay: proxy, persist: "session" });
  await (await chat.ask(QUESTION)).expectState("queued");
  const items = await page.evaluate(() => ({ ...sessionStorage }));
  const copy = await page.context().newPage();
  await recordEvents(copy);
  await watched.alsoWatch(copy);
  await copy.addInitScript(online);
  await copy.addInitScript((items) => {
    if (location.protocol === "http:") Object.entries(items).forEach(([name, text]) => sessionStorage.setItem(name, text));
  }, items);
  await copy.goto(page.url());
  const other = new Chat(copy);
  await other.ready();
  await other.turn(0).expectState("queued");
  const connect = () => {
    window.__online = true;
    dispatchEvent(new Event("online"));
  };
  await page.evaluate(connect);
  await expect.poll(() => proxy.count("POST", START)).toBe(1);
  await page.goto("about:blank");
  await copy.evaluate(connect);
  // It is looked for, and found among the caller's conversations.
  await other.turn(0).expectState("done", { timeout: 40_000 });
  expect(await questionsTaken(relay)).toEqual([QUESTION]);
});
