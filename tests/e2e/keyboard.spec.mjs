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

/** Goes on with Tab, or back, until the focus is there. */
async function reach(page, target, name, key = "Tab") {
  const focused = () => target.evaluate((node) => node.getRootNode().activeElement === node);
  for (let steps = 0; !(await focused()); steps++) {
    expect(steps, `${key} reaches ${name}`).toBeLessThan(60);
    await page.keyboard.press(key);
  }
}

test("everything is reached and used by keyboard", async ({ open, page, ownRelay }) => {
  // Its own one: the relay of the other tests has more conversations than anybody tabs through.
  const chat = await open({ relay: await ownRelay() });
  await (await chat.ask(QUESTION)).done();
  const { root, sql, suggestions } = chat.turn(0);
  const named = (name) => root.getByRole("button", { name, exact: true });
  const back = async (target, name) => {
    await chat.input.focus();
    await reach(page, target, name, "Shift+Tab");
  };
  await back(suggestions.first(), "a suggestion");
  await reach(page, root.getByRole("button", { name: /^Edit first: / }).first(), "its pencil");

  await back(named("Not helpful"), "a thumb");
  await page.keyboard.press("Enter");
  await expect(named("Not helpful")).toBeFocused();
  await reach(page, root.getByRole("textbox", { name: /what was wrong/ }), "the comment");
  await page.keyboard.type("The wrong year");
  await reach(page, named("Send"), "its Send");
  await page.keyboard.press("Enter");
  await expect(root.getByText("Thanks, sent")).toBeVisible();
  await expect(named("Not helpful")).toBeFocused();
  await reach(page, named("Edit and ask again"), "Edit");
  await page.keyboard.press("Enter");
  await expect(chat.input).toBeFocused();
  await expect(chat.input).toHaveValue(QUESTION);

  const summary = sql.locator("summary");
  await back(summary, "the SQL");
  await page.keyboard.press("Enter");
  await expect(sql).toHaveJSProperty("open", true);

  await back(chat.history.opener, "past conversations");
  await page.keyboard.press("Enter");
  await expect(chat.history.search).toBeFocused();
  await reach(page, chat.history.root.getByRole("button", { name: "JSON" }), "saving");
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toMatch(/\.json$/);
  await page.keyboard.press("Escape");

  await back(chat.newConversation, "New conversation");
  await page.keyboard.press("Enter");
  await expect(chat.turns).toHaveCount(0);
});
