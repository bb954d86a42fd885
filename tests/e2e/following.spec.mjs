// Where the transcript stands while it grows: at the end, at the beginning of a long answer, or where
// the reader has left it.
import { expect, test } from "./support/test.mjs";

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

/** Something comes late into the newest answer, as a chart does: so many lines. */
function grow(chat, lines) {
  return chat.turns.last().evaluate((turn, lines) => {
    const late = document.createElement("pre");
    late.textContent = "late\n".repeat(lines);
    turn.append(late);
  }, lines);
}

/** Two frames: the one in which the size changes, and the one in which that is seen. */
const frames = (chat) =>
  chat.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** A short answer at the end, with so much above it that the end can be followed. */
async function short(open, ownRelay) {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }), "space-id": "showcase" });
  await (await chat.ask("Show Markdown")).done();
  const turn = await chat.ask("Answer in text only");
  await turn.done();
  await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await expect(turn.suggestions.first()).toBeVisible();
  await frames(chat);
  expect((await place(chat)).below).toBeLessThanOrEqual(1);
  return { chat, turn };
}

for (const [width, height] of [[360, 800], [1280, 800]]) {
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

  test(`what comes late is followed, and a reader who has scrolled up is not moved, at ${width} px`, async ({
    open,
    ownRelay,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const { chat } = await short(open, ownRelay);
    for (const lines of [1, 2]) {
      await grow(chat, lines);
      await frames(chat);
      expect((await place(chat)).below).toBeLessThanOrEqual(1);
    }
    await grow(chat, 100);
    await frames(chat);
    const { top } = await place(chat);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(40);

    await chat.part("transcript").evaluate((box) => box.scrollBy(0, -10));
    await frames(chat);
    const { scroll } = await place(chat);
    await grow(chat, 15);
    await frames(chat);
    expect((await place(chat)).scroll).toBe(scroll);

    // The next question is wanted, wherever the reader was.
    await chat.part("transcript").evaluate((box) => box.scrollTo(0, 0));
    await (await chat.ask("Answer in text only")).done();
    await expect(chat.turns.last()).toBeInViewport();
  });
}

test("what the reader opens stays under the pointer, whatever it brings", async ({ open, ownRelay, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  const { chat, turn } = await short(open, ownRelay);
  const button = turn.root.getByRole("button", { name: "Helpful", exact: true });
  const before = await button.boundingBox();
  await button.click();
  await expect(turn.root.getByRole("textbox")).toBeAttached();
  await grow(chat, 10);
  await frames(chat);
  expect((await place(chat)).below).toBeGreaterThan(100);
  expect((await button.boundingBox()).y).toBe(before.y);
});

test("the end is kept when the composer grows", async ({ open, ownRelay, page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  const { chat } = await short(open, ownRelay);
  await chat.input.fill("a\nb\nc\nd\ne\nf");
  await frames(chat);
  expect((await place(chat)).below).toBeLessThanOrEqual(1);
});
