// What the grid must not lose, nor pass for more than it is.
import { readFile } from "node:fs/promises";
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

const button = (turn, name) => turn.result.getByRole("button", { name, exact: true });
const menu = (turn) => turn.result.locator(".menu > summary");
const foot = (turn) => turn.result.locator(".count");
const scroll = (turn) => turn.result.locator(".scroll");
const top = (turn) => scroll(turn).evaluate((box) => box.scrollTop);

test("the large view shows the rows that were seen, and back", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await scroll(turn).evaluate((box) => (box.scrollTop = 37_000));
  await expect(turn.table.locator('[aria-rowindex="1005"]')).toBeVisible();
  await menu(turn).click();
  await button(turn, "Large view").click();
  await expect(turn.result.locator("dialog.large")).toBeVisible();
  await expect(turn.table.locator('[aria-rowindex="1005"]')).toBeInViewport();
  expect(await top(turn)).toBe(37_000);
  await scroll(turn).evaluate((box) => (box.scrollTop = 74_000));
  await expect(turn.table.locator('[aria-rowindex="2005"]')).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(turn.result.locator("dialog.large")).toBeHidden();
  await expect(turn.table.locator('[aria-rowindex="2005"]')).toBeVisible();
  expect(await top(turn)).toBe(74_000);
});

for (const [where, cut] of [
  ["within a row", (text) => text.slice(0, 60_000).replace(/,[^,]*$/, "")],
  ["behind a row", (text) => text.slice(0, text.indexOf("\r\n", 60_000) + 2)],
]) {
  test(`a file of all rows that was cut ${where} on its way is refused, and what was there stays`, async ({ open, page }) => {
    const turn = await shown(open, "Show 200,000 rows");
    await page.route(/rows\.csv$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: cut(await response.text()) });
    });
    await button(turn, "Load all rows").click();
    await expect(foot(turn)).toContainText("could not be loaded");
    await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
    await expect(button(turn, "Load all rows")).toBeVisible();
  });
}

test("what is being fetched does not end because something else begins, and the focus stays near", async ({ open, page }) => {
  const turn = await shown(open, "Show 200,000 rows");
  let release;
  const released = new Promise((resolve) => (release = resolve));
  let asked = 0;
  await page.route(/rows\.csv$/, async (route) => {
    asked += 1;
    await released;
    await route.continue();
  });
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await button(turn, "Load all rows").focus();
  await page.keyboard.press("Enter");
  await expect(button(turn, "Load all rows")).toBeHidden();
  await expect(button(turn, "Cancel")).toBeFocused();
  for (const name of ["Download CSV", "Download all rows (CSV)"]) {
    if (!(await button(turn, name).isVisible())) await menu(turn).click();
    await button(turn, name).click();
  }
  await expect(button(turn, "Cancel")).toBeVisible();
  release();
  await expect(turn.table).toHaveAttribute("aria-rowcount", "200001", { timeout: 60_000 });
  expect([asked, downloads]).toEqual([1, 0]);
});

test("who ends the fetching, or has seen it end, is at the rows", async ({ open, page }) => {
  const turn = await shown(open, "Show a result in chunks");
  const inGrid = () => turn.grid.evaluate((grid) => grid.contains(grid.getRootNode().activeElement));
  await page.route(/rows\.csv$/, () => {});
  await button(turn, "Load all rows").focus();
  await page.keyboard.press("Enter");
  await expect(button(turn, "Cancel")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button(turn, "Cancel")).toBeHidden();
  expect(await inGrid()).toBe(true);
  await page.unroute(/rows\.csv$/);

  await button(turn, "Load more rows").focus();
  for (const rows of ["2,500 of 5,000 rows shown", "3,750 of 5,000 rows shown", "5,000 rows"]) {
    await page.keyboard.press("Enter");
    await expect(foot(turn)).toContainText(rows);
  }
  await expect(button(turn, "Load more rows")).toBeHidden();
  expect(await inGrid()).toBe(true);
});

