// A selection that is dragged beyond the edge of the grid's box scrolls it.
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

test.beforeEach(async ({ page }) => {
  // How many frames the widget asks for; `frame` is the browser's own.
  await page.addInitScript(() => {
    window.frame = window.requestAnimationFrame.bind(window);
    window.asked = 0;
    window.requestAnimationFrame = (act) => {
      window.asked += 1;
      return window.frame(act);
    };
  });
});

const cell = (turn, row, column) => turn.table.locator(`[aria-rowindex="${row + 1}"] [aria-colindex="${column}"]`);
const selected = (turn) => turn.table.locator('td[aria-selected="true"]');
const box = (turn) => turn.result.locator(".scroll");
const place = (turn) => box(turn).evaluate(({ scrollLeft, scrollTop }) => ({ left: scrollLeft, top: scrollTop }));

/** What is to be seen of the rows, in pixels of the window. */
const sides = (turn) =>
  box(turn).evaluate((box) => {
    const { left, top } = box.getBoundingClientRect();
    const head = box.querySelector("thead").getBoundingClientRect().bottom;
    return { left, top: head, right: left + box.clientWidth, bottom: top + box.clientHeight };
  });

/** Pixels per second by which the box is scrolled, over some frames. */
const rate = (turn, count = 20) =>
  box(turn).evaluate(async (box, count) => {
    const frame = () => new Promise(window.frame);
    const [start, top, left] = [await frame(), box.scrollTop, box.scrollLeft];
    let now = start;
    for (let at = 0; at < count; at += 1) now = await frame();
    return { down: ((box.scrollTop - top) * 1000) / (now - start), along: ((box.scrollLeft - left) * 1000) / (now - start) };
  }, count);

/** Presses on a cell. */
async function press(page, locator) {
  const { x, y } = await locator.boundingBox();
  await page.mouse.move(x + 10, y + 8);
  await page.mouse.down();
}

/** Nothing scrolls, and no frame is asked for. */
async function expectRest(turn) {
  const asked = () => turn.page.evaluate(() => window.asked);
  const before = await asked();
  expect(await rate(turn, 6)).toEqual({ down: 0, along: 0 });
  expect(await asked()).toBe(before);
}

async function shownOn(page, open, question, attributes) {
  const turn = await shown(open, question, { chart: "off", ...attributes });
  await box(turn).scrollIntoViewIfNeeded();
  return Object.assign(turn, { page });
}

test("the further out the pointer is, the faster the rows go, until it comes back", async ({ open, page }) => {
  const turn = await shownOn(page, open, "Show 5,000 rows");
  await press(page, cell(turn, 2, 2));
  const { left, top, bottom } = await sides(turn);
  await page.mouse.move(left + 150, bottom - 40, { steps: 4 });
  await expectRest(turn);
  const inside = await selected(turn).count();
  expect(inside).toBeGreaterThan(2);

  await page.mouse.move(left + 150, bottom + 6);
  const near = await rate(turn);
  await page.mouse.move(left + 150, bottom + 120);
  const far = await rate(turn);
  expect(near.down).toBeGreaterThan(40);
  expect(near.down).toBeLessThan(400);
  expect(far.down).toBeGreaterThan(3 * near.down);
  expect(far.along).toBe(0);
  // The selection goes along, from the cell where it began to the last row that is seen.
  const end = await focused(page);
  expect(end.row).toBeGreaterThan(20);
  expect(end.column).toBe(2);

  // Back in the box nothing scrolls, and the cell under the pointer is the end.
  await page.mouse.move(left + 150, bottom - 60);
  await expectRest(turn);
  const seen = await page.evaluate(([x, y]) => {
    const root = document.querySelector("genie-chat").shadowRoot;
    return Number(root.elementFromPoint(x, y).closest("[aria-rowindex]").getAttribute("aria-rowindex"));
  }, [left + 150, bottom - 60]);
  expect((await focused(page)).row).toBe(seen);

  // Upwards from there, over the header: to the beginning, where it ends by itself.
  await page.mouse.move(left + 150, top - 30);
  await expect.poll(async () => (await place(turn)).top).toBe(0);
  await expectRest(turn);
  expect((await focused(page)).row).toBe(2);
  await expect(selected(turn)).toHaveCount(2);
  await page.mouse.up();
  await expect(turn.table.locator("[aria-sort]")).toHaveCount(0);
});

test("it ends when the button is released or the pointer is gone, wherever that is", async ({ open, page }) => {
  const turn = await shownOn(page, open, "Show 5,000 rows");
  const moving = async () => (await rate(turn, 6)).down > 0;
  const { left, bottom } = await sides(turn);
  const ways = {
    "released outside": () => page.mouse.up(),
    cancelled: () => turn.table.dispatchEvent("pointercancel"),
    "cancelled elsewhere": () => page.evaluate(() => window.dispatchEvent(new Event("pointercancel"))),
    "the large view": async () => {
      await turn.result.getByRole("button", { name: "Large view", includeHidden: true }).dispatchEvent("click");
      await page.keyboard.press("Escape");
    },
  };
  for (const [name, end] of Object.entries(ways)) {
    await box(turn).evaluate((box) => box.scrollTo(0, 0));
    await press(page, cell(turn, 3, 1));
    await page.mouse.move(left + 150, bottom + 30, { steps: 3 });
    expect(await moving(), name).toBe(true);
    await end();
    await expectRest(turn);
    await page.mouse.up();
    // What is selected stays as it is when the pointer goes on.
    const { row } = await focused(page);
    await page.mouse.move(left + 150, bottom - 60, { steps: 3 });
    expect((await focused(page)).row, name).toBe(row);
  }
});

