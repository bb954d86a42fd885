// A reload, at any moment, neither loses a question nor asks it again.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { Chat } from "./support/chat.mjs";
import { failAnswers, POLLS, QUESTIONS } from "./support/traffic.mjs";

test("after a reload the conversation is there again, and goes on", async ({ open, page, traffic }) => {
  let chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  const answer = await turn.answer.innerText();
  const cells = await turn.cells();
  const writes = traffic.writes();

  await page.reload();
  chat = new Chat(page);
  await chat.turn(0).done();
  await expect(chat.turns).toHaveCount(1);
  await expect(chat.turn(0).question).toContainText(QUESTION);
  await expect(chat.turn(0).rows.first()).toBeVisible();
  expect(await chat.turn(0).answer.innerText()).toBe(answer);
  expect(await chat.turn(0).cells()).toEqual(cells);
  expect(traffic.writes()).toEqual(writes);

  await (await chat.ask(FOLLOW_UP)).done();
  await expect(chat.turn(1).rows).toHaveCount(3);
  const [first, second] = traffic.questions();
  expect(first.path).toMatch(/start-conversation$/);
  expect(second.path).toMatch(/\/conversations\/[^/]+\/messages$/);
});

test("a reload in mid-answer goes on waiting for the same message", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: 5_000 });
  let chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await turn.expectState("waiting");
  const id = await turn.root.getAttribute("data-message-id");
  expect(id).toBeTruthy();

  await page.reload();
  chat = new Chat(page);
  await expect(chat.turn(0).root).toHaveAttribute("data-message-id", id);
  await chat.turn(0).done();
  await expect(chat.turn(0).rows.first()).toBeVisible();
  await expect(chat.turns).toHaveCount(1);
  expect(traffic.questions()).toHaveLength(1);
});

const UNFINISHED = [
  "SUBMITTED",
  "FILTERING_CONTEXT",
  "FETCHING_METADATA",
  "ASKING_AI",
  "PENDING_WAREHOUSE",
  "EXECUTING_QUERY",
  "SOMETHING_NEW",
];

for (const status of UNFINISHED) {
  test(`a reload at ${status} goes on with the same message`, async ({ open, ownRelay, page, traffic }) => {
    const relay = await ownRelay({ answerMs: 300 });
    const unfinished = ({ attachments: _, ...message }) => ({ ...message, status });
    await page.route(POLLS, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: unfinished(await response.json()) });
    });
    await page.route(QUESTIONS, async (route) => {
      if (route.request().method() !== "GET") return route.fallback();
      const response = await route.fetch();
      const { messages } = await response.json();
      await route.fulfill({ response, json: { messages: messages.map(unfinished) } });
    });
    await open({ relay });
    const turn = await new Chat(page).ask(QUESTION);
    const told = (status) => window.__genieEvents.some(({ type, detail }) => type === "genie-status" && detail.status === status);
    await page.waitForFunction(told, status);
    await turn.expectState("waiting");
    const id = await turn.root.getAttribute("data-message-id");

    await page.reload();
    const chat = new Chat(page);
    await chat.turn(0).expectState("waiting");
    await page.unroute(POLLS);
    await chat.turn(0).done();
    await expect(chat.turn(0).root).toHaveAttribute("data-message-id", id);
    await expect(chat.turns).toHaveCount(1);
    expect(traffic.questions()).toHaveLength(1);
  });
}

test("what was stopped or has failed stays so after a reload", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: 30_000 });
  let chat = await open({ relay });
  const stopped = await chat.ask(QUESTION);
  await stopped.expectState("waiting");
  await chat.stop.click();
  await stopped.expectState("stopped");
  await failAnswers(page);
  await (await chat.ask(FOLLOW_UP)).expectState("failed");
  // A list tells of a failed message as a poll does.
  await page.route(QUESTIONS, async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const response = await route.fetch();
    const body = await response.json();
    body.messages[0] = { ...body.messages[0], status: "FAILED", error: { error: "No.", type: "SQL_EXECUTION_EXCEPTION" } };
    await route.fulfill({ response, json: body });
  });
  await page.reload();
  chat = new Chat(page);
  await chat.turn(0).expectState("stopped");
  await chat.turn(1).expectState("failed");
  expect(traffic.questions()).toHaveLength(2);
});

test("a question typed ahead is asked once, after the reload", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: 3_000 });
  let chat = await open({ relay });
  await (await chat.ask(QUESTION)).expectState("waiting");
  await (await chat.ask(FOLLOW_UP)).expectState("queued");
  await page.reload();
  chat = new Chat(page);
  await chat.turn(1).expectState("queued");
  await chat.turn(1).done();
  expect(traffic.questions().map(({ content }) => content)).toEqual([QUESTION, FOLLOW_UP]);
});

test("a draft survives a reload", async ({ open, page, traffic }) => {
  let chat = await open();
  await chat.input.pressSequentially("Which products");
  await page.reload();
  chat = new Chat(page);
  await chat.ready();
  await expect(chat.input).toHaveValue("Which products");
  expect(traffic.questions()).toEqual([]);
});

test("with persist=none a reload starts afresh and nothing is stored", async ({ open, page }) => {
  const chat = await open({ persist: "none" });
  await (await chat.ask(QUESTION)).done();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await page.reload();
  const again = new Chat(page);
  await again.ready();
  await expect(again.turns).toHaveCount(0);
});
