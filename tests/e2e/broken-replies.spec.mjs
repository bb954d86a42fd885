// Replies that are not what was asked for, as proxies and sign-in pages make them.
import { ASKS, MESSAGE, MESSAGES, ROWS } from "./support/faults.mjs";
import { questionsTaken } from "./support/relay.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

const LOGIN = "<!doctype html><title>Sign in</title><form action=/login><input name=user></form>";

test("a login page in reply to a poll: the poll is made again", async ({ open, faulty }) => {
  const { relay, proxy } = await faulty();
  const login = proxy.add({ method: "GET", path: MESSAGE, count: 2, then: { status: 200, body: LOGIN } });
  const chat = await open({ relay: proxy });
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  expect(login.met()).toBeGreaterThan(2);
  expect(await questionsTaken(relay)).toEqual([QUESTION]);
});

test("a login page in reply to a follow-up: it is looked for, not asked again", async ({ open, faulty }) => {
  const { relay, proxy } = await faulty();
  const chat = await open({ relay: proxy });
  await (await chat.ask(QUESTION)).done();
  // The relay has taken it; only the reply is another one.
  proxy.add({ method: "POST", path: MESSAGES, then: { body: LOGIN } });
  const turn = await chat.ask(FOLLOW_UP);
  await turn.expectState("done", { timeout: 45_000 });
  await expect(turn.rows).toHaveCount(3);
  expect(proxy.count("POST", MESSAGES)).toBe(1);
  expect((await questionsTaken(relay)).sort()).toEqual([QUESTION, FOLLOW_UP].sort());
});

const cuts = [
  { name: "cut short", then: { truncate: 200 } },
  { name: "whose connection breaks", then: { truncate: 200, cut: "after" } },
];
for (const { name, then } of cuts) {
  test(`rows in a reply ${name} are fetched again, the question is not`, async ({ open, faulty }) => {
    const { relay, proxy } = await faulty();
    const cut = proxy.add({ method: "GET", path: ROWS, nth: 1, then });
    const chat = await open({ relay: proxy });
    const turn = await chat.ask(QUESTION);
    await turn.done();
    await expect(turn.rows.first()).toBeVisible();
    await expect(turn.notice).toHaveCount(0);
    expect(cut.met()).toBe(2);
    expect(proxy.count("POST", ASKS)).toBe(1);
    expect(await questionsTaken(relay)).toEqual([QUESTION]);
  });
}
