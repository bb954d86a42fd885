// Nothing is lost and nothing is asked twice, whatever breaks between the
// browser and the workspace. The relay is the judge: what it has taken counts.
import { setTimeout as sleep } from "node:timers/promises";
import { ASKS, MESSAGE, MESSAGES, START } from "./support/faults.mjs";
import { questionsTaken } from "./support/relay.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

/** Longest time until a lost reply's question is found or given up. */
const FOUND_MS = 45_000;

/** Waits until the upstream has answered `n` requests of this kind, whatever the browser got. */
const answered = (proxy, method, path, n = 1) =>
  expect.poll(() => proxy.seen(method, path).filter(({ upstream }) => upstream === 200).length).toBeGreaterThanOrEqual(n);

test.describe("a relay that dies", () => {
  const outages = [
    { name: "for 20 s, while the answer becomes ready", outageMs: 20_000, answerMs: 8_000 },
    { name: "for a moment, before the answer is ready", outageMs: 3_000, answerMs: 12_000 },
  ];
  for (const { name, outageMs, answerMs } of outages) {
    test(`${name}, in mid-answer`, async ({ open, forwarding, traffic }) => {
      test.setTimeout(120_000);
      const { relay, wire, workspace } = await forwarding({ answerMs });
      const chat = await open({ relay });
      const turn = await chat.ask(QUESTION);
      await turn.expectState("waiting");
      await answered(wire, "GET", MESSAGE);

      await relay.kill();
      await expect(turn.status).toContainText(/trying again/i);
      // The length of the outage is what is tested: there is nothing to wait for.
      await sleep(outageMs);
      await turn.expectState("waiting");
      await relay.start();

      await turn.expectState("done", { timeout: FOUND_MS });
      await expect(turn.rows.first()).toBeVisible();
      await expect(chat.turns).toHaveCount(1);
      expect(await questionsTaken(workspace)).toEqual([QUESTION]);
      expect(wire.count("POST", ASKS)).toBe(1);
      expect(traffic.questions()).toHaveLength(1);
    });
  }

  test("while a follow-up is on its way", async ({ open, forwarding, traffic }) => {
    test.setTimeout(90_000);
    const { relay, wire, workspace } = await forwarding();
    const chat = await open({ relay });
    await (await chat.ask(QUESTION)).done();
    wire.add({ method: "POST", path: MESSAGES, then: { delayMs: 60_000 } });
    const turn = await chat.ask(FOLLOW_UP);
    await answered(wire, "POST", MESSAGES);

    await relay.kill();
    await expect(turn.status).toContainText(/arrived/i);
    await relay.start();
    await turn.expectState("done", { timeout: FOUND_MS });
    await expect(turn.rows).toHaveCount(3);
    expect((await questionsTaken(workspace)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
    expect(wire.count("POST", MESSAGES)).toBe(1);
    expect(traffic.questions()).toHaveLength(2);
  });
});

test("a follow-up whose reply is cut off is found, not asked again", async ({ open, faulty, traffic }) => {
  test.setTimeout(90_000);
  const { relay, proxy } = await faulty();
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  const cut = proxy.add({ method: "POST", path: MESSAGES, then: { cut: "after" } });
  const turn = await chat.ask(FOLLOW_UP);
  await turn.expectState("done", { timeout: FOUND_MS });
  await expect(turn.rows).toHaveCount(3);
  await expect(chat.turns).toHaveCount(2);
  expect(cut.met()).toBe(1);
  expect((await questionsTaken(relay)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
  expect(traffic.questions()).toHaveLength(2);
});

// Over HTTP/1.1 Chromium itself sends a POST again when a connection that it has used before breaks
// ahead of the reply, and the page learns nothing of it. The relay answers the second POST, which
// carries the same `idempotency-key`, with the first one's reply.
test("a follow-up that the browser itself sends twice is asked once", async ({ open, faulty, traffic }) => {
  test.setTimeout(90_000);
  const { relay, proxy } = await faulty({ keepAlive: true });
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  proxy.add({ method: "POST", path: MESSAGES, nth: 1, then: { cut: "after" } });
  const turn = await chat.ask(FOLLOW_UP);
  await turn.expectState("done", { timeout: FOUND_MS });
  expect(traffic.questions()).toHaveLength(2);
  expect((await questionsTaken(relay)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
});

// The page hears of the refusal of the repetition alone, and sends the question again by itself.
for (const status of [401, 429]) {
  test(`a question that the browser sends twice is asked once, though the second is refused with ${status}`, async ({ open, faulty, watched }) => {
    watched.allowFailedRequests();
    const { relay, proxy } = await faulty({ keepAlive: true });
    const chat = await open({ relay: proxy });
    await (await chat.ask(QUESTION)).done();
    proxy.add({ method: "POST", path: MESSAGES, nth: 1, then: { cut: "after" } });
    proxy.add({ method: "POST", path: MESSAGES, nth: 2, then: { status, headers: { "retry-after": "1" } } });
    const turn = await chat.ask(FOLLOW_UP);
    await turn.expectState("done", { timeout: FOUND_MS });
    expect(proxy.count("POST", MESSAGES)).toBe(3);
    expect((await questionsTaken(relay)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
  });
}

test.describe("too many questions", () => {
  const refused = {
    status: 429,
    body: { error_code: "RESOURCE_EXHAUSTED", message: "Too many requests." },
  };
  /** The first number of the status line: the seconds that are left. */
  const secondsLeft = (turn) => async () => {
    const text = await turn.status.textContent({ timeout: 1_000 }).catch(() => "");
    return Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
  };
  /** In the turn or beside the text box, wherever it stands. */
  const stopIn = (chat) => chat.host.getByRole("button", { name: /stop|cancel/i }).first();

  test("a question that is refused is counted down and asked again", async ({ open, faulty }) => {
    const { relay, proxy } = await faulty();
    const then = { ...refused, headers: { "retry-after": "7" } };
    proxy.add({ method: "POST", path: START, nth: 1, then });
    const chat = await open({ relay: proxy });
    const turn = await chat.ask(QUESTION);

    await expect.poll(secondsLeft(turn), { intervals: [100] }).toBeLessThanOrEqual(7);
    const first = await secondsLeft(turn)();
    expect(first).toBeGreaterThan(0);
    await turn.expectState("sending");
    await expect(stopIn(chat)).toBeVisible();
    await expect.poll(secondsLeft(turn), { intervals: [100] }).toBeLessThan(first);
    await turn.expectState("sending");
    expect(proxy.count("POST", ASKS)).toBe(1);

    await turn.done();
    await expect(turn.rows.first()).toBeVisible();
    await expect(turn.notice).toHaveCount(0);
    const posts = proxy.seen("POST", ASKS);
    expect(posts.map(({ status }) => status)).toEqual([429, 200]);
    expect(posts[1].at - posts[0].at).toBeGreaterThanOrEqual(7_000);
    expect(await questionsTaken(relay)).toEqual([QUESTION]);
  });

  test("Stop ends the countdown, and nothing is asked", async ({ open, faulty }) => {
    const { relay, proxy } = await faulty({ answerMs: 5_000 });
    const then = { ...refused, headers: { "retry-after": "4" } };
    proxy.add({ method: "POST", path: START, nth: 1, then });
    const chat = await open({ relay: proxy });
    const turn = await chat.ask(QUESTION);
    await expect.poll(secondsLeft(turn), { intervals: [100] }).toBeLessThanOrEqual(4);
    await stopIn(chat).click();
    await expect(chat.host.locator('[part~="turn"][data-state="sending"]')).toHaveCount(0);
    // By the time that this answer comes, the countdown would have ended.
    await chat.ask(FOLLOW_UP);
    await expect(chat.turns.last()).toHaveAttribute("data-state", "done");
    expect(await questionsTaken(relay)).toEqual([FOLLOW_UP]);
    expect(proxy.count("POST", ASKS)).toBe(2);
  });

  test("a poll that is refused is made again after the wait", async ({ open, faulty }) => {
    const { relay, proxy } = await faulty();
    const then = { ...refused, headers: { "retry-after": "2" } };
    proxy.add({ method: "GET", path: MESSAGE, nth: 1, then });
    const chat = await open({ relay: proxy });
    const turn = await chat.ask(QUESTION);
    await turn.done();
    await expect(turn.rows.first()).toBeVisible();
    const [first, second] = proxy.seen("GET", MESSAGE);
    expect([first.status, second.status]).toEqual([429, 200]);
    expect(second.at - first.at).toBeGreaterThanOrEqual(2_000);
    expect(proxy.count("POST", ASKS)).toBe(1);
    expect(await questionsTaken(relay)).toEqual([QUESTION]);
  });
});

test.describe("a page that is closed", () => {
  test("in mid-answer shows the answer when it is opened again", async ({ open, faulty, reopen }) => {
    const { relay, proxy } = await faulty({ answerMs: 4_000 });
    let chat = await open({ relay: proxy });
    const turn = await chat.ask(QUESTION);
    await turn.expectState("waiting");
    const id = await turn.root.getAttribute("data-message-id");

    chat = await reopen();
    await expect(chat.turn(0).root).toHaveAttribute("data-message-id", id);
    await chat.turn(0).done();
    await expect(chat.turn(0).rows.first()).toBeVisible();
    await expect(chat.turns).toHaveCount(1);
    expect(await questionsTaken(relay)).toEqual([QUESTION]);
    expect(proxy.count("POST", ASKS)).toBe(1);
  });

  test("while its first question is on its way leaves the choice to the reader", async ({ open, faulty, reopen }) => {
    const { relay, proxy } = await faulty();
    const late = proxy.add({ method: "POST", path: START, then: { delayMs: 60_000 } });
    let chat = await open({ relay: proxy });
    await chat.ask(QUESTION);
    await answered(proxy, "POST", START);

    chat = await reopen();
    const turn = chat.turn(0);
    // Adopted where the relay can tell whose conversation it is.
    await expect(turn.root).toHaveAttribute("data-state", /^(unsure|done)$/);
    await expect(turn.question).toContainText(QUESTION);
    await expect(chat.turns).toHaveCount(1);
    expect(proxy.count("POST", ASKS)).toBe(1);
    if ((await turn.root.getAttribute("data-state")) === "done") return;

    late.remove();
    await turn.askAgain.click();
    await chat.turn(0).done();
    expect(proxy.count("POST", ASKS)).toBe(2);
    expect(await questionsTaken(relay)).toEqual([QUESTION, QUESTION]);
  });

  test("while a follow-up is on its way finds it when it is opened again", async ({ open, faulty, reopen }) => {
    const { relay, proxy } = await faulty();
    let chat = await open({ relay: proxy });
    await (await chat.ask(QUESTION)).done();
    proxy.add({ method: "POST", path: MESSAGES, then: { delayMs: 60_000 } });
    await chat.ask(FOLLOW_UP);
    await answered(proxy, "POST", MESSAGES);

    chat = await reopen();
    await expect(chat.turns).toHaveCount(2);
    const turn = chat.turn(1);
    await expect(turn.question).toContainText(FOLLOW_UP);
    await expect(turn.root).toHaveAttribute("data-state", /^(unsure|done)$/);
    if (await turn.checkAgain.isVisible()) await turn.checkAgain.click();
    await turn.done();
    await expect(turn.rows).toHaveCount(3);
    expect(proxy.count("POST", ASKS)).toBe(2);
    expect((await questionsTaken(relay)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
  });
});

test("a follow-up that never arrived is not asked by itself", async ({ open, faulty }) => {
  test.setTimeout(90_000);
  const { relay, proxy } = await faulty();
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  proxy.add({ method: "POST", path: MESSAGES, nth: 1, then: { cut: "before" } });
  const turn = await chat.ask(FOLLOW_UP);
  await turn.expectState("unsure", { timeout: FOUND_MS });
  expect(proxy.count("POST", MESSAGES)).toBe(1);
  expect(await questionsTaken(relay)).toEqual([QUESTION]);

  await turn.askAgain.click();
  await chat.turn(1).done();
  expect(proxy.count("POST", MESSAGES)).toBe(2);
  expect((await questionsTaken(relay)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
});
