// What goes wrong says so, loses nothing and asks nothing twice.
import { expect, QUESTION, test } from "./support/test.mjs";
import { failAnswers, POLLS, QUESTIONS } from "./support/traffic.mjs";

test("an unknown space is named as the fault and the question is kept", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  const chat = await open({ "space-id": "no-such-space" });
  await chat.input.fill(QUESTION);
  await chat.input.press("Enter");
  await expect(chat.notice.first()).toBeVisible();
  await expect(chat.notice.first()).toContainText(/not (be )?found|no access|does not exist|unknown|not available|permission/i);
  const asTurn = async () => (await chat.turns.filter({ hasText: QUESTION }).count()) === 1;
  const asDraft = async () => (await chat.input.inputValue()) === QUESTION;
  await expect.poll(async () => (await asTurn()) || (await asDraft())).toBe(true);
  await chat.seen("genie-error");
  const code = await page.evaluate(() => window.__genieEvents.find(({ type }) => type === "genie-error").detail.code);
  expect(["not-found", "permission"]).toContain(code);
});

test("polls that fail are made again, the question is not", async ({ open, page, traffic, watched }) => {
  watched.allowFailedRequests();
  let broken = true;
  let failures = 0;
  await page.route(POLLS, async (route) => {
    if (!broken) return route.fallback();
    failures += 1;
    await route.fulfill({
      status: 500,
      headers: { "access-control-allow-origin": "*" },
      json: { error_code: "INTERNAL_ERROR", message: "" },
    });
  });
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  // Either the widget goes on by itself or it stops with a button: both keep the question.
  await expect.poll(async () => failures >= 2 || (await turn.checkAgain.isVisible())).toBe(true);
  broken = false;
  await expect
    .poll(async () => {
      if (await turn.checkAgain.isVisible()) await turn.checkAgain.click();
      return turn.root.getAttribute("data-state");
    }, { timeout: 30_000 })
    .toBe("done");
  await expect(turn.rows.first()).toBeVisible();
  expect(traffic.questions()).toHaveLength(1);
});

test("a poll whose connection drops is made again", async ({ open, page, traffic, watched }) => {
  watched.allowFailedRequests();
  let dropped = 0;
  await page.route(POLLS, (route) => (dropped++ < 2 ? route.abort("connectionreset") : route.fallback()));
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.expectState("done", { timeout: 30_000 });
  expect(dropped).toBeGreaterThan(2);
  expect(traffic.questions()).toHaveLength(1);
});

test("a question whose POST drops is not sent again by itself, and not lost", async ({ open, page, traffic, watched }) => {
  test.setTimeout(90_000);
  watched.allowFailedRequests();
  let drop = true;
  await page.route(QUESTIONS, (route) =>
    drop && route.request().method() === "POST" ? route.abort("connectionreset") : route.fallback(),
  );
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  // Half a minute may pass: the widget looks whether the question arrived.
  await expect(turn.root).toHaveAttribute("data-state", /^(unsure|failed)$/, { timeout: 45_000 });
  await expect(turn.notice).toBeVisible();
  expect(traffic.questions()).toHaveLength(1);
  await expect(turn.question).toContainText(QUESTION);

  drop = false;
  await turn.root.getByRole("button", { name: /^(try|ask|send) again$/i }).click();
  await chat.turns.last().waitFor();
  await expect(chat.turns.last()).toHaveAttribute("data-state", "done");
  expect(traffic.questions().map(({ content }) => content)).toEqual([QUESTION, QUESTION]);
});

test("an answer that was lost on its way is found without a second POST", async ({ open, page, traffic, watched }) => {
  test.setTimeout(90_000);
  watched.allowFailedRequests();
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  // The relay has the question, the browser never sees the reply.
  await page.route(QUESTIONS, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    await route.abort("connectionreset");
  });
  const turn = await chat.ask("What about the top 3 products?");
  await turn.expectState("done", { timeout: 45_000 });
  await expect(turn.rows).toHaveCount(3);
  expect(traffic.questions()).toHaveLength(2);
});

test("an answer that failed says why, and only the reader asks again", async ({ open, page, traffic }) => {
  await failAnswers(page, "The warehouse could not run this.");
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.expectState("failed");
  await expect(turn.notice).toBeVisible();
  await expect(turn.question).toContainText(QUESTION);
  await chat.seen("genie-error");
  await page.unroute(POLLS);
  await expect(chat.input).toBeEnabled();
  await (await chat.ask(QUESTION)).done();
  expect(traffic.questions()).toHaveLength(2);
});

test("Stop ends the waiting and Check again takes it up without a question", async ({ open, ownRelay, traffic }) => {
  const relay = await ownRelay({ answerMs: 3_000 });
  const chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await turn.expectState("waiting");
  await chat.stop.click();
  await turn.expectState("stopped");
  await turn.checkAgain.click();
  await turn.done();
  expect(traffic.questions()).toHaveLength(1);
});
