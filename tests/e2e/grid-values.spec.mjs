// Values in the grid: how they read, where their exact text is, and how they are found.
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

test.use({ timezoneId: "Europe/Berlin" });

const plain = (text) => text.replaceAll(/[\u202f\u00a0]/g, " ");

/** What each column shows of a usual row, the highest values, and the lowest and strangest ones. */
const TYPES = {
  byte: ["7","127","-128"],
  short: ["300","32,767","-32,768"],
  int: ["70,000","2,147,483,647","-2,147,483,648"],
  long: ["9,007,199,254,740,993","9,223,372,036,854,775,807","-9,223,372,036,854,775,808"],
  exact: ["0.100000000000000001","99,999,999,999,999,999,999.999999999999999999","-0.000000000000000001"],
  money: ["1,234,567.80","9,999,999,999,999,999.99","-0.01"],
  float: ["588.0","3.4028235E38","NaN"],
  double: ["42,049,561","1.7976931348623157E308","-Infinity"],
  text: ["Käse & Brot","zzz","empty"],
  char: ["EUR","ZZZ","␣␣␣"],
  flag: ["true","true","false"],
  bytes: ["deadbeef · 4 bytes","ffffffff · 4 bytes","0 bytes"],
  day: ["Feb 28, 2026","Dec 31, 9999","Jan 1, 1"],
  at: ["Feb 28, 2026, 11:59:59 PM","Jun 30, 2026, 12:00:00.123 PM","Dec 31, 1969, 11:59:59.999 PM"],
  local_time: ["Feb 28, 2026, 11:59:59 PM","Dec 31, 9999, 11:59:59.999 PM","Jan 1, 1, 12:00:00 AM"],
  months: ["1-6","178956970-7","-0-1"],
  duration: ["1 02:03:04.000000000","106751991 04:00:54.775807000","-0 00:00:00.000000001"],
  list: ["[\"1\",\"2\",null]","[\"2147483647\"]","[]"],
  map: ["{\"colour\":\"red\",\"size\":\"\"}","{\"key\":\"value\"}","{}"],
  address: ["{\"street\":\"Main St 1\",\"city\":\"Ulm\",\"zip\":\"89073\"}","{\"street\":\"Rue de l’Été 5\",\"city\":\"Genève\",\"zip\":\"1201\"}","{\"street\":null,\"city\":null,\"zip\":null}"],
  variant: ["{\"k\":[1,2.50,\"x\",null],\"big\":9007199254740993}","\"just text\"","null"],
  nested: ["[{\"sku\":\"a-1\",\"tags\":[\"new\",\"cold\"]},{\"sku\":\"b-2\",\"tags\":[]}]","[]","[null]"],
  nothing: ["null","null","null"],
};

test("each of the 23 types reads as its readers write it", async ({ open }) => {
  const turn = await shown(open, "Show every type");
  const names = (await turn.table.locator("thead .label").allTextContents()).map(plain);
  expect(names).toEqual(Object.keys(TYPES));
  const texts = (await turn.texts()).map((row) => row.map(plain));
  for (const [at, name] of names.entries()) {
    expect([0, 1, 2].map((row) => texts[row][at]), name).toEqual(TYPES[name]);
    expect(texts[3][at], name).toBe("null");
  }
  // A missing value, the word for one in a variant, an empty text and blanks look different.
  const look = async (row, name) => (await (await turn.cell(row, names.indexOf(name))).getAttribute("class"))?.trim() ?? "";
  expect([await look(3, "text"), await look(2, "variant"), await look(2, "text"), await look(2, "char")]).toEqual(["null", "code", "void", ""]);
});

test("the exact value of the cell where the reader is stands below the rows", async ({ open, page }) => {
  const turn = await shown(open, "Show every type");
  const names = await turn.table.locator("thead .label").allTextContents();
  const foot = turn.result.locator(".exact");
  await expect(foot).toBeHidden();
  for (const [name, exact] of [
    ["money", "1234567.80"],
    ["double", "4.2049561E7"],
    ["bytes", "3q2+7w=="],
    ["day", "2026-02-28"],
    ["at", "2026-02-28T23:59:59.000Z"],
  ]) {
    await (await turn.cell(0, names.indexOf(name))).click();
    await expect(foot, name).toHaveText(`Exact: ${exact}`);
    // And is read out with the cell.
    expect(await (await turn.cell(0, names.indexOf(name))).getAttribute("title"), name).toBe(exact);
  }
  await page.keyboard.press("Control+ArrowLeft");
  await expect(foot).toBeHidden();
  // A number that is pointed at tells it too, and forgets it.
  const long = await turn.cell(0, names.indexOf("long"));
  await long.hover();
  await expect(long).toHaveAttribute("title", "9007199254740993");
  await turn.result.getByRole("searchbox").hover();
  await expect(long).not.toHaveAttribute("title");
});

