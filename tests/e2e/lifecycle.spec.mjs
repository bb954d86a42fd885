// What a browser does to a page in mid-answer: the back/forward cache, a frozen tab, a computer that
// sleeps. A discarded tab is a reload.
import config from "./playwright.config.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";
import { POLLS } from "./support/traffic.mjs";

test.use({ launchOptions: { ...config.use.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

const ANSWER_MS = 6_000;

const polled = (page) => page.waitForResponse((response) => POLLS(new URL(response.url())));

test("a page that is left and gone back to goes on with its answer", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: ANSWER_MS });
  await page.addInitScript(() => addEventListener("pageshow", (event) => (window.__kept = event.persisted)));
  const chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await polled(page);
  await page.evaluate(() => (location.href = "about:blank"));
  await page.waitForURL("about:blank");

  const devtools = await page.context().newCDPSession(page);
  const { currentIndex, entries } = await devtools.send("Page.getNavigationHistory");
  await devtools.send("Page.navigateToHistoryEntry", { entryId: entries[currentIndex - 1].id });
  await expect.poll(() => page.evaluate(() => window.__kept)).toBe(true);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  await expect(chat.turns).toHaveCount(1);
  expect(traffic.questions()).toHaveLength(1);
});

test("a tab that was frozen goes on with its answer", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: ANSWER_MS });
  const chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await polled(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  expect(traffic.questions()).toHaveLength(1);
});

test("a computer that slept for hours in mid-answer goes on waiting", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: ANSWER_MS });
  await page.clock.install();
  const chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await polled(page);
  await turn.expectState("waiting");
  await page.clock.fastForward("05:00:00");
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  expect(traffic.questions()).toHaveLength(1);
});

// Requests that were aborted with the element counted as failed: the widget probed the relay and logged that the page
// cannot use it.
test("an element that is removed before its first replies asks and tells nothing more", async ({ open, page }) => {
  const asked = [];
  await page.route("**/spaces/default", (route) => asked.push(route));
  await open();
  await expect.poll(() => asked.length).toBe(1);
  await page.evaluate(() => {
    document.querySelector("genie-chat").remove();
    return new Promise((done) => setTimeout(done, 300));
  });
  expect(asked).toHaveLength(1);
});

// The last event of an element told views to draw what was gone when they did: all elements of the page ended with it.
test("an element that is removed while it shows something ends quietly", async ({ open, page }) => {
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await page.evaluate(async () => {
    const element = document.querySelector("genie-chat");
    for (let times = 0; times < 5; times += 1) {
      const { parentNode } = element;
      element.newConversation();
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      parentNode.append(element);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  await (await chat.ask(QUESTION)).done();
});
