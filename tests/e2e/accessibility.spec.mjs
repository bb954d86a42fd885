// axe inside the shadow root, in every state, theme and width.
import AxeBuilder from "@axe-core/playwright";
import { expect, QUESTION, test } from "./support/test.mjs";
import { failAnswers, hold, POLLS } from "./support/traffic.mjs";

/** The violations on the page, short enough to read in a failed test. */
async function violations(page) {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, at: target.flat().join(" "), why: failureSummary })),
  );
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, async ({ open, ownRelay, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      const polls = await hold(page, POLLS);
      const chat = await open({ relay: await ownRelay() });
      const clean = async (state) => expect(await violations(page), state).toEqual([]);
      await expect(chat.part("suggestion")).not.toHaveCount(0);
      await clean("empty, with questions to begin with");

      const turn = await chat.ask(QUESTION);
      await turn.expectState("waiting");
      await polls.first;
      await clean("waiting");

      polls.release();
      await turn.done();
      await expect(turn.rows.first()).toBeVisible();
      await turn.sql.locator("summary").click();
      await clean("answered, with open SQL");

      await page.unroute(POLLS);
      await failAnswers(page);
      const failed = await chat.ask(QUESTION);
      await failed.expectState("failed");
      await clean("failed");
      await chat.history.open();
      await expect(chat.history.items).not.toHaveCount(0);
      await clean("past conversations");
      await chat.history.root.getByText("Forget everything").click();
      await chat.history.press(QUESTION, "Rename");
      await clean("a name being given, and the way to forget everything");
      await page.keyboard.press("Escape");
      await chat.history.press(QUESTION, "Delete");
      await clean("a deletion that can be taken back");

      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, "the page scrolls sideways").toBe(0);
    });
  }
}

test("axe does look inside: it misses the label of the text box", async ({ open, page }) => {
  const chat = await open();
  expect(await violations(page)).toEqual([]);
  await chat.input.evaluate((input) => {
    for (const label of input.labels) label.remove();
    for (const name of ["aria-label", "aria-labelledby", "title", "placeholder"]) input.removeAttribute(name);
  });
  expect((await violations(page)).map(({ id }) => id)).toContain("label");
});
