// How the grid looks and is arranged: columns, rows, views, and what lies over it.
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

const names = async (turn) => (await turn.table.locator("thead .label").allTextContents()).join();
const head = (turn, at) => turn.table.locator("thead th").nth(at);
const menu = (turn) => turn.result.locator(".menu > summary");

test("a pinned column stays, with its lines and the colour of the row", async ({ open, page }) => {
  const turn = await shown(open, "Show 60 columns");
  await menu(turn).click();
  await turn.result.getByRole("checkbox", { name: "Keep the first column in view" }).check();
  await page.keyboard.press("Escape");
  const scroll = turn.result.locator(".scroll");
  await scroll.evaluate((box) => box.scrollTo(2000, 300));
  const left = (locator) => locator.evaluate((element) => Math.round(element.getBoundingClientRect().left));
  const edge = await left(scroll);
  const row = turn.table.locator('[aria-rowindex="14"]');
  await expect.poll(() => left(row.locator("td").first())).toBe(edge);
  expect(await left(head(turn, 0))).toBe(edge);
  expect(await row.locator("td").first().getAttribute("aria-colindex")).toBe("1");
  // Rows are whole pixels high: else the line of every few rows is lost under the pinned column.
  expect(await row.evaluate((row) => row.getBoundingClientRect().height % 1)).toBe(0);
  await row.locator("td").nth(3).hover();
  const colours = await row.locator("td").evaluateAll((cells) => [...new Set(cells.map((cell) => getComputedStyle(cell).backgroundColor))]);
  expect(colours).toHaveLength(1);
});

test("compact rows are lower, and as many more are drawn", async ({ open }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const height = () => turn.rows.first().evaluate((row) => row.getBoundingClientRect().height);
  // Some are drawn ahead, a moment later.
  await expect.poll(() => turn.rows.count()).toBeGreaterThan(20);
  const [before, rows] = [await height(), await turn.rows.count()];
  await menu(turn).click();
  await turn.result.getByRole("checkbox", { name: "Compact rows" }).check();
  await expect.poll(height).toBe(before - 8);
  await expect.poll(() => turn.rows.count()).toBeGreaterThan(rows);
});

test("a double click on its edge makes a column as wide as its content", async ({ open, page }) => {
  const turn = await shown(open, "Show hostile text");
  const width = async (at) => (await head(turn, at).boundingBox()).width;
  const cut = () => turn.rows.evaluateAll((rows) => rows.filter((row) => row.lastChild.scrollWidth > row.lastChild.clientWidth).length);
  await expect.poll(cut).toBeGreaterThan(0);
  const grip = await head(turn, 1).locator(".grip").boundingBox();
  await page.mouse.dblclick(grip.x + 4, grip.y + 10);
  await expect.poll(cut).toBe(0);
  expect(await width(1)).toBeGreaterThan(1000);
});

test("an edge is dragged on outside the table", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const width = async () => (await head(turn, 0).boundingBox()).width;
  const before = await width();
  const grip = await head(turn, 0).locator(".grip").boundingBox();
  await page.mouse.move(grip.x + 4, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 34, grip.y - 150, { steps: 3 });
  await page.mouse.move(grip.x + 64, grip.y - 150, { steps: 3 });
  await page.mouse.up();
  expect(await width()).toBeCloseTo(before + 60, 0);
  await page.mouse.move(grip.x + 300, grip.y + 10);
  expect(await width()).toBeCloseTo(before + 60, 0);
  await expect(head(turn, 0)).not.toHaveAttribute("aria-sort");
});

test("rows are sorted by several columns, each with its place", async ({ open }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await head(turn, 2).click({ position: { x: 20, y: 12 } });
  await head(turn, 3).click({ modifiers: ["Shift"], position: { x: 60, y: 12 } });
  await head(turn, 3).click({ modifiers: ["Shift"], position: { x: 60, y: 12 } });
  await expect(head(turn, 2)).toHaveAttribute("aria-sort", "ascending");
  await expect(head(turn, 3)).toHaveAttribute("aria-sort", "descending");
  expect([await head(turn, 2).getAttribute("data-order"), await head(turn, 3).getAttribute("data-order")]).toEqual(["1", "2"]);
  const column = (at) => turn.rows.evaluateAll((rows, at) => {
    const place = (row) => Number(row.getAttribute("aria-rowindex"));
    return rows.sort((one, other) => place(one) - place(other)).map((row) => row.children[at].textContent);
  }, at);
  expect(new Set(await column(2))).toEqual(new Set(["East"]));
  const amounts = (await column(3)).map((text) => Number(text.replaceAll(",", "")));
  expect(amounts).toEqual([...amounts].sort((one, other) => other - one));
  // The arrow and the button of the menu both have room beside the name.
  await head(turn, 3).hover();
  const [name, button] = [await head(turn, 3).locator(".label").boundingBox(), await head(turn, 3).locator(".opener").boundingBox()];
  expect(button.x + button.width).toBeLessThanOrEqual(name.x - 6);
});

