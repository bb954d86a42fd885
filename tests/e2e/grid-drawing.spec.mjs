// How the result grid draws: few elements, filled again, and only as much clipped as has to be.
import { shown } from "./support/grid.mjs";
import { expect, test } from "./support/test.mjs";

test("what is not clipped has room: no text runs into its neighbour", async ({ open }) => {
  for (const question of ["Show every type", "Show hostile text"]) {
    const turn = await shown(open, question);
    await expect(turn.result.locator("tbody .clipped"), question).not.toHaveCount(0);
    const cells = turn.result.locator("tbody td");
    const spilt = await cells.evaluateAll((cells) => {
      const open = cells.filter((cell) => !cell.classList.contains("clipped"));
      return open.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent);
    });
    expect(spilt, question).toEqual([]);
  }
});

test("a leap draws what is to be seen, and what lies around it a moment later", async ({ open }) => {
  const turn = await shown(open, "Show 5,000 rows");
  const scroll = turn.result.locator(".scroll");
  const numbers = () =>
    turn.result.locator("tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
  // Above and below the box, each by six rows.
  const ahead = (middle) => expect.poll(async () => (await numbers()).filter((row) => Math.abs(row - middle) < 14).length).toBeGreaterThan(20);
  for (const row of [2_500, 4_000, 2_510, 1_000]) {
    await scroll.evaluate((box, row) => void (box.scrollTop = (box.scrollHeight * row) / 5_001), row);
    const seen = scroll.evaluate(async (box) => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return [...box.querySelectorAll("tbody tr")].map((row) => Number(row.getAttribute("aria-rowindex")));
    });
    // Never two elements for one row, whatever was drawn before.
    expect(new Set(await seen).size).toBe((await seen).length);
    await ahead(row + 5);
    expect(new Set(await numbers()).size).toBe((await numbers()).length);
  }
});
