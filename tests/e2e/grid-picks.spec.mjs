// What a pointer, a finger and keys select in the grid, and how it is taken away.
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

test.beforeEach(async ({ context, page }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => {
    window.picked = [];
    addEventListener("genie-row-select", ({ detail }) => window.picked.push(detail.row));
  });
});

const selected = (turn) => turn.table.locator('[aria-selected="true"]');
const cell = (turn, row, column) => turn.rows.nth(row).locator("td").nth(column);
const picked = (page) => page.evaluate(() => window.picked);

/** All forms on the clipboard. */
const clipboard = (page) =>
  page.evaluate(async () => {
    const forms = {};
    try {
      for (const item of await navigator.clipboard.read()) {
        for (const type of item.types) forms[type] = await (await item.getType(type)).text();
      }
    } catch {
      // It changes while it is read.
    }
    return forms;
  });

async function drag(page, from, to) {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  await page.mouse.move(start.x + 8, start.y + 8);
  await page.mouse.down();
  await page.mouse.move(end.x + 12, end.y + 12, { steps: 6 });
  await page.mouse.up();
}

test("a mouse selects an area, a row and a column", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await drag(page, cell(turn, 1, 0), cell(turn, 3, 1));
  await expect(selected(turn)).toHaveCount(6);
  expect(await focused(page)).toEqual({ row: 5, column: 2, role: "gridcell" });
  // The button is up: moving on selects no more.
  await cell(turn, 0, 0).hover();
  await expect(selected(turn)).toHaveCount(6);
  await cell(turn, 4, 1).click({ modifiers: ["Shift"] });
  await expect(selected(turn)).toHaveCount(8);
  await cell(turn, 2, 0).click();
  await expect(selected(turn)).toHaveCount(0);
  expect(await picked(page)).toEqual([]);

  await cell(turn, 1, 1).click({ modifiers: ["ControlOrMeta"] });
  await expect(selected(turn)).toHaveCount(2);
  await expect.poll(() => picked(page)).toEqual([["Bakery", "744120.00"]]);
  await cell(turn, 3, 0).click({ modifiers: ["ControlOrMeta", "Shift"] });
  await expect(selected(turn)).toHaveCount(6);

  const head = turn.table.locator("thead th").nth(1);
  await head.click({ modifiers: ["ControlOrMeta"] });
  await expect(selected(turn)).toHaveCount(6);
  await expect(turn.rows.locator("td.number[aria-selected]")).toHaveCount(6);
  await expect(head).not.toHaveAttribute("aria-sort");
});

test("a selection of rows grows by rows, one of columns by columns", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await cell(turn, 1, 0).click();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selected(turn)).toHaveCount(6);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(selected(turn)).toHaveCount(2);
  await page.keyboard.press("Control+Space");
  await expect(selected(turn)).toHaveCount(6);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(selected(turn)).toHaveCount(12);
});

test("a selection leaves as cells of a spreadsheet and as Markdown", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await drag(page, cell(turn, 0, 0), cell(turn, 1, 1));
  await turn.result.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(turn.result.getByRole("status")).toHaveText("4 cells copied");
  await expect.poll(() => clipboard(page)).toEqual({
    "text/plain": expect.stringMatching(/^Dairy\t913204\.50\r?\nBakery\t744120\.00\r?\n?$/),
    "text/html": expect.stringMatching(/>Dairy<\/td><td [^>]*x:num="913204\.50"[^>]*>913204\.50<\/td><\/tr>/),
  });

  await turn.result.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(async () => (await clipboard(page))["text/plain"]).toBe(
    "| category | revenue |\n| --- | ---: |\n| Dairy | 913204.50 |\n| Bakery | 744120.00 |\n",
  );
  await turn.result.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(selected(turn)).toHaveCount(0);
  await expect(turn.result.getByRole("button", { name: "Copy as Markdown" })).toBeHidden();
  expect((await focused(page)).role).toBe("gridcell");
});

test("keys copy all forms too", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await cell(turn, 5, 0).click();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+c");
  await expect.poll(() => clipboard(page)).toEqual({
    "text/plain": expect.stringMatching(/^\t20400\.00\r?\n?$/),
    "text/html": expect.stringMatching(/<td [^>]*sdval="20400\.00"[^>]*>20400\.00<\/td>/),
  });
});

