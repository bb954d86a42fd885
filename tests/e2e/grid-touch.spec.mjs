// Whether fingers and pointers hit what they aim at in the grid.
import { focused, shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

const menu = (turn) => turn.result.locator(".menu > summary");

/** Whatever can be pressed within the grid and is seen: what it says, and how wide and high it is. */
const targets = (turn) =>
  turn.result.evaluate((result) => {
    const all = [...result.querySelectorAll("button, summary, label, input")];
    // A field within its label is hit with it.
    const own = all.filter((element) => !element.parentElement.closest("label") || element.matches(".search"));
    const listed = own.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".opener"));
    return listed.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return { name: (element.ariaLabel ?? element.textContent).trim() || element.type, width, height };
    });
  });

/** Opens one thing after the other and gathers what can be pressed in each. */
async function everything(turn, page) {
  const seen = [];
  const look = async () => seen.push(...(await targets(turn)));
  await turn.result.getByRole("searchbox").first().fill("a");
  await expect(turn.result.locator(".chips button")).toHaveCount(1);
  await look();
  await turn.result.getByRole("button", { name: "Clear filters" }).click();
  await menu(turn).click();
  await look();
  await page.keyboard.press("Escape");
  const head = (name) => turn.table.getByRole("columnheader", { name, exact: true });
  await head("flag").click({ button: "right" });
  await turn.result.getByLabel("true", { exact: true }).check();
  await look();
  await page.keyboard.press("Escape");
  await look();
  await turn.result.getByRole("button", { name: "Clear filters" }).click();
  await (await turn.cell(0, await column(turn, "nested"))).click();
  await page.keyboard.press("Space");
  await expect(turn.result.getByRole("button", { name: "Copy as Markdown" })).toBeVisible();
  await look();
  await page.keyboard.press("Enter");
  await expect(turn.result.getByRole("dialog", { name: "nested" })).toBeVisible();
  await look();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F10");
  await expect(turn.result.getByRole("dialog", { name: "Cell menu" })).toBeVisible();
  await look();
  return seen;
}

const column = async (turn, name) => (await turn.table.locator("thead .label").allTextContents()).indexOf(name);

/** The box around all points of a header at which `what` would be hit, and what is hit beside it. */
const area = (head, what) =>
  head.evaluate((head, what) => {
    const { left, top, right, bottom } = head.getBoundingClientRect();
    const hits = [];
    // Beyond the header's own edges, too: its neighbours must stay theirs.
    for (let x = Math.ceil(left) - 20; x < right + 20; x += 1) {
      for (let y = Math.ceil(top) - 20; y < bottom + 20; y += 1) {
        const hit = head.getRootNode().elementFromPoint(x, y);
        if (hit?.matches(what) && head.contains(hit)) hits.push([x, y]);
      }
    }
    const [xs, ys] = [hits.map(([x]) => x), hits.map(([, y]) => y)];
    const box = { left: Math.min(...xs), right: Math.max(...xs) + 1, top: Math.min(...ys), bottom: Math.max(...ys) + 1 };
    return { ...box, width: box.right - box.left, height: box.bottom - box.top, head: { left, top, right, bottom } };
  }, what);

test.describe("with fingers", () => {
  test.use({ hasTouch: true });

  test("whatever can be pressed is 44 pixels high", async ({ open, page }) => {
    const turn = await shown(open, "Show every type");
    const seen = await everything(turn, page);
    expect(seen.length).toBeGreaterThan(60);
    expect(seen.filter(({ height }) => height < 44)).toEqual([]);
    expect(seen.filter(({ width }) => width < 44)).toEqual([]);
  });

  test("a column's menu opens on 44 by 44 pixels, beside the grip and within its header", async ({ open, page }) => {
    const turn = await shown(open, "Show 5,000 rows");
    for (const [name, end] of [["region", true], ["amount", false]]) {
      const head = turn.table.getByRole("columnheader", { name, exact: true });
      const [opener, grip] = [await area(head, ".opener"), await area(head, ".grip")];
      expect(opener.width, name).toBeGreaterThanOrEqual(44);
      expect(opener.height, name).toBeGreaterThanOrEqual(44);
      expect(grip.width, name).toBeGreaterThanOrEqual(15);
      expect(grip.height, name).toBeGreaterThanOrEqual(43);
      expect(opener.left, name).toBeGreaterThanOrEqual(Math.floor(opener.head.left));
      expect(opener.right, name).toBeLessThanOrEqual(grip.left);
      expect(opener.bottom, name).toBeLessThanOrEqual(Math.ceil(opener.head.bottom));
      // Its corner opens it (near an edge, the browser may choose the neighbour); the rest of the header sorts.
      const x = end ? opener.left + 1 : opener.right - 2;
      await head.tap({ position: { x: x - opener.head.left, y: opener.bottom - 6 - opener.head.top } });
      await expect(turn.result.getByRole("dialog", { name })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(turn.result.getByRole("dialog", { name })).toHaveCount(0);
      await expect(head).not.toHaveAttribute("aria-sort");
      await head.locator(".label").tap();
      await expect(head).toHaveAttribute("aria-sort", "ascending");
    }
  });

  test("a narrow column's menu leaves its neighbour alone", async ({ open, page }) => {
    const turn = await shown(open, "Show 5,000 rows");
    const head = turn.table.getByRole("columnheader", { name: "region", exact: true });
    await turn.table.locator('[tabindex="0"]').focus();
    for (const key of ["ArrowUp", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    await expect(head).toBeFocused();
    for (let step = 0; step < 30; step += 1) await page.keyboard.press("Alt+ArrowLeft");
    expect((await head.boundingBox()).width).toBeLessThan(50);
    const opener = await area(head, ".opener");
    expect(opener.left).toBeGreaterThanOrEqual(Math.floor(opener.head.left));
    expect(opener.width).toBeGreaterThanOrEqual(24);
  });

  test("rows are as high as fingers need them, and a tap goes to one", async ({ open, page }) => {
    const turn = await shown(open, "Show 5,000 rows");
    const row = turn.rows.and(page.locator('[aria-rowindex="4"]'));
    expect((await row.boundingBox()).height).toBe(44);
    await row.locator("td").nth(1).tap();
    expect(await focused(page)).toEqual({ row: 4, column: 2, role: "gridcell" });
    await menu(turn).tap();
    await turn.result.getByRole("checkbox", { name: "Compact rows" }).check();
    await expect.poll(async () => (await row.boundingBox()).height).toBeLessThan(32);
  });
});

test("with a mouse, whatever can be pressed is 24 pixels high", async ({ open, page }) => {
  const turn = await shown(open, "Show every type");
  const seen = await everything(turn, page);
  expect(seen.length).toBeGreaterThan(60);
  expect(seen.filter(({ width, height }) => height < 24 || width < 24)).toEqual([]);
});
