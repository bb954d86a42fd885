// A reload, at any moment, neither loses a question nor asks it again.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { Chat } from "./support/chat.mjs";

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
