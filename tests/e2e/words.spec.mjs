// An answer's words as a reader sees them: directions, tables, headings, descriptions, questions back.
import AxeBuilder from "@axe-core/playwright";
import { expect, QUESTION, test } from "./support/test.mjs";
import { retell, tell, text } from "./support/told.mjs";

const ARABIC = "أعلى الإيرادات كانت من خبز القمح";
const TABLE = "| Product | Category | Revenue | Supplier |\n|---|---|--:|---|\n| Margherita Pizza | Frozen | 70,201.10 | Acme |";

/** The side on which the first line of an element's text begins, and how many lines it has. */
function lines(locator) {
  return locator.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = element.getBoundingClientRect();
    const rects = [...range.getClientRects()];
    const [first] = rects;
    return { right: box.right - first.right < first.left - box.left, count: new Set(rects.map(({ top }) => top)).size };
  });
}

test("each paragraph, item and cell is read in its own direction", async ({ open, page }) => {
  const words = `${ARABIC}\n\nRye bread is next.\n\n- ${ARABIC}\n- Rye\n\n> ${ARABIC}\n\n### ${ARABIC}\n\n| a | b |\n|---|---|\n| ${ARABIC} | Rye |`;
  const chat = await tell(page, open, [[text(words)]]);
  const { answer } = chat.turn(0);
  const side = async (selector, index) => (await lines(answer.locator(selector).nth(index))).right;
  expect(await side(":scope > div > p", 0)).toBe(true);
  expect(await side(":scope > div > p", 1)).toBe(false);
  expect(await side("li", 0)).toBe(true);
  expect(await side("li", 1)).toBe(false);
  expect(await side("blockquote p", 0)).toBe(true);
  expect(await side("h3", 0)).toBe(true);
  await expect(answer.locator("td").nth(0)).toHaveCSS("direction", "rtl");
  await expect(answer.locator("td").nth(1)).toHaveCSS("direction", "ltr");
});

// On a page that runs from right to left, the signs of items in Latin letters hung out of the answer.
for (const dir of ["ltr", "rtl"]) {
  test(`the sign of an item has its room where the item begins: ${dir}`, async ({ open, page }) => {
    const chat = await tell(page, open, [[text(`- Rye\n\nNext:\n\n1. ${ARABIC}\n\nBoth:\n\n- ${ARABIC}\n- Rye`)]], { dir });
    const room = (list) => list.evaluate((list) => ["paddingLeft", "paddingRight"].map((side) => parseFloat(getComputedStyle(list)[side]) > 15));
    const lists = chat.turn(0).answer.locator("ul, ol");
    expect(await room(lists.nth(0))).toEqual([true, false]);
    expect(await room(lists.nth(1))).toEqual([false, true]);
    expect(await room(lists.nth(2))).toEqual([true, true]);
  });
}

// On a page that runs from right to left, an English title stood beside the search, far from where the table begins.
test("a result's title stands where its table begins", async ({ open }) => {
  const chat = await open({ dir: "rtl" });
  const turn = await chat.ask(QUESTION);
  await expect(turn.grid).toBeVisible();
  expect((await lines(turn.result.locator(".caption .name"))).right).toBe(true);
});

test("a question is read in its own direction, while it is typed and after", async ({ open }) => {
  const chat = await open();
  await chat.input.fill(ARABIC);
  await expect(chat.input).toHaveCSS("direction", "rtl");
  const turn = await chat.ask(ARABIC);
  await expect(turn.question).toHaveCSS("direction", "rtl");
});

