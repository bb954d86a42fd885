// Files saved from a result.
import assert from "node:assert/strict";

export const files = {
  "rows are saved as CSV, exactly": async (stage) => {
    const { page, turn } = await stage.shown("Show revenue by category", { chart: "off" });
    const file = await page.saves(".csv", () => turn.menu("Download CSV"));
    const [head, first, ...others] = file.bytes.toString().replace("\uFEFF", "").trimEnd().split("\r\n");
    assert.deepEqual([head, first, others.length], ["category,revenue", "Dairy,913204.50", 5]);
  },

  "rows are saved as an Excel file": async (stage) => {
    const { page, turn } = await stage.shown("Show revenue by category", { chart: "off" });
    const { bytes } = await page.saves(".xlsx", () => turn.menu("Download Excel"));
    assert.equal(bytes.subarray(0, 2).toString(), "PK");
    assert.ok(bytes.includes("xl/worksheets/sheet1.xml"));
  },

  "all rows of a result that was cut are saved": async (stage) => {
    const { page, turn } = await stage.shown("Show 200,000 rows");
    const lines = (bytes) => bytes.toString("latin1").split("\r\n").length - 1;
    const { bytes } = await page.saves(".csv", () => turn.menu("Download all rows (CSV)"), (bytes) => lines(bytes) === 200_001);
    assert.doesNotMatch(bytes.subarray(-200).toString(), /genie-relay-end/);
  },
};
