// Rows that are read while the others are on their way, and further chunks of a result.
import { readFile } from "node:fs/promises";
import { gate, ROWS } from "./support/faults.mjs";
import { expect, test } from "./support/test.mjs";

const LONG = "Show 200,000 rows";
const IN_CHUNKS = "Show a result in chunks";
const CHUNK = /\/chunks\/\d+$/;

/** Asks a long question whose rows pause after so many bytes, each time until `go()`. */
async function paused({ open, faulty }, question, places, reply = {}) {
  const { proxy } = await faulty({ answerMs: 0 });
  const gates = places.map(() => gate());
  const pauses = places.map((at, index) => ({ at, until: gates[index].promise }));
  const rule = proxy.add({ method: "GET", path: ROWS, nth: 1, then: { ...reply, pauses } });
  const chat = await open({ relay: proxy, "space-id": "showcase", locale: "en" });
  const turn = await chat.ask(question);
  return { turn, proxy, rule, go: () => gates.shift().open() };
}

const count = (turn) => turn.result.locator(".count > span").first();
const scroll = (turn) => turn.result.locator(".scroll");

test("the first rows are read, scrolled and picked while the others come", async ({ open, page, faulty }) => {
  await page.clock.install();
  const { turn, go } = await paused({ open, faulty }, LONG, [60_000, 120_000, 200_000]);
  await expect(count(turn)).toHaveText(/^[\d,]+ of 5,000 rows shown · Fetching the rows$/);
  const rows = async () => Number((await count(turn).textContent()).split(" ")[0].replace(",", ""));
  // A network may have brought only a few of them yet: what came before the first pause is shown with what follows it.
  await page.clock.fastForward(1_000);
  go();
  await expect.poll(rows).toBeGreaterThan(100);
  const first = await rows();
  expect(first).toBeLessThan(4_000);
  await expect(turn.result.getByRole("button", { name: "Load all rows" })).toBeHidden();
  await turn.grid.evaluate((grid) => (grid.same = true));
  await scroll(turn).evaluate((box) => (box.scrollTop = 1_000));
  const row = turn.table.locator('[aria-rowindex="40"]');
  await row.locator("td").first().click();
  const exact = await row.locator("td").nth(3).textContent();
  const top = () => scroll(turn).evaluate((box) => box.scrollTop);
  const before = await top();
  expect(before).toBeGreaterThan(500);

  // What has come is shown again after half a second.
  await page.clock.fastForward(1_000);
  go();
  await expect(count(turn)).not.toHaveText(new RegExp(`^${first.toLocaleString("en")} of`));
  await expect(count(turn)).toHaveText(/ of 5,000 rows shown · Fetching the rows$/);
  go();
  await expect(count(turn)).toHaveText("5,000 rows · Genie cut this result at 5,000 rows.");
  // Nothing was lost of what the reader did meanwhile.
  expect(await turn.grid.evaluate((grid) => grid.same)).toBe(true);
  expect(await top()).toBe(before);
  await expect(row.locator("td").nth(3)).toHaveText(exact);
  await expect(row.locator("td").first()).toBeFocused();
  await page.keyboard.press("Control+End");
  await expect(turn.table.locator('[aria-rowindex="5001"] td').first()).toHaveText("5000");
  await expect(turn.result.getByRole("button", { name: "Load all rows" })).toBeVisible();
});