test("a table breaks between words only, and scrolls where it is too wide", async ({ open, page }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  const chat = await tell(page, open, [[text(TABLE)]]);
  const { answer } = chat.turn(0);
  const box = answer.getByRole("group", { name: "Product, Category, Revenue, Supplier" });
  expect(await box.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeGreaterThan(20);
  for (const cell of await answer.locator("td, th").all()) expect((await lines(cell)).count).toBe(1);
  await box.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => box.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("headings have three sizes, and no level is left out", async ({ open, page }) => {
  const chat = await tell(page, open, [[text("# A\n\n### B\n\n###### C\n\n## D\n\na")], [text("#### E\n\n- # F")]]);
  const { answer } = chat.turn(0);
  const names = (answer) => answer.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((one) => one.localName));
  expect(await names(answer)).toEqual(["h3", "h4", "h5", "h4"]);
  expect(await names(chat.turn(1).answer)).toEqual(["h3", "h3"]);
  const sizes = await answer.locator("h3, h4, h5").evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
  expect(new Set(sizes).size).toBe(3);
  expect(sizes[0]).toBeGreaterThan(sizes[1]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("a task has its box and no bullet, and a quotation no distance of the browser's", async ({ open, page }) => {
  const chat = await tell(page, open, [[text("- [x] done\n- not one\n\n> a\n> > b")]]);
  const { answer } = chat.turn(0);
  await expect(answer.locator("li").nth(0)).toHaveCSS("list-style-type", "none");
  await expect(answer.locator("li").nth(1)).toHaveCSS("list-style-type", "disc");
  await expect(answer.locator("blockquote blockquote")).toHaveCSS("margin-left", "0px");
});

test("a block of code has its button in its corner", async ({ open, page }) => {
  const chat = await tell(page, open, [[text("```sql\nSELECT 1\n```\n\nAfter")]]);
  const code = chat.turn(0).answer.locator(".codeblock");
  const button = code.getByRole("button", { name: "Copy" });
  const [outer, inner] = [await code.boundingBox(), await button.boundingBox()];
  expect(inner.y).toBeGreaterThan(outer.y);
  expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
});

/** The demo's answer without its texts. */
const silent = (message) => ({ ...message, attachments: message.attachments?.filter(({ text }) => !text) });

test("while there is no answer the query's description is called what it is", async ({ open, page }) => {
  await retell(page, (message) => ({ ...silent(message), status: message.attachments ? "ASKING_AI" : message.status }));
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await expect(turn.answer).toContainText("What the query does");
  await turn.expectState("waiting");
  const colour = (locator) => locator.evaluate((one) => getComputedStyle(one).color);
  expect(await colour(turn.answer.locator("p").last())).not.toBe(await colour(turn.question));

  await retell(page, (message) => ({ ...silent(message), status: "FAILED", error: { type: "SQL_EXECUTION_EXCEPTION", error: "No." } }));
  await turn.expectState("failed");
  await expect(turn.answer).toHaveCount(0);
  await expect(turn.sql).toBeVisible();
});

test("a query without a text shows its description as one", async ({ open, page }) => {
  await retell(page, silent);
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.answer.locator(".head")).toHaveText("What the query does");
  await expect(turn.rows.first()).toBeVisible();
});

test("a question beside an answer stands last", async ({ open, page }) => {
  await retell(page, (message) => {
    if (message.status !== "COMPLETED") return message;
    return { ...message, attachments: [text("Shall I add 2025?", { purpose: "FOLLOW_UP_QUESTION" }), ...message.attachments] };
  });
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.grid).toBeVisible();
  const asks = turn.root.locator(".asks");
  await expect(asks).toHaveText("Shall I add 2025?");
  expect((await asks.boundingBox()).y).toBeGreaterThan((await turn.result.boundingBox()).y);
  await expect(chat.input).toBeFocused();
});

test("a question that is all Genie says waits for a reply, whatever the service calls it", async ({ open, page }) => {
  await retell(page, (message) =>
    message.status === "COMPLETED" ? { ...message, attachments: [text("Which year do you mean？")] } : message,
  );
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.root.locator(".asks")).toHaveText("Which year do you mean？");
  await expect(chat.input).toBeFocused();
});

test("functions have a colour of their own in the SQL", async ({ open }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await turn.sql.locator("summary").click();
  await expect(turn.sql.locator(".function").filter({ hasText: /^SUM$/i }).first()).toBeVisible();
});
