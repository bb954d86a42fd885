// The options of a chart: which there are, and how they open and close.
import { asked, SHOWCASE } from "./support/chart.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";

test("options that would do nothing are not there", async ({ open }) => {
  const { chart } = await asked(open, "Show revenue by month", SHOWCASE);
  const controls = await chart.options();
  // Months have an order of their own, and all of them are shown.
  for (const name of ["Order", "Show"]) await expect(controls.getByLabel(name)).toBeHidden();
  await expect(controls.getByLabel("Logarithmic axis")).toBeVisible();
});

test("a ring has no axis to be logarithmic", async ({ open }) => {
  const { chart } = await asked(open, QUESTION, {});
  const controls = await chart.options();
  await controls.getByLabel("Logarithmic axis").check();
  await expect(chart.root.locator(".note")).toContainText("Logarithmic axis");
  await chart.kind.selectOption("Donut");
  await expect(chart.root.locator(".note")).not.toContainText("Logarithmic axis");
  await chart.options();
  await expect(controls.getByLabel("Logarithmic axis")).toBeHidden();
});

for (const width of [360, 1280]) {
  test(`options close with Escape and with a click elsewhere, and stand within the window: ${width} px`, async ({ open, page }) => {
    await page.setViewportSize({ width, height: 700 });
    const { chart } = await asked(open, "Show revenue by region and channel", SHOWCASE);
    const button = chart.root.getByRole("button", { name: "Options" });
    const controls = await chart.options();
    await expect(controls).toBeVisible();
    const box = await controls.boundingBox();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(700);
    await page.keyboard.press("Escape");
    await expect(controls).toBeHidden();
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(controls).toBeVisible();
    await chart.title.click();
    await expect(controls).toBeHidden();
  });
}

test("points are named by both their measures, each once", async ({ open }) => {
  const { chart } = await asked(open, "Sales and orders by category", {});
  await chart.kind.selectOption("Scatter");
  const [, first, second] = /^(.+) against (.+)$/.exec(await chart.title.textContent());
  expect(second.toLowerCase()).not.toBe(first.toLowerCase());
  expect(first).not.toContain(",");
});
