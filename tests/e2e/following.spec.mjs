// Where the transcript stands while it grows: at the end, at the beginning of a long answer, or where
// the reader has left it.
import { expect, QUESTION, test } from "./support/test.mjs";

/** How far the newest turn's top is below the box's top, and how much is below the box. */
function place(chat) {
  return chat.part("transcript").evaluate((box) => {
    const turn = [...box.querySelectorAll("article")].at(-1);
    return {
      top: turn.getBoundingClientRect().top - box.getBoundingClientRect().top,
      below: box.scrollHeight - box.scrollTop - box.clientHeight,
      scroll: box.scrollTop,
      taller: turn.offsetHeight > box.clientHeight,
    };
  });
}

/** Something comes late into the newest answer, as a chart does. */
function grow(chat, pixels) {
  return chat.turns.last().evaluate((turn, pixels) => {
    const late = document.createElement("textarea");
    late.rows = Math.ceil(pixels / 22);
    turn.append(late);
  }, pixels);
}

/** Two frames: the one in which the size changes, and the one in which that is seen. */
const frames = (chat) =>
  chat.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

for (const [width, height] of [[360, 700], [1280, 800]]) {
  test(`a long answer is shown from its question on, at ${width} px`, async ({ open, ownRelay, page }) => {
    await page.setViewportSize({ width, height });
    const relay = await ownRelay({ answerMs: 0 });
    const chat = await open({ relay, "space-id": "showcase" });
    for (const question of ["Show Markdown", "Show revenue by category", "Show revenue by month"]) {
      const turn = await chat.ask(question);
      await turn.done();
      if (question !== "Show Markdown") {
        await expect(turn.grid).toBeVisible();
        await expect(turn.root.locator('[part~="chart"] svg').first()).toBeVisible();
      }
      await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
      await frames(chat);
      const { top, below, taller } = await place(chat);
      expect(taller, question).toBe(true);
      expect(top, question).toBeGreaterThanOrEqual(0);
      expect(top, question).toBeLessThan(40);
      expect(below, question).toBeGreaterThan(0);
    }
  });

  test(`what comes late is followed, and a reader who has scrolled up is not moved, at ${width} px`, async ({ open, page }) => {
    await page.setViewportSize({ width, height });
    const chat = await open();
    // So much stands above it that the end can be followed.
    await (await chat.ask(QUESTION)).done();
    const turn = await chat.ask("How many stores are there?");
    await turn.done();
    await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
    for (const _ of [1, 2]) {
      await grow(chat, 44);
      await frames(chat);
      const { top, below } = await place(chat);
      expect(below <= 1 || (top >= 0 && top < 40)).toBe(true);
    }
    await grow(chat, 2_000);
    await frames(chat);
    expect((await place(chat)).top).toBeLessThan(40);

    await chat.part("transcript").evaluate((box) => box.scrollBy(0, -10));
    await frames(chat);
    const { scroll } = await place(chat);
    await grow(chat, 300);
    await frames(chat);
    expect((await place(chat)).scroll).toBe(scroll);

    // The next question is wanted, wherever the reader was.
    await chat.part("transcript").evaluate((box) => box.scrollTo(0, 0));
    await (await chat.ask("How many stores are there?")).done();
    await expect(chat.turns.last()).toBeInViewport();
  });
}

test("what the reader opens stays under the pointer", async ({ open, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  const turn = await chat.ask("How many stores are there?");
  await turn.done();
  await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
  const summary = turn.sql.locator("summary");
  const before = await summary.boundingBox();
  await summary.click();
  await expect(turn.sql.getByRole("button", { name: "Copy" })).toBeVisible();
  await grow(chat, 400);
  await frames(chat);
  expect((await summary.boundingBox()).y).toBe(before.y);
});

test("the end is kept when the composer grows", async ({ open, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  const turn = await chat.ask("How many stores are there?");
  await turn.done();
  await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await frames(chat);
  const { top } = await place(chat);
  await chat.input.fill("a\nb\nc\nd\ne\nf");
  await frames(chat);
  const after = await place(chat);
  expect(after.below <= 1 || (after.top >= 0 && after.top < 40), `${top} ${JSON.stringify(after)}`).toBe(true);
});
