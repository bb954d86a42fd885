// A long conversation: its newest messages first, older ones and rows as they are wanted.
import { expect, QUESTION, test } from "./support/test.mjs";
import { converse } from "./support/past.mjs";

test("the newest messages are there at once, older ones on scrolling up, and nothing jumps", async ({ open, faulty }) => {
  const { relay, proxy } = await faulty({ answerMs: 0 });
  const questions = Array.from({ length: 60 }, (_, index) => `How many stores are there? ${index}`);
  const id = await converse(relay, questions);
  const chat = await open({ relay: proxy, "conversation-id": id });
  await expect(chat.turns).toHaveCount(50);
  const transcript = chat.part("transcript");
  await expect(chat.turns.last()).toBeInViewport();

  const rule = proxy.add({ path: /\/messages$/, then: { status: 400, body: { error_code: "INVALID", message: "No." } } });
  const first = chat.turns.filter({ hasText: questions[10] }).first();
  await transcript.evaluate((node) => node.scrollTo({ top: 0 }));
  await expect(transcript).toContainText("Older messages could not be fetched.");
  rule.remove();
  const before = await first.boundingBox();
  await transcript.getByRole("button", { name: "Try again" }).click();
  await expect(chat.turns).toHaveCount(60);
  await expect(transcript.getByText(/older messages/i)).toHaveCount(0);
  const after = await first.boundingBox();
  expect(Math.abs(after.y - before.y)).toBeLessThan(3);
  await transcript.evaluate((node) => node.scrollTo({ top: 0 }));
  await expect(chat.turn(0).question).toContainText(questions[0]);
  await expect(chat.turn(0).root).toBeInViewport();
});

test("rows are fetched when their turn comes into view, and not before", async ({ open, faulty }) => {
  const { relay, proxy } = await faulty({ answerMs: 0 });
  const id = await converse(relay, Array.from({ length: 12 }, () => QUESTION));
  const chat = await open({ relay: proxy, "conversation-id": id });
  await expect(chat.turn(11).rows.first()).toBeVisible();
  expect(proxy.count("GET", /\/query-result$/)).toBeLessThan(6);
  await expect(chat.turn(0).table).toHaveCount(0);
  await chat.turn(0).root.scrollIntoViewIfNeeded();
  await expect(chat.turn(0).rows.first()).toBeVisible();
});