test("it ends with the view", async ({ open, page }) => {
  const turn = await shownOn(page, open, "Show 5,000 rows");
  const { left, bottom } = await sides(turn);
  await press(page, cell(turn, 3, 1));
  await page.mouse.move(left + 150, bottom + 30, { steps: 3 });
  expect((await rate(turn, 6)).down).toBeGreaterThan(0);
  await page.evaluate(() => document.querySelector("genie-chat").newConversation());
  await expect(turn.grid).toHaveCount(0);
  const asked = () => page.evaluate(() => window.asked);
  const before = await asked();
  await page.evaluate(async () => {
    for (let at = 0; at < 6; at += 1) await new Promise(window.frame);
  });
  expect(await asked()).toBe(before);
  await page.mouse.up();
});

for (const dir of ["ltr", "rtl"]) {
  test(`columns are reached too, ${dir}`, async ({ open, page }) => {
    const turn = await shownOn(page, open, "Show 60 columns", { dir });
    await expect(turn.table).toHaveCSS("direction", dir);
    const { left, right, top, bottom } = await sides(turn);
    const [ahead, back] = dir === "ltr" ? [right + 90, left - 90] : [left - 90, right + 90];
    const sign = dir === "ltr" ? 1 : -1;
    await press(page, cell(turn, 2, 2));
    await page.mouse.move(ahead, top + 60, { steps: 4 });
    expect(Math.sign((await rate(turn)).along)).toBe(sign);
    await expect.poll(async () => (await focused(page)).column).toBeGreaterThan(14);
    // Both at once.
    await page.mouse.move(ahead, bottom + 60);
    const both = await rate(turn);
    expect(Math.sign(both.along)).toBe(sign);
    expect(both.down).toBeGreaterThan(0);
    await page.mouse.move(back, top + 60);
    await expect.poll(async () => (await place(turn)).left).toBe(0);
    await expectRest(turn);
    expect((await focused(page)).column).toBe(1);
    await page.mouse.up();
  });
}

test("the large view scrolls alike", async ({ open, page }) => {
  const turn = await shownOn(page, open, "Show 5,000 rows");
  await turn.result.locator(".menu > summary").click();
  await turn.result.getByRole("button", { name: "Large view" }).click();
  await press(page, cell(turn, 2, 2));
  const { left, bottom } = await sides(turn);
  await page.mouse.move(left + 150, bottom + 20, { steps: 3 });
  expect((await rate(turn)).down).toBeGreaterThan(100);
  await page.mouse.up();
  await expectRest(turn);
});

test("rows that come meanwhile are reached, although the pointer rests", async ({ open, page }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(/\/chunks\/\d+$/, async (route) => {
    await held;
    await route.continue();
  });
  const turn = await shownOn(page, open, "Show a result in chunks");
  await box(turn).evaluate((box) => (box.scrollTop = box.scrollHeight));
  const last = turn.table.locator('[aria-rowindex="1251"] td').first();
  await expect(last).toBeInViewport();
  await press(page, last);
  const { left, bottom } = await sides(turn);
  await page.mouse.move(left + 30, bottom + 150, { steps: 3 });
  await expectRest(turn);
  release();
  await expect(turn.table).toHaveAttribute("aria-rowcount", "2501");
  expect((await rate(turn)).down).toBeGreaterThan(0);
  await page.mouse.up();
  expect((await focused(page)).row).toBeGreaterThan(1_251);
});

test("where the composer covers the rows' lower edge, the selection grows with what is scrolled", async ({ open, page }) => {
  await page.setViewportSize({ width: 1000, height: 640 });
  const turn = await shown(open, "Show 5,000 rows");
  const composer = await turn.root.page().locator('genie-chat [part~="composer"]').boundingBox();
  const { bottom } = await sides(turn);
  expect(composer.y).toBeLessThan(bottom - 10);
  await press(page, cell(turn, 2, 1));
  const x = (await cell(turn, 2, 1).boundingBox()).x + 10;
  for (const y of [composer.y - 20, composer.y + 8, composer.y + 12]) await page.mouse.move(x, y);
  await expect.poll(async () => (await place(turn)).top).toBeGreaterThan(300);
  await page.mouse.up();
  // All that is to be seen above the composer is selected, and nothing was left behind.
  const first = Math.ceil((await place(turn)).top / 37) + 2;
  await expect(cell(turn, first, 1)).toHaveAttribute("aria-selected", "true");
  const cells = Number((await turn.result.locator(".totals").textContent()).match(/Cells (\d+)/)[1]);
  expect(cells).toBeGreaterThan(first);
});