test("a file that holds a part of the rows says so", async ({ open, page }) => {
  const turn = await shown(open, "Show a result in chunks");
  for (const name of ["Download CSV", "Download Excel", "Download JSON"]) {
    const download = page.waitForEvent("download");
    await menu(turn).click();
    await turn.result.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await download;
    await expect(turn.result.getByRole("status")).toHaveText("The file is being saved. It holds 1,250 of 5,000 rows");
  }
  await turn.result.getByRole("searchbox").fill("1249");
  await expect(foot(turn)).toContainText("of 1,250 rows found");
  const found = Number((await foot(turn).textContent()).match(/^(\d+) of/)[1]);
  const download = page.waitForEvent("download");
  await menu(turn).click();
  await button(turn, "Download CSV").click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(found + 1);
  await expect(turn.result.getByRole("status")).toHaveText(`The file is being saved. It holds ${found} of 5,000 rows`);
});

test("what a finger holds down stays under it, and has the focus afterwards", async ({ open, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const turn = await shown(open, "Show 5,000 rows");
  const session = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const cell = turn.table.locator('[aria-rowindex="4"] td').first();
  const box = await cell.boundingBox();
  await touch("touchStart", [{ x: box.x + 20, y: box.y + 10 }]);
  await expect(button(turn, "Copy as Markdown")).toBeVisible();
  expect(await cell.boundingBox()).toEqual(box);
  await touch("touchEnd", []);
  await expect(button(turn, "Copy as Markdown")).toBeInViewport();
  expect((await cell.boundingBox()).y).toBeLessThan(box.y);
  expect(await focused(page)).toEqual({ row: 4, column: 1, role: "gridcell" });
  await expect(turn.table.locator('[aria-rowindex="4"] [aria-selected="true"]')).not.toHaveCount(0);
});

test("of no rows, the names of all columns are copied", async ({ open, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const turn = await shown(open, "Show no rows");
  const names = await turn.table.locator("thead .label").allTextContents();
  expect(names.length).toBeGreaterThan(1);
  await menu(turn).click();
  await button(turn, "Copy all rows").click();
  await expect(turn.result.getByRole("status")).toHaveText(`${names.length} cells copied`);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`^${names.join("\t")}\r?\n?$`));
});

test("on a page that runs from right to left, names stand above their values and counts read on", async ({ open, page }) => {
  const turn = await shown(open, "Show 200,000 rows", { dir: "rtl" });
  const edges = (target) =>
    target.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      const box = element.closest("td, th").getBoundingClientRect();
      return right - left < box.width / 2 && box.right - right < left - box.left ? "right" : "left";
    });
  const column = 2;
  expect(await edges(turn.table.locator("thead .label").nth(column))).toBe("right");
  expect(await edges(turn.table.locator('[aria-rowindex="3"] td').nth(column))).toBe("right");
  // The first word is left of the last one.
  const order = await foot(turn).locator("span").first().evaluate((count) => {
    const place = (from, to) => {
      const range = document.createRange();
      range.setStart(count.firstChild, from);
      range.setEnd(count.firstChild, to);
      return range.getBoundingClientRect().left;
    };
    return place(0, 1) < place(6, 7);
  });
  expect(order).toBe(true);
});

test("on a page that runs from right to left, arrows and edges lead where they point to", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows", { dir: "rtl" });
  await turn.table.locator('[aria-rowindex="2"] td').first().click();
  const column = async () => (await focused(page)).column;
  await page.keyboard.press("ArrowLeft");
  expect(await column()).toBe(2);
  await page.keyboard.press("ArrowRight");
  expect(await column()).toBe(1);
  const head = turn.table.locator("thead th").first();
  const name = await head.locator(".label").textContent();
  const width = async () => (await head.boundingBox()).width;
  const before = await width();
  const grip = await head.locator(".grip").boundingBox();
  const middle = grip.x + grip.width / 2;
  await page.mouse.move(middle, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(middle - 60, grip.y + 10, { steps: 4 });
  await page.mouse.up();
  expect(await width()).toBeCloseTo(before + 60, 0);
  await head.click({ button: "right" });
  await turn.result.getByRole("button", { name: "Move left" }).click();
  await expect(turn.table.locator("thead .label").nth(1)).toHaveText(name);
});