test("a cell's menu copies it, and selects its row and column", async ({ open, page }) => {
  const turn = await shown(open, "Show hostile text");
  const menu = turn.result.getByRole("dialog", { name: "Cell menu" });
  await cell(turn, 1, 1).click({ button: "right" });
  await menu.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(menu).toHaveCount(0);
  await expect.poll(async () => (await clipboard(page))["text/plain"]).toBe("\\<img src=x onerror=alert(1)\\>");
  expect(await focused(page)).toEqual({ row: 3, column: 2, role: "gridcell" });

  await cell(turn, 1, 1).click({ button: "right" });
  await menu.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(async () => (await clipboard(page))["text/plain"]).toBe("<img src=x onerror=alert(1)>");

  // The same by keys, for the cell where the reader is.
  await page.keyboard.press("Shift+F10");
  await menu.getByRole("button", { name: "Select row" }).press("Enter");
  await expect(selected(turn)).toHaveCount(2);
  await expect.poll(() => picked(page)).toEqual([["image", "<img src=x onerror=alert(1)>"]]);
  await cell(turn, 1, 1).click({ button: "right" });
  await menu.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(async () => (await clipboard(page))["text/plain"]).toContain("| image | \\<img");
});

test("a column leaves from its menu", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await turn.table.locator("thead th").first().click({ button: "right" });
  await turn.result.getByRole("dialog", { name: "category" }).getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(async () => (await clipboard(page))["text/plain"]).toMatch(/^\| category \|\n\| --- \|\n\| Dairy \|\n[^]*\| \*NULL\* \|\n$/);
});

test("a long press offers to take the row away", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  const session = await page.context().newCDPSession(page);
  const box = await cell(turn, 1, 0).boundingBox();
  const touch = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [{ x: box.x + 20, y: box.y + 10 }]);
  const copy = turn.result.getByRole("button", { name: "Copy", exact: true });
  await expect(copy).toBeVisible();
  // What is held does not move away under the finger; then the button comes into view by itself.
  expect(await cell(turn, 1, 0).boundingBox()).toEqual(box);
  await touch("touchEnd", []);
  await expect(copy).toBeInViewport({ ratio: 1 });
  await expect(turn.result.getByRole("dialog")).toHaveCount(0);
  const button = await copy.boundingBox();
  await touch("touchStart", [{ x: button.x + 9, y: button.y + 9 }]);
  await touch("touchEnd", []);
  await expect.poll(async () => (await clipboard(page))["text/plain"]).toMatch(/^Bakery\t744120\.00\r?\n?$/);
  expect(await picked(page)).toEqual([["Bakery", "744120.00"]]);
});

test("a guard that is off is warned of, where it is switched and when the file is saved", async ({ open, page }) => {
  const turn = await shown(open, "Show hostile text");
  const summary = turn.result.locator(".menu > summary");
  const warning = turn.result.getByRole("alert").filter({ hasText: "run as a formula" });
  await summary.click();
  await expect(warning).toBeHidden();
  await turn.result.getByRole("checkbox", { name: "Make formulas harmless" }).uncheck();
  await expect(warning).toBeVisible();
  const download = page.waitForEvent("download");
  await turn.result.getByRole("button", { name: "Download CSV" }).click();
  const { readFile } = await import("node:fs/promises");
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain(`\r\ncommand,"=cmd|' /C calc'!A0"\r\n`);
  await expect(turn.result.locator(".count .warn")).toBeInViewport({ ratio: 1 });
  await expect(turn.result.locator(".count .warn")).toContainText("run as a formula");

  await summary.click();
  await turn.result.getByRole("checkbox", { name: "Make formulas harmless" }).check();
  await expect(warning).toBeHidden();
  const again = page.waitForEvent("download");
  await turn.result.getByRole("button", { name: "Download CSV" }).click();
  expect(await readFile(await (await again).path(), "utf8")).toContain(`\r\ncommand,"'=cmd|' /C calc'!A0"\r\n`);
  await expect(turn.result.locator(".count")).not.toContainText("run as a formula");
});
