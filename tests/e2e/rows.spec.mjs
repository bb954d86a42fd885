// Rows that are picked, filtered, fetched and taken away, each with its exact values.
import { readFile } from "node:fs/promises";
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

test("selected cells are added up exactly and copied exactly", async ({ open, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const turn = await shown(open, "Show revenue by category");
  const cell = (row, column) => turn.rows.nth(row).locator("td").nth(column);
  await cell(0, 1).click();
  await page.keyboard.press("Control+c");
  await expect(turn.result.getByRole("status")).toHaveText("1 cell copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("913204.50");

  await cell(1, 1).click({ modifiers: ["Shift"] });
  await expect(turn.result).toContainText("Sum 1,657,324.5");
  await page.keyboard.press("Control+c");
  await expect(turn.result.getByRole("status")).toHaveText("2 cells copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^913204\.50\r?\n744120\.00\r?\n?$/);
});

test("a row that is picked is told to the page, with its exact values", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category");
  await page.evaluate(() => addEventListener("genie-row-select", ({ detail }) => (window.picked = detail)));
  await turn.rows.nth(5).locator("td").first().click();
  await page.keyboard.press("Space");
  await expect.poll(() => page.evaluate(() => window.picked)).toEqual({ columns: [{ name: "category", type: "STRING" }, { name: "revenue", type: "DECIMAL(18,2)" }], row: [null, "20400.00"] });
});

test("the page is told of a result, and reads its exact rows when it wants them", async ({ open, page, reopen }) => {
  let chat = await open({ "space-id": "showcase" });
  const turn = await chat.ask("Show revenue by category");
  await turn.done();
  const told = (page) =>
    page.evaluate(() => {
      const details = window.__genieEvents.filter(({ type }) => type === "genie-result").map(({ detail }) => detail);
      return details.map((detail) => ({
        names: Object.keys(detail),
        columns: detail.columns,
        counts: [detail.rowCount, detail.truncated],
        rows: [detail.rows[0], detail.rows[5]],
        kept: detail.rows === detail.rows,
      }));
    });
  const expected = [
    {
      names: ["messageId", "attachmentId", "sql", "columns", "rowCount", "truncated", "rows"],
      columns: [
        { name: "category", type: "STRING" },
        { name: "revenue", type: "DECIMAL(18,2)" },
      ],
      counts: [6, false],
      rows: [
        ["Dairy", "913204.50"],
        [null, "20400.00"],
      ],
      kept: true,
    },
  ];
  await expect.poll(() => told(page)).toEqual(expected);
  // A conversation that is opened again has results too.
  chat = await reopen();
  await expect.poll(() => told(chat.page)).toEqual(expected);
});

test("all rows come into the table, and as a file, where the relay has them", async ({ open, page }) => {
  const turn = await shown(open, "Show 200,000 rows");
  await expect(turn.result.locator(".count")).toContainText("Genie cut this result at 5,000 rows.");
  await turn.result.locator(".menu > summary").click();
  const download = page.waitForEvent("download");
  await turn.result.getByRole("button", { name: "Download all rows (CSV)" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(200_001);
  expect(lines[0]).toBe("\ufeffid,day,region,amount,ratio");

  await turn.result.getByRole("button", { name: "Load all rows" }).click();
  await expect(turn.table).toHaveAttribute("aria-rowcount", "200001", { timeout: 60_000 });
  await expect(turn.result.getByRole("button", { name: "Load all rows" })).toBeHidden();
  await expect(turn.result.locator(".count")).toContainText("200,000 rows");
  await turn.table.locator('[tabindex="0"]').focus();
  await page.keyboard.press("Control+End");
  const last = turn.rows.and(page.locator('[aria-rowindex="200001"]'));
  await expect(last).toBeVisible();
  const exact = lines[200_000].split(",");
  const shownThere = (await last.locator("td").allTextContents()).map((text) => text.replaceAll(",", ""));
  expect([shownThere[0], shownThere[2], shownThere[3], shownThere[4]]).toEqual([exact[0], exact[2] || "null", exact[3], exact[4]]);
});

test("loading all rows can be ended, and what was there stays", async ({ open, page }) => {
  const turn = await shown(open, "Show 200,000 rows");
  await page.route(/rows\.csv$/, () => {});
  await turn.result.getByRole("button", { name: "Load all rows" }).click();
  await turn.result.getByRole("button", { name: "Cancel" }).click();
  await expect(turn.result.locator(".count")).toContainText("Cancelled");
  await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
  await expect(turn.result.getByRole("button", { name: "Load all rows" })).toBeVisible();
});

test("a column is asked for what its values hold, and the filter is seen and taken back", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const count = turn.result.locator(".count");
  const panel = (name) => turn.result.getByRole("dialog", { name });
  const menu = (name) => turn.result.getByRole("button", { name: `Column menu: ${name}` });
  const head = (name) => turn.table.getByRole("columnheader", { name: new RegExp(`^${name}`) });

  // Few distinct values are ticked; NULL is one of them.
  await head("region").hover();
  await menu("region").click();
  await panel("region").getByLabel("North").check();
  await panel("region").getByLabel("null").check();
  await expect(count).toContainText("of 5,000 rows found");
  const some = Number((await count.textContent()).match(/^([\d,]+) of/)[1].replace(",", ""));
  expect(some).toBeGreaterThan(1000);
  expect(some).toBeLessThan(1600);

  // A range of numbers, by keys alone; what is no number is marked and asks for nothing.
  await page.keyboard.press("Escape");
  expect((await focused(page)).role).toBe("columnheader");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+ArrowDown");
  await panel("amount").getByLabel("From").fill("x");
  await expect(panel("amount").getByLabel("From")).toHaveAttribute("aria-invalid", "true");
  await panel("amount").getByLabel("From").fill("99000");
  await panel("amount").getByLabel("To", { exact: true }).fill("99999.99");
  await page.keyboard.press("Escape");
  const amounts = await turn.rows.locator("td:nth-child(4)").allTextContents();
  expect(amounts.length).toBeGreaterThan(3);
  for (const amount of amounts) expect(Number(amount.replaceAll(",", ""))).toBeGreaterThanOrEqual(99000);

  // Days.
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+ArrowDown");
  await panel("day").getByLabel("To", { exact: true }).fill("2020-01-01");
  await expect(count).toContainText("0 of 5,000 rows found");
  await expect(turn.result).toContainText("No row matches.");
  await expect(turn.result.getByRole("button", { name: /^Remove the filter/ })).toHaveCount(3);

  await turn.result.getByRole("button", { name: "Remove the filter: day to 2020-01-01" }).click();
  await turn.result.getByRole("button", { name: /^Remove the filter: amount/ }).click();
  await expect(count).toContainText(`${some.toLocaleString("en")} of 5,000 rows found`);
  await turn.result.getByRole("button", { name: "Clear filters" }).click();
  await expect(count).toHaveText(/^5,000 rows/);
  await expect(turn.result.getByRole("button", { name: "Clear filters" })).toHaveCount(0);
});

test("the column menu sorts, moves, fits and hides", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category");
  const names = async () => (await turn.table.locator("thead .label").allTextContents()).join();
  const act = async (column, name) => {
    const head = turn.table.getByRole("columnheader", { name: new RegExp(`^${column}`) });
    await head.hover();
    await head.getByRole("button").click();
    await turn.result.getByRole("dialog", { name: column }).getByRole("button", { name }).click();
    await expect(turn.result.getByRole("dialog", { name: column })).toHaveCount(0);
  };
  await act("revenue", "Sort ascending");
  await expect(turn.rows.first().locator("td").nth(1)).toHaveText("20,400.00");
  await act("revenue", "Move left");
  expect(await names()).toBe("revenue,category");
  expect(await focused(page)).toEqual({ row: 1, column: 1, role: "columnheader" });
  await act("category", "Fit to content");
  await act("revenue", "Hide");
  expect(await names()).toBe("category");
  // The last one stays, and the menu brings the other back.
  await act("category", "Hide");
  expect(await names()).toBe("category");
  await turn.result.locator(".menu > summary").click();
  await expect(turn.result.getByRole("checkbox", { name: "revenue" })).not.toBeChecked();
  await turn.result.getByRole("checkbox", { name: "revenue" }).check();
  expect((await names()).split(",").sort()).toEqual(["category", "revenue"]);
});

test("a login page in place of the rows is told as one", async ({ open, page }) => {
  await page.route(/\/query-result$/, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Our portal: sign in</title><p>Please sign in" }));
  // It may pass, so it is asked for five times.
  test.slow();
  const chat = await open({ "space-id": "showcase" });
  const turn = await chat.ask("Show revenue by category");
  await turn.done();
  await expect(turn.notice).toContainText("You are not signed in", { timeout: 60_000 });
  // The details say what came instead, as far as it tells.
  await turn.notice.getByText("Details").click();
  await expect(turn.notice).toContainText("Our portal");
});

test("text that is cut within a character is put together again", async ({ open, page }) => {
  // Pieces of a stream end anywhere; this one is long enough for many, and each character has four bytes.
  const word = "\u{1f9c0}".repeat(1000);
  await page.route(/\/query-result$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    body.statement_response.result.data_array = Array.from({ length: 200 }, (_, at) => [`${"x".repeat(at % 4)}${word}`, String(at)]);
    body.statement_response.manifest.total_row_count = 200;
    await route.fulfill({ response, json: body });
  });
  const chat = await open({ "space-id": "showcase" });
  await (await chat.ask("Show revenue by category")).done();
  await expect.poll(() => page.evaluate(() => window.__genieEvents.find(({ type }) => type === "genie-result")?.detail.rows.length)).toBe(200);
  const wrong = await page.evaluate((word) => {
    const { rows } = window.__genieEvents.find(({ type }) => type === "genie-result").detail;
    return rows.filter(([text], at) => text !== "x".repeat(at % 4) + word).length;
  }, word);
  expect(wrong).toBe(0);
});

test("files hold the rows as they were sent", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category");
  const save = async (name) => {
    await turn.result.locator(".menu > summary").click();
    const download = page.waitForEvent("download");
    await turn.result.getByRole("button", { name }).click();
    return readFile(await (await download).path(), "utf8");
  };
  const csv = await save("Download CSV");
  expect(csv.startsWith("\ufeffcategory,revenue\r\nDairy,913204.50\r\n")).toBe(true);
  expect(csv.trimEnd().split("\r\n")).toHaveLength(7);
  const json = JSON.parse(await save("Download JSON"));
  expect(json.rows[0]).toEqual(["Dairy", "913204.50"]);
  expect(json.rows[5][0]).toBeNull();
});
