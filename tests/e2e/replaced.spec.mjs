// Queries that Genie has put another one in place of: folded away, and their rows can be read all the same.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./support/test.mjs";

const ROWS = /\/query-result$/;

/** Asks in Showcase and opens the steps; `rows` is the disclosure of the replaced query's rows. */
async function opened(open, page, question, relay) {
  const asked = [];
  page.on("request", (request) => {
    if (/\/(query-result|execute-query)$/.test(request.url())) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  const chat = await open({ "space-id": "showcase", ...(relay && { relay }) });
  const turn = await chat.ask(question);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  const steps = turn.root.locator('[part~="steps"]');
  await steps.locator("summary").first().click();
  await expect(steps).toContainText("Query 1, replaced since");
  const rows = steps.locator("details.earlier");
  return { chat, turn, rows, asked, summary: rows.locator("summary").first() };
}

test("the rows of a replaced query are one key away, and fetched once", async ({ open, page }) => {
  const { turn, rows, asked, summary } = await opened(open, page, "Replace a query that had rows");
  await expect(summary).toHaveText("Show its rows");
  expect(asked).toHaveLength(1);
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(rows.locator("tbody td")).toHaveText(["Jun 2026", "4,955"]);
  await expect(rows.locator(".count")).toContainText("1 row");
  await expect(rows.locator(".name")).toHaveText("Orders by month");
  await expect(summary).toBeFocused();
  expect(asked).toHaveLength(2);
  // Those of the query that counts are where they were.
  await expect(turn.root.locator(".reply > div > [part~='result'] tbody tr")).toHaveCount(4);
  await page.keyboard.press("Enter");
  await expect(rows.locator("tbody tr").first()).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(rows.locator("tbody tr").first()).toBeVisible();
  expect(asked).toHaveLength(2);
});

test("a replaced query that failed says why, and is asked for again when the reader wants it", async ({ open, page }) => {
  const { rows, asked, summary } = await opened(open, page, "Correct yourself");
  await summary.click();
  await expect(rows.locator('[part~="notice"]')).toBeVisible();
  await rows.getByText("Details").click();
  await expect(rows).toContainText("UNRESOLVED_COLUMN");
  await rows.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => asked.length).toBe(3);
  await expect(rows.locator('[part~="notice"]')).toBeVisible();
});

test("rows of a replaced query that have expired come back when it is run again", async ({ open, page }) => {
  const { rows, asked, summary } = await opened(open, page, "Replace a query that had rows");
  await page.route(ROWS, (route) => route.fulfill({ json: { statement_response: { statement_id: "s", status: { state: "CLOSED" } } } }));
  await summary.click();
  await expect(rows.getByRole("button", { name: "Run again" })).toBeVisible();
  await page.unroute(ROWS);
  await rows.getByRole("button", { name: "Run again" }).click();
  await expect(rows.locator("tbody tr")).toHaveCount(1);
  expect(asked.filter((line) => /^POST .*\/execute-query$/.test(line))).toHaveLength(1);
});

test("a replaced query without a statement offers no rows", async ({ open, page }) => {
  await page.route(
    (url) => /\/(start-conversation|messages\/[^/]+)$/.test(url.pathname),
    async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      const first = (body.message ?? body).attachments?.[0]?.query;
      if (first) delete first.statement_id;
      await route.fulfill({ response, json: body });
    },
  );
  const { rows } = await opened(open, page, "Replace a query that had rows");
  await expect(rows).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the rows of a replaced query, ${colorScheme}`, async ({ open, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { rows, summary } = await opened(open, page, "Replace a query that had rows");
    await summary.click();
    await expect(rows.getByRole("grid")).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.flat().join(" ")}`))).toEqual([]);
  });
}