test("a moment stands by the clock that wrote it, or by the reader's own, and is filtered by it", async ({ open, page }) => {
  const turn = await shown(open, "Show every type");
  const names = await turn.table.locator("thead .label").allTextContents();
  const at = names.indexOf("at");
  const menu = turn.result.getByRole("dialog", { name: "at" });
  const times = async () => (await turn.texts()).slice(0, 2).map((row) => plain(row[at]));
  const opened = async () => {
    await (await turn.cell(0, at)).click();
    await page.keyboard.press("Alt+ArrowDown");
  };
  await opened();
  await expect(menu).toContainText("Times are in UTC, UTC-08:00, UTC+05:30.");
  await menu.getByLabel("On day").fill("2026-06-30");
  await expect(turn.rows).toHaveCount(1);
  await menu.getByLabel("On day").fill("2026-02-28");
  await expect(turn.rows).toHaveCount(1);
  await menu.getByRole("button", { name: "Show in my time zone" }).click();
  await expect(turn.rows).toHaveCount(0);
  await turn.result.getByRole("button", { name: "Clear filters" }).click();
  expect(await times()).toEqual(["Mar 1, 2026, 12:59:59 AM", "Jun 30, 2026, 10:00:00.123 PM"]);
  await opened();
  await expect(menu).toContainText("Times are in your time zone.");
  await menu.getByRole("button", { name: "Show in UTC, UTC-08:00, UTC+05:30" }).click();
  expect(await times()).toEqual(["Feb 28, 2026, 11:59:59 PM", "Jun 30, 2026, 12:00:00.123 PM"]);
});

test("numbers that name something stand without separators, until the reader wants them", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const ids = turn.rows.locator("td:first-child");
  await turn.table.locator("thead th").nth(0).click({ button: "right" });
  const menu = turn.result.getByRole("dialog", { name: "id" });
  await menu.getByRole("button", { name: "Sort descending" }).click();
  await expect(ids.first()).toHaveText("5000");
  await ids.first().click();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(turn.result.locator(".totals")).toHaveText("Cells 2Least 4999Greatest 5000");
  await turn.table.locator("thead th").nth(0).click({ button: "right" });
  await menu.getByRole("button", { name: "Show with separators" }).click();
  await expect(ids.first()).toHaveText("5,000");
  await ids.first().click();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(turn.result.locator(".totals")).toContainText("Sum 9,999");
});

test("the exact text of what is nested is one key away", async ({ open, page }) => {
  const turn = await shown(open, "Show every type");
  const names = await turn.table.locator("thead .label").allTextContents();
  const cell = await turn.cell(0, names.indexOf("nested"));
  await cell.click();
  await page.keyboard.press("Enter");
  const dialog = turn.result.getByRole("dialog", { name: "nested" });
  await expect(dialog).toContainText("sku: a-1");
  const text = dialog.locator("pre");
  await expect(text).toBeHidden();
  await page.keyboard.press("x");
  await expect(text).toHaveText('[{"sku":"a-1","tags":["new","cold"]},{"sku":"b-2","tags":[]}]');
  await expect(dialog.locator(".tree")).toBeHidden();
  await page.keyboard.press("x");
  await expect(dialog.locator(".tree")).toBeVisible();
  // The first thing that Tab leads to.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Exact text" })).toHaveAttribute("aria-pressed", "true");
  await expect(text).toBeVisible();
});

test("what turns letters round is seen in a cell, and is exact in the opened one", async ({ open, page }) => {
  const turn = await shown(open, "Show hostile text");
  const row = turn.rows.filter({ hasText: "override" });
  await expect(row.locator("td").nth(1)).toHaveText("invoice⟨U+202E⟩fdp.exe");
  await expect(turn.rows.filter({ hasText: "lines" }).locator("td").nth(1)).toHaveText("one↵two↵three");
  await row.locator("td").nth(1).dblclick();
  await expect(turn.result.getByRole("dialog", { name: "__proto__" }).locator("pre")).toHaveText("invoice\u202efdp.exe");
  await page.keyboard.press("Escape");
  expect((await focused(page)).role).toBe("gridcell");
});

test("a number is found as it is seen, whatever the locale", async ({ open }) => {
  for (const [locale, typed] of [
    ["en", "913,204.5"],
    ["de", "913.204,5"],
  ]) {
    const turn = await shown(open, "Show revenue by category", { locale });
    await turn.result.getByRole("searchbox").fill(typed);
    await expect(turn.rows, locale).toHaveCount(1);
    await expect(turn.rows.first()).toContainText("Dairy");
    await turn.result.getByRole("searchbox").fill("");
    await expect(turn.rows).toHaveCount(6);

    await turn.table.locator("thead th").nth(1).click({ button: "right" });
    const panel = turn.result.getByRole("dialog", { name: "revenue" });
    await panel.getByLabel(/^Equals/).fill(typed);
    await expect(turn.rows, locale).toHaveCount(1);
    // What is no number is told in words, with an example of the locale.
    await panel.getByLabel(/^Equals/).fill("many");
    await expect(panel.getByRole("alert")).toHaveText(`This is no number. Type one such as ${locale === "en" ? "1,234.5" : "1.234,5"}.`);
    await expect(turn.rows).toHaveCount(6);
    await panel.getByLabel(/^Equals/).fill("");
    await expect(panel.getByRole("alert")).toBeHidden();
  }
});

test("a day is asked for, and a search that finds none says how days are searched", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const day = await turn.rows.first().locator("td").nth(1).getAttribute("title");
  await turn.table.locator("thead th").nth(1).click({ button: "right" });
  await turn.result.getByRole("dialog", { name: "day" }).getByLabel("On day").fill(day);
  await expect(turn.result.locator(".count")).toContainText("of 5,000 rows found");
  await page.keyboard.press("Escape");
  const days = await turn.rows.locator("td:nth-child(2)").evaluateAll((cells) => cells.map(({ title }) => title));
  expect(new Set(days)).toEqual(new Set([day]));
  await turn.result.getByRole("searchbox").fill("Jan 5");
  await expect(turn.result).toContainText("No row matches. Days are searched as 2026-01-31.");
});

test("an asked sum has as many digits as the column declares", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await turn.rows.nth(0).locator("td").nth(1).click();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(turn.result.locator(".totals")).toContainText("Sum 1,657,324.50");
  await expect(turn.result.locator(".totals")).toContainText("Least 744,120.00");
});