test("what is taken away is never a part that looks like the whole", async ({ open, page, faulty }) => {
  const { turn, go } = await paused({ open, faulty }, LONG, [60_000]);
  await expect(count(turn)).toContainText("Fetching the rows");
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await turn.result.locator(".menu > summary").click();
  const csv = turn.result.getByRole("button", { name: "Download CSV" });
  await csv.click();
  await expect(turn.result.getByRole("status")).toHaveText("Fetching the rows");
  expect(downloads).toBe(0);
  expect(await page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-result").length)).toBe(0);
  go();
  await expect(count(turn)).toContainText("5,000 rows");
  // That it was waited for is over.
  await expect(turn.result.locator(".count")).not.toContainText("Fetching the rows");
  await expect.poll(() => page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-result").length)).toBe(1);
  if (!(await csv.isVisible())) await turn.result.locator(".menu > summary").click();
  const download = page.waitForEvent("download");
  await csv.click();
  await download;
});

test("rows that come are sorted and searched like those before them", async ({ open, page, faulty }) => {
  const { turn, go } = await paused({ open, faulty }, LONG, [60_000]);
  await expect(count(turn)).toContainText("Fetching the rows");
  const head = turn.table.locator("thead th").first();
  await head.click();
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  const top = turn.table.locator('[aria-rowindex="2"] td').first();
  await expect(top).not.toHaveText("5000");
  go();
  await expect(top).toHaveText("5000");
  await turn.result.getByRole("searchbox").fill("4999");
  await expect(count(turn)).toHaveText(/^\d+ of 5,000 rows found$/);
});

test("rows whose connection breaks are fetched again, and stay to be read meanwhile", async ({ open, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  const first = gate();
  const again = gate();
  const rows = (nth, then) => proxy.add({ method: "GET", path: ROWS, nth, then });
  rows(1, { pauses: [{ at: 60_000, until: first.promise }], truncate: 90_000, cut: "after" });
  rows(2, { pauses: [{ at: 100, until: again.promise }] });
  const chat = await open({ relay: proxy, "space-id": "showcase", locale: "en" });
  const turn = await chat.ask(LONG);
  await expect(count(turn)).toContainText("Fetching the rows");
  first.open();
  await expect.poll(() => proxy.count("GET", ROWS)).toBe(2);
  await expect(turn.rows.first()).toBeVisible();
  await expect(count(turn)).toContainText("Fetching the rows");
  again.open();
  await expect(count(turn)).toHaveText("5,000 rows · Genie cut this result at 5,000 rows.");
});

test("a reply has all the time that it takes as long as something of it comes", async ({ open, page, faulty }) => {
  await page.clock.install();
  const { turn, proxy, go } = await paused({ open, faulty }, LONG, [60_000, 150_000, 250_000]);
  const shown = [];
  for (let pause = 0; pause < 3; pause += 1) {
    await expect(count(turn)).toContainText("Fetching the rows");
    await expect(count(turn)).not.toHaveText(shown.at(-1) ?? "");
    shown.push(await count(turn).textContent());
    // Two thirds of what a request has to say something.
    await page.clock.fastForward(20_000);
    go();
  }
  await expect(count(turn)).toHaveText("5,000 rows · Genie cut this result at 5,000 rows.");
  expect(proxy.count("GET", ROWS)).toBe(1);
});

test("a chart has its room before all its rows are here, so that nothing jumps", async ({ open, faulty }) => {
  const column = (name, position) => ({ name, type_name: "DOUBLE", type_text: "DOUBLE", position });
  const rows = Array.from({ length: 5_000 }, (_, at) => [String((at * 7919) % 5_003), String((at * at) % 977)]);
  const body = {
    statement_response: {
      status: { state: "SUCCEEDED" },
      manifest: { schema: { columns: [column("price", 0), column("units", 1)] }, total_row_count: rows.length },
      result: { data_array: rows },
    },
  };
  const { turn, go } = await paused({ open, faulty }, "Show revenue by month", [60_000], { status: 200, body });
  await expect(count(turn)).toContainText("Fetching the rows");
  const chart = turn.root.locator('[part~="chart"]');
  await expect(turn.root.locator("figure.coming")).toBeVisible();
  const before = await turn.result.boundingBox();
  go();
  await expect(chart.locator("svg")).toBeVisible();
  const after = await turn.result.boundingBox();
  expect(Math.abs(after.y - before.y)).toBeLessThan(60);
});

test("further chunks come on scrolling, each once", async ({ open, page, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  const chat = await open({ relay: proxy, "space-id": "showcase", locale: "en" });
  const turn = await chat.ask(IN_CHUNKS);
  await expect(count(turn)).toHaveText("1,250 of 5,000 rows shown");
  const ids = () => turn.table.locator("tbody tr td:first-child").allTextContents();
  const asked = () => proxy.count("GET", CHUNK);
  expect(asked()).toBe(0);
  for (const [rows, chunks] of [["2,500", 1], ["3,750", 2]]) {
    await scroll(turn).evaluate((box) => (box.scrollTop = box.scrollHeight));
    await expect(count(turn)).toHaveText(`${rows} of 5,000 rows shown`);
    expect(asked()).toBe(chunks);
  }
  // By keyboard too.
  await turn.table.locator('[aria-rowindex="2500"] td').first().click();
  await page.keyboard.press("Control+End");
  await expect(count(turn)).toHaveText("5,000 rows");
  await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
  await expect(turn.result.getByRole("button", { name: "Load more rows" })).toBeHidden();
  for (const row of [1, 1_250, 1_251, 2_501, 3_751, 5_000]) {
    await scroll(turn).evaluate((box, part) => (box.scrollTop = (box.scrollHeight - box.clientHeight) * part), (row - 1) / 4_999);
    await expect.poll(ids).toContain(String(row));
  }
  await turn.result.locator(".menu > summary").click();
  const download = page.waitForEvent("download");
  await turn.result.getByRole("button", { name: "Download CSV" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines.slice(1).map((line) => Number(line.split(",")[0]))).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
  expect(asked()).toBe(3);
});

test("among sorted rows a chunk comes when it is asked for, and where it cannot be had it says so", async ({ open, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  const chat = await open({ relay: proxy, "space-id": "showcase", locale: "en" });
  const turn = await chat.ask(IN_CHUNKS);
  await expect(count(turn)).toHaveText("1,250 of 5,000 rows shown");
  const head = turn.table.locator("thead th").first();
  await head.click();
  await head.click();
  const top = turn.table.locator('[aria-rowindex="2"] td').first();
  await expect(top).toHaveText("1250");
  await scroll(turn).evaluate((box) => (box.scrollTop = box.scrollHeight));
  await expect(turn.table.locator('[aria-rowindex="1251"]')).toBeVisible();
  expect(proxy.count("GET", CHUNK)).toBe(0);

  const refused = proxy.add({ method: "GET", path: CHUNK, then: { status: 403, body: { error_code: "PERMISSION_DENIED", message: "Invalid scope, required scopes: sql" } } });
  const more = turn.result.getByRole("button", { name: "Load more rows" });
  await more.click();
  await expect(turn.result.getByRole("status")).toContainText("could not be loaded");
  await expect(turn.result.getByRole("status")).toContainText("Invalid scope, required scopes: sql");
  await expect(count(turn)).toHaveText("1,250 of 5,000 rows shown");
  refused.remove();
  const other = proxy.add({ method: "GET", path: CHUNK, then: { status: 200, body: { chunk_index: 3, data_array: [["9"]] } } });
  await more.click();
  await expect.poll(other.met).toBe(1);
  await expect(turn.result.getByRole("status")).toContainText("could not be loaded");
  other.remove();

  await more.click();
  await expect(count(turn)).toHaveText("2,500 of 5,000 rows shown");
  await expect(turn.result.locator(".count")).not.toContainText("could not be loaded");
  await scroll(turn).evaluate((box) => (box.scrollTop = 0));
  await expect(top).toHaveText("2500");
});

test("all rows can be loaded while a chunk is on its way", async ({ open, page, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  const first = gate();
  proxy.add({ method: "GET", path: CHUNK, then: { pauses: [{ at: 10, until: first.promise }] } });
  const chat = await open({ relay: proxy, "space-id": "showcase", locale: "en" });
  const turn = await chat.ask(IN_CHUNKS);
  await turn.result.getByRole("button", { name: "Load more rows" }).click();
  await expect(count(turn)).toHaveText("1,250 of 5,000 rows shown · Fetching the rows");
  const status = turn.result.getByRole("status");
  await status.evaluate((said) => {
    window.said = [];
    new MutationObserver(() => window.said.push(said.textContent)).observe(said, { childList: true });
  });
  await turn.result.getByRole("button", { name: "Load all rows" }).click();
  await expect(count(turn)).toHaveText("5,000 rows");
  first.open();
  await expect(status).toContainText("5,000 rows");
  // That the chunk was given up is no failure.
  expect((await page.evaluate(() => window.said)).filter((said) => said.includes("could not be loaded"))).toEqual([]);
  await expect(turn.result.getByRole("button", { name: "Load more rows" })).toBeHidden();
});
