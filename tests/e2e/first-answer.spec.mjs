// The one thing the widget is for: a question, its answer, and a follow-up.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

test("a question gets text, SQL and rows", async ({ open, traffic }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();

  await expect(turn.answer).toHaveText(/\w/);
  await expect(turn.sql).toHaveJSProperty("open", false);
  await turn.sql.locator("summary").click();
  await expect(turn.sql).toContainText(/select/i);
  await expect(turn.rows.first()).toBeVisible();
  expect((await turn.header()).length).toBeGreaterThan(1);

  expect(traffic.questions()).toEqual([
    { path: expect.stringMatching(/\/spaces\/default\/start-conversation$/), content: QUESTION },
  ]);
});

test("a follow-up goes on in the same conversation and asks once", async ({ open, page, traffic }) => {
  const chat = await open();
  const started = page.waitForResponse((response) => response.url().endsWith("/start-conversation"));
  await (await chat.ask(QUESTION)).done();
  const { conversation_id } = await (await started).json();

  const turn = await chat.ask(FOLLOW_UP);
  await turn.done();
  await expect(turn.rows).toHaveCount(3);
  await expect(chat.turns).toHaveCount(2);

  const [first, second, ...more] = traffic.questions();
  expect(more).toEqual([]);
  expect(first.content).toBe(QUESTION);
  expect(second.content).toBe(FOLLOW_UP);
  expect(traffic.conversationIn(second.path)).toBe(conversation_id);
});

test("a suggestion asks its own text", async ({ open, traffic }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  const suggestion = turn.suggestions.first();
  const text = (await suggestion.textContent()).trim();
  await suggestion.click();
  await expect(chat.turn(1).question).toContainText(text);
  await chat.turn(1).done();
  expect(traffic.questions().map(({ content }) => content)).toEqual([QUESTION, text]);
});

test("the rows are not asked for again once they are there", async ({ open, page }) => {
  const results = [];
  page.on("request", (request) => {
    if (request.url().includes("/query-result")) results.push(request.url());
  });
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await expect(chat.turn(0).rows.first()).toBeVisible();
  const before = results.length;
  await (await chat.ask(FOLLOW_UP)).done();
  await expect(chat.turn(1).rows.first()).toBeVisible();
  const [firstUrl] = results;
  expect(results.slice(before).filter((url) => url === firstUrl)).toEqual([]);
});
