// "New conversation" puts the old one aside and starts another.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

test("the next question starts a conversation of its own", async ({ open, page, traffic }) => {
  const started = [];
  page.on("response", async (response) => {
    if (response.url().endsWith("/start-conversation")) started.push((await response.json()).conversation_id);
  });
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await chat.newConversation.click();
  await expect(chat.turns).toHaveCount(0);
  await expect(chat.input).toBeFocused();

  await (await chat.ask(QUESTION)).done();
  await (await chat.ask(FOLLOW_UP)).done();
  await expect(chat.turn(1).rows).toHaveCount(3);
  expect(started).toHaveLength(2);
  expect(started[0]).not.toBe(started[1]);
  const [, , followUp] = traffic.questions();
  expect(traffic.conversationIn(followUp.path)).toBe(started[1]);
});

test("an answer on its way does not appear in the new conversation", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 2_500 });
  const chat = await open({ relay });
  const turn = await chat.ask(QUESTION);
  await turn.expectState("waiting");
  await chat.newConversation.click();
  await expect(chat.turns).toHaveCount(0);
  const second = await chat.ask("How many stores are there?");
  await expect(second.root).toHaveAttribute("data-state", /^(done|failed)$/);
  await expect(chat.turns).toHaveCount(1);
  await expect(page.locator('[part~="question"]')).toHaveText([/How many stores are there\?/]);
});
