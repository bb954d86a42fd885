// Nobody is asked while nobody can look or nobody can answer: a hidden page and
// a computer without a network make no polls, and go on at once on return.
import { expect, QUESTION, test } from "./support/test.mjs";
import { POLLS } from "./support/traffic.mjs";

/** Longer than any wait for an answer, which must not run out meanwhile. */
const AWAY_MS = 15 * 60_000;
/** Shorter than any time between two polls. */
const AT_ONCE_MS = 500;

const absences = [
  {
    name: "offline",
    prepare: () => {},
    leave: (page) => page.context().setOffline(true),
    come: (page) => page.context().setOffline(false),
    away: () => !navigator.onLine,
  },
  {
    name: "hidden",
    // A headless browser hides no page, whatever lies before it.
    prepare: (page) =>
      page.addInitScript(() => {
        let hidden = false;
        Object.defineProperty(document, "hidden", { get: () => hidden });
        Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
        window.__hide = (value) => {
          hidden = value;
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        };
      }),
    leave: (page) => page.evaluate(() => window.__hide(true)),
    come: (page) => page.evaluate(() => window.__hide(false)),
    away: () => document.hidden,
  },
];

for (const { name, prepare, leave, come, away } of absences) {
  test(`a page that is ${name} makes no polls, and polls at once on return`, async ({ open, ownRelay, page, traffic, watched }) => {
    watched.allowFailedRequests();
    const relay = await ownRelay({ answerMs: 6_000 });
    await page.clock.install();
    await prepare(page);
    const chat = await open({ relay });
    const turn = await chat.ask(QUESTION);
    await turn.expectState("waiting");
    await page.waitForResponse((response) => POLLS(new URL(response.url())));

    // From here on time passes only where the test lets it.
    await page.clock.pauseAt(Date.now() + 60_000);
    await leave(page);
    await expect.poll(() => page.evaluate(away)).toBe(true);
    const before = traffic.polls();
    await page.clock.runFor(AWAY_MS);
    expect(traffic.polls()).toBe(before);
    await turn.expectState("waiting");

    await come(page);
    await page.clock.runFor(AT_ONCE_MS);
    await expect.poll(() => traffic.polls()).toBe(before + 1);
    await page.clock.resume();
    await turn.done();
    expect(traffic.questions()).toHaveLength(1);
  });
}
