// The composer by keyboard alone, also with an input method.
import { compose } from "./support/ime.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";

test("Enter sends, Shift+Enter breaks the line", async ({ open, page, traffic }) => {
  const chat = await open();
  await chat.input.focus();
  await page.keyboard.type("Which products");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("generate the highest sales?");
  await expect(chat.input).toHaveValue("Which products\ngenerate the highest sales?");
  await page.keyboard.press("Enter");
  await expect(chat.input).toHaveValue("");
  await chat.turn(0).done();
  expect(traffic.questions().map(({ content }) => content)).toEqual(["Which products\ngenerate the highest sales?"]);
  await expect(chat.input).toBeFocused();
});

test("Enter on an empty composer asks nothing", async ({ open, page, traffic }) => {
  const chat = await open();
  await chat.input.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("   ");
  await page.keyboard.press("Enter");
  await chat.input.fill("");
  await (await chat.ask(QUESTION)).done();
  expect(traffic.questions().map(({ content }) => content)).toEqual([QUESTION]);
  await expect(chat.turns).toHaveCount(1);
});

test("Enter within a composition does not send", async ({ open, page, traffic }) => {
  const chat = await open();
  await chat.input.focus();
  const ime = await compose(page);
  await ime.update("どの商品");
  await ime.enter();
  await ime.commit("どの商品が");
  await expect(chat.input).toHaveValue("どの商品が");
  // Safari sends this Enter after the end of the composition, with key code 229.
  await ime.enter();
  await page.keyboard.type("?");
  await page.keyboard.press("Enter");
  await expect(chat.turn(0).question).toContainText("どの商品が?");
  await expect(chat.turn(0).root).toHaveAttribute("data-state", /^(done|failed)$/);
  expect(traffic.questions().map(({ content }) => content)).toEqual(["どの商品が?"]);
});

test("everything is reached and used by keyboard", async ({ open, page }) => {
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  const summary = chat.turn(0).sql.locator("summary");
  const focused = (locator) => locator.evaluate((node) => node.getRootNode().activeElement === node);
  for (const [name, target] of [
    ["the SQL", summary],
    ["a suggestion", chat.turn(0).suggestions.first()],
    ["New conversation", chat.newConversation],
  ]) {
    await chat.input.focus();
    let steps = 0;
    while (!(await focused(target))) {
      expect(steps++, `Shift+Tab from the composer reaches ${name}`).toBeLessThan(60);
      await page.keyboard.press("Shift+Tab");
    }
  }
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(chat.turn(0).sql).toHaveJSProperty("open", true);
  await chat.newConversation.focus();
  await page.keyboard.press("Enter");
  await expect(chat.turns).toHaveCount(0);
});