test("a header is dragged to another place, and the column comes back there", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  expect(await names(turn)).toBe("id,day,region,amount,ratio");
  const [from, to] = [await head(turn, 3).boundingBox(), await head(turn, 1).boundingBox()];
  await page.mouse.move(from.x + 60, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 12, { steps: 5 });
  await expect(head(turn, 1)).toHaveAttribute("data-before");
  await page.mouse.up();
  expect(await names(turn)).toBe("id,amount,day,region,ratio");
  await expect(turn.table.locator("[aria-sort]")).toHaveCount(0);
  await menu(turn).click();
  await turn.result.getByRole("checkbox", { name: "amount" }).uncheck();
  expect(await names(turn)).toBe("id,day,region,ratio");
  await turn.result.getByRole("button", { name: "Show all columns" }).click();
  expect(await names(turn)).toBe("id,amount,day,region,ratio");
  await expect(turn.result.getByRole("checkbox", { name: "amount" })).toBeChecked();
});

test("the large view takes the focus to the rows, and back to the button that opened it", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  await menu(turn).click();
  await turn.result.getByRole("button", { name: "Large view" }).click();
  expect(await focused(page)).toEqual({ row: 2, column: 1, role: "gridcell" });
  // An opened cell goes first, the view with the next Escape.
  await page.keyboard.press("Enter");
  await expect(turn.result.getByRole("dialog", { name: "id" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(turn.result.getByRole("dialog", { name: "id" })).toHaveCount(0);
  await expect(turn.result.locator("dialog.large")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(turn.result.locator("dialog.large")).toBeHidden();
  await expect(menu(turn)).toBeFocused();
});

test("what lies over the rows goes when the reader goes on elsewhere", async ({ open, page }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const cell = turn.rows.nth(2).locator("td").nth(2);
  const panel = turn.result.getByRole("dialog", { name: "region" });
  const choices = turn.result.locator(".menu .choices");
  const ways = {
    "a click elsewhere": () => turn.question.click(),
    "a click on another cell": () => turn.rows.nth(4).locator("td").first().click(),
    scrolling: () => turn.result.locator(".scroll").evaluate((box) => box.scrollBy(0, 400)),
    "the focus": () => turn.result.getByRole("searchbox").focus(),
    Escape: () => page.keyboard.press("Escape"),
  };
  const openers = [
    [panel, () => cell.dblclick()],
    [panel, () => head(turn, 2).click({ button: "right" })],
    [choices, () => menu(turn).click()],
  ];
  for (const [what, lay] of openers) {
    for (const [name, act] of Object.entries(ways)) {
      const column = what === panel && lay === openers[1][1];
      await lay();
      await expect(what, name).toBeVisible();
      await act();
      // How far the rows are scrolled says nothing of a column.
      if (column && name === "scrolling") await page.keyboard.press("Escape");
      await expect(what, name).toBeHidden();
      await turn.result.locator(".scroll").evaluate((box) => box.scrollTo(0, 0));
    }
  }
  // A press within it is none elsewhere.
  await head(turn, 2).click({ button: "right" });
  await panel.getByLabel("North").check();
  await expect(panel).toBeVisible();
});

test("rows run again keep the focus in their turn", async ({ open, page }) => {
  const chat = await open({ "space-id": "showcase" });
  const turn = await chat.ask("Show an expired result");
  await turn.expectState("expired");
  const again = turn.root.getByRole("button", { name: "Run again" });
  await again.focus();
  await page.keyboard.press("Enter");
  await expect(turn.rows).toHaveCount(4);
  const within = () =>
    turn.root.evaluate((turn) => {
      const { activeElement } = turn.getRootNode();
      return activeElement !== null && turn.contains(activeElement);
    });
  await expect.poll(within).toBe(true);
});

test("at 200 % zoom everything is reached and nothing scrolls the page sideways", async ({ open, page }) => {
  // What a zoom of 200 % leaves of a page of 1,280 by 800 pixels.
  await page.setViewportSize({ width: 640, height: 400 });
  const turn = await shown(open, "Show every type");
  await menu(turn).click();
  const last = turn.result.getByRole("checkbox", { name: "nothing" });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
  await page.keyboard.press("Escape");
  await (await turn.cell(0, 21)).dblclick();
  await expect(turn.result.getByRole("dialog", { name: "nested" }).getByRole("button", { name: "Close" })).toBeInViewport();
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBe(0);
  // Nothing that is brought into view may push the header out of the box.
  expect(await turn.root.evaluate((turn) => turn.getRootNode().querySelector("[part~=root]").scrollTop)).toBe(0);
});

test("with forced colours the focus is seen in a selection too", async ({ open, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const turn = await shown(open, "Show revenue by category", { chart: "off" });
  await turn.rows.nth(1).locator("td").first().click();
  await page.keyboard.press("Shift+ArrowDown");
  const colours = await turn.table.locator('[aria-selected="true"]').evaluateAll((cells) =>
    cells.map((cell) => {
      const { backgroundColor, outlineColor, outlineStyle, outlineWidth } = getComputedStyle(cell);
      return { seen: outlineStyle === "solid" && outlineWidth === "2px", differs: outlineColor !== backgroundColor };
    }),
  );
  expect(colours).toEqual([
    { seen: false, differs: expect.any(Boolean) },
    { seen: true, differs: true },
  ]);
  const [chosen, other] = await turn.rows.evaluateAll((rows) => [1, 3].map((at) => getComputedStyle(rows[at].firstChild).backgroundColor));
  expect(chosen).not.toBe(other);
});
