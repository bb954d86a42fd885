// Cells that leave: harmless, exact, and right in the reader's locale, whichever way they go.
import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

const cell = (turn, row, column) => turn.rows.nth(row).locator("td").nth(column);
const told = (turn) => turn.result.getByRole("status");
const text = (page) => page.evaluate(() => navigator.clipboard.readText());

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

/** The forms that a page's clipboard gets when `copy` is fired at an element of the widget, or at the host. */
const fired = (page, selector) =>
  page.evaluate((selector) => {
    const host = document.querySelector("genie-chat");
    const target = selector ? host.shadowRoot.querySelector(selector) : host;
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, composed: true, cancelable: true });
    target.dispatchEvent(event);
    return { prevented: event.defaultPrevented, text: clipboardData.getData("text/plain") };
  }, selector);

async function press(turn, name) {
  await turn.result.locator(".menu > summary").click();
  await turn.result.getByRole("button", { name, exact: true }).click();
}

async function saved(turn, page, name) {
  const download = page.waitForEvent("download");
  await press(turn, name);
  return readFile(await (await download).path(), "utf8");
}

async function choose(turn, name, on) {
  await turn.result.locator(".menu > summary").click();
  await turn.result.getByRole("checkbox", { name }).setChecked(on);
  await turn.result.locator(".menu > summary").click();
}

test("the focus decides what is copied, wherever the browser fires the event", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await cell(turn, 0, 0).click();
  // Firefox fires at the composer, WebKit at the host.
  for (const target of ["textarea", null, '[aria-rowindex="3"] td']) {
    expect(await fired(page, target)).toEqual({ prevented: true, text: "Dairy" });
  }
  await page.locator("genie-chat").locator("textarea").first().focus();
  for (const target of ["textarea", null, '[aria-rowindex="3"] td']) {
    expect(await fired(page, target)).toEqual({ prevented: false, text: "" });
  }
});

test("all cells are selected with Caps Lock and on every layout", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  const selected = turn.table.locator('[aria-selected="true"]');
  for (const [key, code] of [["A", "KeyA"], ["ф", "KeyA"], ["a", "KeyQ"]]) {
    await cell(turn, 0, 0).click();
    await expect(selected).toHaveCount(0);
    await cell(turn, 0, 0).dispatchEvent("keydown", { key, code, ctrlKey: true });
    await expect(selected).toHaveCount(12);
  }
  await cell(turn, 0, 0).click();
  await cell(turn, 0, 0).dispatchEvent("keydown", { key: "q", code: "KeyA", ctrlKey: true });
  await expect(selected).toHaveCount(0);
});

test("a reader with a decimal comma gets numbers that their spreadsheet reads", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off", locale: "de" });
  await cell(turn, 0, 1).click();
  await page.keyboard.press("Control+c");
  await expect.poll(() => text(page)).toBe("913204,50");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Control+c");
  await expect.poll(() => text(page)).toMatch(/^Dairy\t913204,50\r?\n?$/);

  expect(await saved(turn, page, "Download CSV")).toContain("\r\nDairy,913204.50\r\n");
  await choose(turn, "CSV with semicolons and decimal commas", true);
  expect(await saved(turn, page, "Download CSV")).toContain("\r\nDairy;913204,50\r\n");
});

test("a reader with a decimal point is offered no other file", async ({ open }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await turn.result.locator(".menu > summary").click();
  await expect(turn.result.getByRole("checkbox", { name: "Make formulas harmless" })).toBeVisible();
  await expect(turn.result.getByRole("checkbox", { name: /semicolons/ })).toHaveCount(0);
});

test("one cell copied alone is harmless too", async ({ open, page }) => {
  const turn = await shown(open, "Show hostile text");
  const row = turn.rows.filter({ hasText: "command" }).first();
  await row.locator("td").nth(1).click();
  await page.keyboard.press("Control+c");
  await expect.poll(() => text(page)).toBe("'=cmd|' /C calc'!A0");
  await choose(turn, "Make formulas harmless", false);
  await row.locator("td").nth(1).click();
  await page.keyboard.press("Control+c");
  await expect.poll(() => text(page)).toBe("=cmd|' /C calc'!A0");
});

test("many cells are marked as few are", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows", { locale: "de" });
  await press(turn, "Copy all rows");
  await expect(told(turn)).toContainText("25.000 cells copied", { timeout: 30_000 });
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType("text/html")).text();
  });
  expect(html).toMatch(/<td [^>]*sdval="\d+\.\d\d"[^>]*sdnum="1033;0;0\.00"[^>]*>\d+,\d\d<\/td>/);
  expect(html).toMatch(/<td [^>]*x:str[^>]*sdnum="1033;0;@"[^>]*>North<\/td>/);
});

test("the file of all rows honours what is ticked", async ({ open, page }) => {
  const rows = `1, =1+1,x,"0.5",2\r\n${"1,2026-01-01,North,1.25,2\r\n".repeat(4_999)}`;
  const file = `id,day,region,amount,ratio\r\n${rows}`;
  const sum = crc32(file).toString(16).padStart(8, "0");
  const body = `${file}#genie-relay-end bytes=${String(file.length).padStart(20, "0")} crc32=${sum}\r\n`;
  await page.route(/\/rows\.csv$/, (route) => route.fulfill({ contentType: "text/csv", body, headers: { "access-control-allow-origin": "*" } }));
  const turn = await shown(open, "Show 200,000 rows", { locale: "de" });
  const all = "Download all rows (CSV)";
  const start = (text) => text.split("\r\n").slice(0, 3);
  expect(start(await saved(turn, page, all))).toEqual(["\ufeffid,day,region,amount,ratio", "1,' =1+1,x,0.5,2", "1,2026-01-01,North,1.25,2"]);
  await expect(turn.result.locator(".count")).not.toContainText("run as a formula");
  await choose(turn, "Make formulas harmless", false);
  await choose(turn, "CSV for Excel (byte order mark)", false);
  expect(await saved(turn, page, all)).toBe(file);
  await expect(turn.result.locator(".count .warn")).toContainText("run as a formula");
  await choose(turn, "CSV with semicolons and decimal commas", true);
  expect(start(await saved(turn, page, all))).toEqual(["id;day;region;amount;ratio", "1; =1+1;x;0,5;2", "1;2026-01-01;North;1,25;2"]);
});
