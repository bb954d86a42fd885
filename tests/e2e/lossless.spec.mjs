// What portals, proxies and browsers do to a question: it is not lost, and not said to be what it is not.
import { startRelay } from "./support/relay.mjs";
import { ASKS } from "./support/faults.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

const SHUT = /does not let this page in/;
const COMPLAINT = /genie-chat: the relay at .* cannot be used by this page/;

/** Locks as sandboxed frames and blocked cookies give them. */
const LOCKS = {
  "that reject": () => (LockManager.prototype.request = () => Promise.reject(new DOMException("no", "SecurityError"))),
  "that throw": () => (LockManager.prototype.request = () => { throw new DOMException("no", "SecurityError"); }),
  "that never answer": () => (LockManager.prototype.request = () => new Promise(() => {})),
  "that are missing": () => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }),
};

for (const [what, spoil] of Object.entries(LOCKS)) {
  test(`locks ${what} keep no answer from coming`, async ({ open, page, traffic }) => {
    await page.addInitScript(spoil);
    const chat = await open();
    await (await chat.ask(QUESTION)).done();
    await (await chat.ask(FOLLOW_UP)).done();
    expect(traffic.questions()).toHaveLength(2);
  });
}

test("a headers hook that hangs is given up after 10 s, and the next question is free", async ({ open, page, traffic }) => {
  const chat = await open();
  await chat.host.evaluate((element) => (element.headers = () => new Promise(() => {})));
  const turn = await chat.ask(QUESTION);
  await turn.expectState("failed", { timeout: 14_000 });
  await expect(turn.notice).toContainText(/sign-in/);
  expect(traffic.questions()).toHaveLength(0);
  // Stop frees it, too.
  const second = await chat.ask(FOLLOW_UP);
  await second.expectState("sending");
  await chat.stop.click();
  await second.expectState("failed");
  await chat.host.evaluate((element) => (element.headers = {}));
  await turn.askAgain.click();
  await turn.done();
  expect(traffic.questions()).toHaveLength(1);
});

test("a session that is over is named, and the question is not said to have left", async ({ open, page, faulty, watched }) => {
  watched.allow(/CORS|redirect/i);
  const { proxy } = await faulty({ answerMs: 0 });
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  const signIn = { status: 302, bare: true, headers: { location: "http://127.0.0.1:9/sign-in" } };
  const rules = [proxy.add({ path: /./, then: signIn }), proxy.add({ method: "OPTIONS", path: /./, then: signIn })];
  watched.allowOrigin("http://127.0.0.1:9");
  // It is found out whether anything answers, which leads to the sign-in page.
  watched.allow(/connect-src/);
  const turn = await chat.ask(FOLLOW_UP);
  await turn.expectState("failed", { timeout: 20_000 });
  await expect(turn.notice).toContainText(/session may have expired/);
  await expect(turn.notice).not.toContainText(/may or may not/);
  await expect(turn.root.getByRole("button", { name: "Reload page" })).toBeVisible();
  rules.forEach((rule) => rule.remove());
  await page.reload();
  await chat.ready();
  await chat.turn(1).expectState("failed");
  await chat.turn(1).askAgain.click();
  await chat.turn(1).done();
});

test("a page that the relay does not let in says so before the first question", async ({ open, page, host, watched }) => {
  watched.allowFailedRequests();
  watched.allow(/CORS/);
  watched.allow(COMPLAINT);
  const relay = await startRelay({ allowOrigin: "http://elsewhere.example" });
  watched.allowOrigin(relay.origin);
  const complaints = [];
  page.on("console", (message) => COMPLAINT.test(message.text()) && complaints.push(message.text()));
  const chat = await open({ relay });
  await expect(chat.notice).toContainText(SHUT);
  expect(await page.evaluate(() => window.__genieEvents.find(({ type }) => type === "genie-error").detail.code)).toBe("network");
  const turn = await chat.ask(QUESTION);
  await turn.expectState("queued");
  await expect(turn.status).toContainText("when the relay can be used");
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain(`--allow-origin ${host.origin}`);
  await page.goto("about:blank");
  await relay.stop();
});

test("a question asked offline says what it waits for, and is sent once", async ({ open, page, context, watched }) => {
  watched.allowFailedRequests();
  const chat = await open();
  await context.setOffline(true);
  const turn = await chat.ask(QUESTION);
  await expect(turn.status).toContainText("You're offline");
  await context.setOffline(false);
  await turn.done();
});

for (const done of ["Dismiss", "Edit and ask again"]) test(`a refused first question is there after a reload, until: ${done}`, async ({ open, page, faulty }) => {
  const { proxy } = await faulty();
  proxy.add({ path: ASKS, then: { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No." } } });
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).expectState("failed");
  await page.reload();
  await chat.ready();
  await chat.turn(0).expectState("failed");
  await expect(chat.turn(0).question).toContainText(QUESTION);
  await chat.turn(0).root.getByRole("button", { name: done }).click();
  await expect(chat.turns).toHaveCount(0);
  await page.reload();
  await chat.ready();
  await expect(chat.turns).toHaveCount(0);
  await expect(chat.input).toHaveValue(done === "Dismiss" ? "" : QUESTION);
});

test("what is typed ahead waits for the first question, which a reload found on its way", async ({ open, page, faulty }) => {
  const { proxy } = await faulty({ answerMs: 300 });
  const rule = proxy.add({ path: ASKS, nth: 1, then: { delayMs: 4_000 } });
  const chat = await open({ relay: proxy });
  await chat.ask(QUESTION);
  await chat.ask(FOLLOW_UP);
  await expect.poll(() => rule.met()).toBe(1);
  await page.reload();
  await chat.ready();
  await chat.turn(0).done();
  await chat.turn(1).done();
  const asked = proxy.seen("POST", ASKS).map(({ path }) => path.split("/").at(-1));
  expect(asked).toEqual(["start-conversation", "messages"]);
});

test("a proxy's 404 ends no conversation", async ({ open, page, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  const rule = proxy.add({ method: "GET", path: /\/(messages|messages\/[^/]+)$/, count: 2, then: { status: 404, body: "default backend - 404" } });
  await page.reload();
  await chat.ready();
  await chat.turn(0).done();
  expect(rule.met()).toBeGreaterThan(1);
});
