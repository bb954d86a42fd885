// The result grid: what it shows, and where keys and fingers lead.
import AxeBuilder from "@axe-core/playwright";
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

const PART = /\/genie-chat-[0-9a-f]{16}_split_grid\.wasm$/;
const SHARED = /\/genie-chat-[0-9a-f]{16}_shared\.wasm$/;

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

test("an empty result keeps its header and says so", async ({ open }) => {
  const turn = await shown(open, "Show no rows");
  expect(await turn.header()).toEqual([expect.stringContaining("product"), expect.stringContaining("revenue")]);
  await expect(turn.rows).toHaveCount(0);
  await expect(turn.result.locator(".count")).toContainText("0 rows");
});

test("a finger's tap goes to a cell, and a long press selects its row", async ({ open, page }) => {
  // Without a chart above it, the grid is in view.
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
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

for (const dir of ["ltr", "rtl"]) {
  test(`many columns are drawn as far as they are to be seen, and each is reached: ${dir}`, async ({ open, page }) => {
    const turn = await shown(open, "Show 60 columns", { dir });
    expect(await turn.rows.first().locator("td").count()).toBeLessThan(20);
    await turn.table.locator('[tabindex="0"]').focus();
    for (const [key, row, column] of [
      ["End", 2, 60],
      ["ArrowDown", 3, 60],
      [dir === "rtl" ? "ArrowRight" : "ArrowLeft", 3, 59],
      ["Control+End", 201, 60],
      ["Home", 201, 1],
    ]) {
      await page.keyboard.press(key);
      expect(await focused(page), key).toEqual({ row, column, role: "gridcell" });
    }
    // A column's cells stand below its header, wherever they are.
    const cell = await turn.cell(199, 31);
    const [above, below] = [await turn.table.locator("thead th").nth(31).boundingBox(), await cell.boundingBox()];
    expect(Math.abs(below.x - above.x) + Math.abs(below.width - above.width)).toBeLessThan(1);
    await expect(cell).toHaveText(/^(text|true|false|[\d,.]+)/);
  });
}

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

for (const [what, file] of [["the part", PART], ["what parts share", SHARED]]) {
  test(`where ${what} cannot be had, the plain table stays`, async ({ open, page, watched }) => {
    watched.allowFailedRequests();
    await page.route(file, (route) => route.abort());
    const chat = await open({ "space-id": "showcase" });
    const turn = await chat.ask("Show revenue by category");
    await turn.done();
    // Without what they share, the other parts are lost too.
    await expect(turn.notice).toHaveCount(file === PART ? 1 : 4);
    await expect(turn.notice.first()).toContainText("could not be loaded");
    await expect(turn.rows).toHaveCount(6);
    await page.unroute(file);
    // The button goes with the notice.
    for (let lost = await turn.notice.count(); lost > 0; lost -= 1) {
      await turn.checkAgain.first().click();
      await expect(turn.notice).toHaveCount(lost - 1);
    }
    await expect(turn.grid).toBeVisible();
    await expect(turn.rows).toHaveCount(6);
    await expect(turn.notice).toHaveCount(0);
  });
}

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
      await turn.result.getByRole("checkbox", { name: "Make formulas harmless" }).uncheck();
      await clean("menu");
      await page.keyboard.press("Escape");
      await turn.rows.first().locator("td").nth(3).click({ button: "right" });
      await clean("cell menu");
      await page.keyboard.press("Escape");
      await turn.table.locator("thead th").nth(2).click({ button: "right" });
      await turn.result.getByLabel("From").fill("many");
      await clean("column menu");
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
