// What stands around an answer: how Genie got there, where it is from, what the reader says of it,
// and what helps in the composer.
import AxeBuilder from "@axe-core/playwright";
import { Chat } from "./support/chat.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

const RATED = /\/feedback$/;

const steps = (turn) => turn.root.locator('[part~="steps"]');
const button = (turn, name) => turn.root.getByRole("button", { name, exact: true });

async function showcase(open, ownRelay, question, answerMs = 0) {
  const relay = await ownRelay({ answerMs });
  const chat = await open({ relay, "space-id": "showcase" });
  return { chat, turn: await chat.ask(question) };
}

test("thoughts, parameters and corrections are one key away", async ({ open, ownRelay }) => {
  const { chat, turn } = await showcase(open, ownRelay, "Correct yourself");
  await turn.done();
  await steps(turn).locator("summary").click();
  await expect(steps(turn)).toContainText("Query 1, replaced since");
  await expect(steps(turn)).toContainText("Understood as");
  expect(await steps(turn).locator("pre").count()).toBe(1);

  const other = await chat.ask("Use parameters");
  await other.done();
  await steps(other).locator("summary").click();
  await expect(steps(other).locator("dt")).toHaveText([/^:\w+/, /^:\w+/]);
});

test("no text of an answer is lost", async ({ open, ownRelay, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const { turn } = await showcase(open, ownRelay, "Answer in several texts");
  await turn.done();
  await expect(turn.answer.first()).toHaveText("There are three numbers.");
  await expect(turn.root.locator(".asks")).toHaveText("Do you want them from the other tables, too?");
  await steps(turn).locator("summary").click();
  await expect(steps(turn)).toContainText("I looked for the numbers in one table only.");
  await button(turn, "Copy answer").click();
  await expect(button(turn, "Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("I looked for the numbers in **one table** only.");
  const detail = await page.evaluate(() => window.__genieEvents.find(({ type }) => type === "genie-answer").detail);
  expect(detail).toMatchObject({
    text: "There are **three numbers**.",
    clarifyingQuestion: "Do you want them from the other tables, too?",
    otherTexts: ["I looked for the numbers in **one table** only."],
  });
});

test("steps can be read while Genie still works", async ({ open, ownRelay }) => {
  const { turn } = await showcase(open, ownRelay, "Correct yourself", 8_000);
  await steps(turn).locator("summary").click();
  await expect(steps(turn)).toContainText("Understood as");
  await turn.expectState("waiting");
});

test("SQL that came on one line is shown in numbered lines, and copied as it came", async ({ open, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await turn.sql.locator("summary").click();
  await expect(turn.sql.locator("strong")).toHaveText(/\w/);
  const lines = await turn.sql.locator("code > span").count();
  expect(lines).toBeGreaterThan(3);
  await turn.sql.getByRole("button", { name: "Copy" }).click();
  await expect(turn.sql.getByRole("button", { name: "Copied" })).toBeVisible();
  const sql = await page.evaluate(() => window.__genieEvents.find(({ type }) => type === "genie-answer").detail.sql);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sql);
  const wrap = turn.sql.getByRole("button", { name: "Wrap lines" });
  await wrap.click();
  await expect(wrap).toHaveAttribute("aria-pressed", "true");
  expect(await turn.sql.locator("pre").evaluate((pre) => getComputedStyle(pre).whiteSpace)).toBe("pre-wrap");
});

test("a question back looks like one, and the cursor waits in the composer", async ({ open, ownRelay }) => {
  const { chat, turn } = await showcase(open, ownRelay, "Ask me back");
  await turn.done();
  await expect(turn.root.locator(".asks")).toHaveText(/\?/);
  await expect(chat.input).toBeFocused();
});

test("a rating is sent with its comment, told, and there again after a reload", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  let chat = await open({ relay });
  await page.evaluate(() => addEventListener("genie-feedback", ({ detail }) => (window.__rated ??= []).push(detail.rating)));
  let turn = await chat.ask(QUESTION);
  await turn.done();
  await button(turn, "Not helpful").click();
  await turn.root.getByRole("textbox").fill("The wrong year");
  const sent = page.waitForRequest((request) => RATED.test(request.url()) && request.postDataJSON().comment);
  await button(turn, "Send").click();
  expect((await sent).postDataJSON()).toEqual({ rating: "NEGATIVE", comment: "The wrong year" });
  await expect.poll(() => page.evaluate(() => window.__rated)).toEqual(["negative", "negative"]);
  await expect(turn.root.getByText("Thanks, sent")).toBeVisible();
  await expect(button(turn, "Not helpful")).toBeFocused();
  await expect(turn.root.locator("q")).toHaveText("The wrong year");

  await page.reload();
  chat = new Chat(page);
  turn = chat.turn(0);
  await expect(button(turn, "Not helpful")).toHaveAttribute("aria-pressed", "true");
  await expect(turn.root.getByRole("textbox")).toHaveCount(0);
  await expect(turn.root.locator("q")).toHaveText("The wrong year");
  await button(turn, "Edit comment").click();
  const words = turn.root.getByRole("textbox");
  await expect(words).toBeFocused();
  await expect(words).toHaveValue("The wrong year");
  await words.press("Escape");
  await expect(words).toHaveCount(0);
  await expect(button(turn, "Not helpful")).toBeFocused();
  await button(turn, "Edit comment").click();
  await words.fill("The wrong month");
  const changed = page.waitForRequest((request) => RATED.test(request.url()));
  await button(turn, "Send").click();
  expect((await changed).postDataJSON()).toEqual({ rating: "NEGATIVE", comment: "The wrong month" });
  await expect(turn.root.getByText("Thanks, sent")).toBeVisible();
  await button(turn, "Not helpful").click();
  await expect(button(turn, "Not helpful")).toHaveAttribute("aria-pressed", "false");
});

test("a rating that cannot be sent says so, and can be sent again", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await page.route(RATED, (route) => route.abort());
  await button(turn, "Helpful").click();
  await expect(turn.notice).toContainText("could not be sent");
  await page.unroute(RATED);
  await button(turn, "Send again").click();
  await expect(turn.notice).toHaveCount(0);
  await expect(button(turn, "Helpful")).toHaveAttribute("aria-pressed", "true");
});

test("an answer is copied as Markdown with its rows and SQL", async ({ open, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const chat = await open();
  const turn = await chat.ask("What is the total revenue by region?");
  await turn.done();
  await button(turn, "Copy answer").click();
  await expect(button(turn, "Copied")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const first = await page.evaluate(() => window.__genieEvents.find(({ type }) => type === "genie-result").detail.rows[0]);
  expect(text).toContain(`| ${first.join(" | ")} |`);
  expect(text).toMatch(/```sql\nSELECT[^]*\n```\n$/);
});

test("a block of code in an answer can be copied", async ({ open, ownRelay, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const { turn } = await showcase(open, ownRelay, "Show Markdown");
  await turn.done();
  const code = await turn.answer.locator("pre").first().innerText();
  await turn.answer.getByRole("button", { name: "Copy" }).first().click();
  await expect(turn.answer.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test("every answer says what it is, when, and of which space", async ({ open }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.root.locator(".origin")).toHaveText(/^AI-generated.* · .*\d{4}.* · Food sales · Demo data$/);
  await turn.root.getByText("Details").click();
  await expect(turn.root.getByText(/request id/i)).toBeVisible();
});

test("a question is edited and asked again, and a draft is not lost by it", async ({ open }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await button(turn, "Edit and ask again").click();
  await expect(chat.input).toHaveValue(QUESTION);
  await expect(chat.input).toBeFocused();
  await chat.input.fill("a draft: ");
  await turn.suggestions.first().click({ modifiers: ["Alt"] });
  const suggested = await turn.suggestions.first().innerText();
  await expect(chat.input).toHaveValue(`a draft: ${suggested}`);
  await expect(chat.turns).toHaveCount(1);
});

test("the arrow keys bring earlier questions, and nothing while something else is typed", async ({ open, page }) => {
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await (await chat.ask(FOLLOW_UP)).done();
  await expect(button(chat.turn(1), "Copy answer")).toBeVisible();
  await chat.input.focus();
  await page.keyboard.press("ArrowUp");
  await expect(chat.input).toHaveValue(FOLLOW_UP);
  await page.keyboard.press("ArrowUp");
  await expect(chat.input).toHaveValue(QUESTION);
  await page.keyboard.press("ArrowUp");
  await expect(chat.input).toHaveValue(QUESTION);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(chat.input).toHaveValue("");
  await page.keyboard.type("new");
  await page.keyboard.press("ArrowUp");
  await expect(chat.input).toHaveValue("new");
});

test("near the limit the length is told, and beyond it how much is too much", async ({ open }) => {
  const chat = await open();
  await chat.input.fill("x".repeat(9_000));
  const told = chat.host.locator(".length");
  await expect(told).toHaveText("9000 of 10000 characters");
  await chat.input.fill("x".repeat(10_007));
  await expect(told).toHaveText("7 characters too many");
  await chat.input.fill("short");
  await expect(told).toBeHidden();
});

test("questions to begin with are asked with one click, whenever the page sets them", async ({ open, page }) => {
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const chat = document.querySelector("genie-chat");
      if (chat) chat.starters = ["How many stores are there?", 7, "", "Show revenue by month"];
    });
  });
  const chat = await open();
  const starters = chat.part("suggestion");
  await expect(starters).toHaveText(["How many stores are there?", "Show revenue by month"]);
  await page.evaluate((question) => (document.querySelector("genie-chat").starters = [question]), QUESTION);
  await expect(starters).toHaveText([QUESTION]);
  await starters.click();
  await chat.turn(0).done();
  await expect(chat.turn(0).question).toContainText(QUESTION);
});

test("a warehouse that has to start is explained", async ({ open, ownRelay, page }) => {
  await page.clock.install();
  const { turn } = await showcase(open, ownRelay, "Start a slow warehouse", 40_000);
  await expect(turn.status).toContainText(/warehouse/i, { timeout: 30_000 });
  await expect(turn.root.getByText("can take some minutes")).toBeHidden();
  await page.clock.runFor(7_000);
  await expect(turn.root.getByText("can take some minutes")).toBeVisible();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing wrong around an answer, ${colorScheme}`, async ({ open, ownRelay, page }) => {
    await page.emulateMedia({ colorScheme });
    const { chat, turn } = await showcase(open, ownRelay, "Correct yourself");
    await turn.done();
    await steps(turn).locator("summary").click();
    await turn.sql.locator("summary").click();
    await button(turn, "Helpful").click();
    await expect(turn.root.getByRole("textbox")).toBeVisible();
    await chat.input.fill("x".repeat(9_000));
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
}
