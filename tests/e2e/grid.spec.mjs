// The result grid: what it shows, where keys lead, and what can be taken away.
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./support/test.mjs";

const PART = /\/genie-chat-[0-9a-f]{16}_split_grid\.wasm$/;

/** Asks the showcase and waits for the grid, which takes the plain table's place. */
async function shown(open, question, attributes = {}) {
  const chat = await open({ "space-id": "showcase", locale: "en", ...attributes });
  const turn = await chat.ask(question);
  await turn.done();
  await expect(turn.grid).toBeVisible();
  return turn;
}

/** The element that has the focus, within all shadow roots. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const row = element?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex");
    return { row: Number(row ?? 0), column: Number(element?.getAttribute("aria-colindex")), role: element?.getAttribute("role") };
  });

test("each type reads as its readers write it, and no digit is lost", async ({ open }) => {
  const turn = await shown(open, "Show every type");
  const names = await turn.header();
  const [usual, highest] = await turn.texts();
  const cell = (row, name) => row[names.indexOf(name)];
  const expected = {
    int: "70,000",
    long: "9,007,199,254,740,993",
    exact: "0.100000000000000001",
    money: "1,234,567.80",
    double: "4.2049561E7",
    text: "Käse & Brot",
    flag: "true",
    bytes: "deadbeef · ",
    day: "Feb 28, 2026",
    local_time: "Feb 28, 2026, 11:59:59",
    months: "1-6",
    list: '["1","2",null]',
    nothing: "null",
  };
  for (const [name, text] of Object.entries(expected)) expect(cell(usual, name).replaceAll("\u202f", " "), name).toContain(text);
  expect(cell(highest, "long")).toBe("9,223,372,036,854,775,807");
  expect(cell(highest, "exact")).toBe("99,999,999,999,999,999,999.999999999999999999");
  // The exact value of what reads otherwise is there to be looked at.
  const exact = await turn.cells();
  expect(cell(exact[0], "at")).toBe("2026-02-28T23:59:59.000Z");
  expect(cell(exact[0], "nothing")).toBeNull();
});

test("another locale writes numbers in its own way", async ({ open }) => {
  const turn = await shown(open, "Show every type", { locale: "de" });
  expect(await turn.texts()).toContainEqual(expect.arrayContaining(["9.007.199.254.740.993", "1.234.567,80"]));
});

test("5,000 rows are scrolled with a few elements, up to the last one", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
  expect(await turn.rows.count()).toBeLessThan(40);
  const scroll = turn.result.locator(".scroll");
  for (const part of [0.5, 0.25, 1]) {
    // No row of the box is empty in the very frame after a jump.
    const blank = await scroll.evaluate(async (box, part) => {
      box.scrollIntoView({ block: "center" });
      box.scrollTop = part * (box.scrollHeight - box.clientHeight);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const { top, bottom, left } = box.getBoundingClientRect();
      const root = box.getRootNode();
      const missing = [];
      for (let y = top + 60; y < bottom - 20; y += 20) {
        if (!root.elementFromPoint(left + 20, y)?.closest("td")) missing.push(y);
      }
      return missing;
    }, part);
    expect(blank, `at ${part}`).toEqual([]);
  }
  await expect(turn.rows.and(page.locator('[aria-rowindex="5001"]'))).toBeVisible();
});

test("keys lead through the grid, sort it and select in it", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await turn.table.locator('[tabindex="0"]').focus();
  expect(await focused(page)).toEqual({ row: 2, column: 1, role: "gridcell" });
  for (const [key, row, column] of [
    ["ArrowDown", 3, 1],
    ["ArrowRight", 3, 2],
    ["Control+End", 5001, undefined],
    ["Control+Home", 2, 1],
    ["ArrowUp", 1, 1],
  ]) {
    await page.keyboard.press(key);
    const place = await focused(page);
    expect(place.row, key).toBe(row);
    if (column) expect(place.column, key).toBe(column);
  }
  const head = turn.table.locator("thead th").first();
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(turn.result.getByRole("status")).toContainText("largest first");

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(turn.table.locator('[aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(turn.table.locator('[aria-selected="true"]')).toHaveCount(0);
});

test("the focus survives the row's way out of the view and back", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await turn.table.locator('[tabindex="0"]').focus();
  await page.keyboard.press("ArrowDown");
  const scroll = turn.result.locator(".scroll");
  await scroll.evaluate((box) => box.scrollTo(0, 50_000));
  await expect.poll(() => focused(page)).toEqual({ row: 0, column: 0, role: "grid" });
  await scroll.evaluate((box) => box.scrollTo(0, 0));
  await expect.poll(() => focused(page)).toEqual({ row: 3, column: 1, role: "gridcell" });
});

test("a search leaves the rows that hold the text, and says how many", async ({ open }) => {
  const turn = await shown(open, "Show revenue by category");
  await turn.result.getByRole("searchbox").fill("dAIr");
  await expect(turn.rows).toHaveCount(1);
  await expect(turn.result).toContainText("1 of 6 rows found");
  await turn.result.getByRole("searchbox").fill("");
  await expect(turn.rows).toHaveCount(6);
});

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

test("nothing jumps when the grid takes the plain table's place", async ({ open, page }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(PART, async (route) => {
    await held;
    await route.continue();
  });
  const chat = await open({ "space-id": "showcase" });
  // Relative to the box: what is above it moves when another answer comes.
  const places = (turn) =>
    turn.result.evaluate((result) => {
      const { top, height } = result.getBoundingClientRect();
      const from = (selector) => result.querySelector(selector).getBoundingClientRect().top - top;
      const rows = [...result.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect().top - top).sort((a, b) => a - b);
      return [from(".scroll"), from("thead tr"), rows[0], rows[1], from(".count"), height].map(Math.round);
    });
  const turns = [];
  for (const question of ["Show 5,000 rows", "Show revenue by category"]) {
    const turn = await chat.ask(question);
    await turn.done();
    await expect(turn.rows.first()).toBeVisible();
    await expect(turn.grid).toHaveCount(0);
    turns.push([turn, await places(turn)]);
  }
  release();
  for (const [turn, before] of turns) {
    await expect(turn.grid).toBeVisible();
    expect(await places(turn)).toEqual(before);
  }
});

test("all rows come into the table, and as a file, where the relay has them", async ({ open, page }) => {
  const turn = await shown(open, "Show 200,000 rows");
  await expect(turn.result.locator(".count")).toContainText("Genie cut this result at 5,000 rows.");
  await turn.result.locator(".menu > summary").click();
  const download = page.waitForEvent("download");
  await turn.result.getByRole("button", { name: "Download all rows (CSV)" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(200_001);
  expect(lines[0]).toBe("id,day,region,amount,ratio");

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

test("an empty result keeps its header and says so", async ({ open }) => {
  const turn = await shown(open, "Show no rows");
  expect(await turn.header()).toEqual([expect.stringContaining("product"), expect.stringContaining("revenue")]);
  await expect(turn.rows).toHaveCount(0);
  await expect(turn.result.locator(".count")).toContainText("0 rows");
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

test("a finger's tap goes to a cell, and a long press selects its row", async ({ open, page }) => {
  const turn = await shown(open, "Show revenue by category");
  const session = await page.context().newCDPSession(page);
  const cell = turn.rows.nth(1).locator("td").first();
  const touch = async (type, box) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: box ? [{ x: box.x + 20, y: box.y + 10 }] : [] });
  const box = await cell.boundingBox();
  await touch("touchStart", box);
  await touch("touchEnd");
  await expect.poll(() => focused(page)).toEqual({ row: 3, column: 1, role: "gridcell" });
  await expect(turn.table.locator('[aria-selected="true"]')).toHaveCount(0);
  await touch("touchStart", box);
  await expect(turn.table.locator('[aria-selected="true"]')).toHaveCount(2);
  await touch("touchEnd");
  await expect(turn.table.locator('[aria-selected="true"]')).toHaveCount(2);
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

test("many columns are drawn as far as they are to be seen, and each is reached", async ({ open, page }) => {
  const turn = await shown(open, "Show 60 columns");
  expect(await turn.rows.first().locator("td").count()).toBeLessThan(20);
  await turn.table.locator('[tabindex="0"]').focus();
  for (const [key, row, column] of [
    ["End", 2, 60],
    ["ArrowDown", 3, 60],
    ["ArrowLeft", 3, 59],
    ["Control+End", 201, 60],
    ["Home", 201, 1],
  ]) {
    await page.keyboard.press(key);
    expect(await focused(page), key).toEqual({ row, column, role: "gridcell" });
  }
  // A column's cells stand below its header, wherever they are.
  const cell = await turn.cell(199, 31);
  const [above, below] = [await turn.table.locator("thead th").nth(31).boundingBox(), await cell.boundingBox()];
  expect([below.x, below.width].map(Math.round)).toEqual([above.x, above.width].map(Math.round));
  await expect(cell).toHaveText(/^(text|true|false|[\d,.]+)/);
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

test("what is nested unfolds as a tree, and Escape leads back", async ({ open, page }) => {
  const turn = await shown(open, "Show every type");
  const column = (await turn.header()).indexOf("address");
  await (await turn.cell(0, column)).dblclick();
  const dialog = turn.result.getByRole("dialog", { name: "address" });
  await expect(dialog).toContainText("city: Ulm");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(await focused(page)).toEqual({ row: 2, column: column + 1, role: "gridcell" });
});

test("the large view opens and leads back with everything in it", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await turn.result.locator(".menu > summary").click();
  await turn.result.getByRole("button", { name: "Large view" }).click();
  const dialog = turn.result.locator("dialog.large");
  await expect(dialog).toBeVisible();
  await expect(dialog.locator("tbody tr").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(turn.rows.first()).toBeVisible();
});

test("a column is made wider by keys and by its edge", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const head = turn.table.locator("thead th").first();
  const width = async () => (await head.boundingBox()).width;
  const before = await width();
  await turn.table.locator('[tabindex="0"]').focus();
  await page.keyboard.press("Alt+ArrowRight");
  expect(await width()).toBeCloseTo(before + 16, 0);
  const grip = await head.locator(".grip").boundingBox();
  await page.mouse.move(grip.x + 4, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 54, grip.y + 10, { steps: 5 });
  await page.mouse.up();
  expect(await width()).toBeCloseTo(before + 66, 0);
  await expect(head).not.toHaveAttribute("aria-sort");
});

test("where the part cannot be had, the plain table stays", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  await page.route(PART, (route) => route.abort());
  const chat = await open({ "space-id": "showcase" });
  const turn = await chat.ask("Show revenue by category");
  await turn.done();
  await expect(turn.notice).toContainText("could not be loaded");
  await expect(turn.rows).toHaveCount(6);
  await page.unroute(PART);
  await turn.checkAgain.click();
  await expect(turn.grid).toBeVisible();
  await expect(turn.rows).toHaveCount(6);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing in the grid: ${colorScheme}, ${width} px`, async ({ open, page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      const turn = await shown(open, "Show every type");
      const clean = async (state) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), state).toEqual([]);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${colorScheme}-${width}-${state}.png` });
      };
      await clean("shown");
      await turn.result.locator(".menu > summary").click();
      await clean("menu");
      await page.keyboard.press("Escape");
      await turn.rows.first().locator("td").nth(2).click();
      await page.keyboard.press("Shift+ArrowDown");
      await clean("selected");
      await turn.rows.nth(1).locator("td").nth(1).dblclick();
      await clean("open");
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(sideways, "the page scrolls sideways").toBe(0);
    });
  }
}
