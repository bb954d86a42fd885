// What is streamed: nothing that was cut on its way, or is something else, passes for the whole; and the same
// rules hold for it as for every other request.
import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { gate } from "./support/faults.mjs";
import { shown } from "./support/grid.mjs";
import { startOldHop } from "./support/old-hop.mjs";
import { expect, test } from "./support/test.mjs";

const CUT = "Show 200,000 rows";
const IN_CHUNKS = "Show a result in chunks";
const DRAWN = "Draw revenue by category";
const CSV = /\/rows\.csv$/;
const CHUNK = /\/chunks\/\d+$/;
const PICTURE = /\/download-visualization$/;
const SIGN_IN = "<!doctype html><title>Sign in</title><form>Password</form>";
/** Bytes of the line with which the relay ends the rows. */
const LINE = 60;

const button = (turn, name) => turn.result.getByRole("button", { name, exact: true });
const foot = (turn) => turn.result.locator(".count");

/** A question answered behind a proxy with faults; what leaves and what the log hears is collected. */
async function asked({ open, page, faulty }, question = CUT) {
  const seen = { downloads: [], log: [] };
  page.on("download", (download) => seen.downloads.push(download));
  await page.exposeFunction("heard", (detail) => seen.log.push(detail));
  await page.addInitScript(() => {
    addEventListener("genie-log", ({ detail: { event, fields } }) => window.heard({ event, ...fields }), true);
  });
  const { relay, proxy } = await faulty({ answerMs: 0 });
  const turn = await shown(open, question, { relay: proxy });
  return { turn, relay, proxy, seen };
}

async function saveAll(turn) {
  await turn.result.locator(".menu > summary").click();
  await button(turn, "Download all rows (CSV)").click();
}

/** What the log hears of the requests after the first `before` events. */
const told = (seen, before) =>
  seen.log.slice(before).filter(({ event }) => ["request", "reply", "failed"].includes(event));

for (const [where, truncate] of [
  ["within the line that ends them", -1],
  ["before that line", -LINE],
  ["within the last row", -LINE - 3],
  ["after some rows", 600_000],
]) {
  test(`rows that end cleanly ${where} are neither saved nor shown`, async ({ open, page, faulty }) => {
    const { turn, proxy, seen } = await asked({ open, page, faulty });
    const rule = proxy.add({ method: "GET", path: CSV, then: { truncate } });
    await saveAll(turn);
    await expect(foot(turn)).toContainText("The download was cut short on its way, and nothing of it was kept.");
    await expect(foot(turn)).toContainText("proxy_http_version 1.1;");
    await button(turn, "Load all rows").click();
    await expect(foot(turn)).toContainText("Loading rows");
    await expect(foot(turn)).toContainText("The download was cut short on its way", { timeout: 60_000 });
    await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
    expect(seen.downloads).toEqual([]);
    expect(rule.met()).toBe(2);
    expect(seen.log.filter(({ event }) => event === "failed").map(({ code }) => code)).toEqual(["network", "network"]);

    await expect(button(turn, "Load all rows")).toBeVisible();
  });
}

test("a whole file holds the rows and nothing else", async ({ open, page, faulty }) => {
  const { turn, relay, seen } = await asked({ open, page, faulty });
  const replied = page.waitForResponse(CSV);
  await saveAll(turn);
  await expect.poll(() => seen.downloads.length, { timeout: 30_000 }).toBe(1);
  const file = await readFile(await seen.downloads[0].path(), "utf8");
  const plain = await fetch(new URL(new URL((await replied).url()).pathname, relay.origin));
  expect(file).toBe(`\ufeff${await plain.text()}`);
});

test("where no line comes, rows whose number is known are counted", async ({ open, page, faulty }) => {
  const { turn, proxy, seen } = await asked({ open, page, faulty }, IN_CHUNKS);
  const short = proxy.add({ method: "GET", path: CSV, then: { truncate: -LINE - 1 } });
  await saveAll(turn);
  await expect(foot(turn)).toContainText("cut short");
  expect(seen.downloads).toEqual([]);
  short.remove();
  proxy.add({ method: "GET", path: CSV, then: { truncate: -LINE } });
  await saveAll(turn);
  await expect.poll(() => seen.downloads.length).toBe(1);
  expect((await readFile(await seen.downloads[0].path(), "utf8")).trimEnd().split("\r\n")).toHaveLength(5_001);
  await button(turn, "Load all rows").click();
  await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
});

/** A file as a relay ends it. */
function ended(file) {
  const sum = crc32(file).toString(16).padStart(8, "0");
  return `${file}#genie-relay-end bytes=${String(file.length).padStart(20, "0")} crc32=${sum}\r\n`;
}

// With as many rows as are here, so that nothing but its kind tells.
const five = "1,2,3,4,5\r\n".repeat(5_000);
for (const [what, then, words] of [
  ["a sign-in page", { status: 200, body: SIGN_IN }, "You are not signed in"],
  ["a redirect to one", { status: 302, headers: { location: "/sign-in" } }, "Your session has expired"],
  ["JSON", { status: 200, body: { signed: "out" } }, "Something went wrong"],
  ["plain text", { status: 200, body: ended(`id,day,region,amount,ratio\r\n${five}`), headers: { "content-type": "text/plain" } }, "of another type: text/plain"],
  ["CSV of something else", { status: 200, body: ended(`a,b,c,d,e\r\n${five}`), headers: { "content-type": "text/csv" } }, "other columns than the table"],
]) {
  test(`${what} in place of the rows is neither saved nor shown`, async ({ open, page, faulty }) => {
    const { turn, proxy, seen } = await asked({ open, page, faulty });
    proxy.add({ method: "GET", path: CSV, then });
    await saveAll(turn);
    await expect(foot(turn)).toContainText(words);
    await button(turn, "Load all rows").click();
    await expect(foot(turn)).toContainText(words);
    await expect(turn.table).toHaveAttribute("aria-rowcount", "5001");
    expect(seen.downloads).toEqual([]);
  });
}

for (const [what, then, words = "could not be loaded"] of [
  ["a sign-in page", { status: 200, body: SIGN_IN }, "You are not signed in"],
  ["JSON without rows", { status: 200, body: { status: "ok" } }],
  ["fewer rows than it says", { status: 200, body: { chunk_index: 1, row_offset: 1250, row_count: 1250, data_array: [["1"]] } }],
  ["a chunk that was cut", { truncate: 60_000 }],
]) {
  test(`${what} in place of a chunk is no end of the table`, async ({ open, page, faulty }) => {
    const { turn, proxy } = await asked({ open, page, faulty }, IN_CHUNKS);
    const rule = proxy.add({ method: "GET", path: CHUNK, then });
    await button(turn, "Load more rows").click();
    await expect(foot(turn)).toContainText(words);
    await expect(foot(turn)).toContainText("1,250 of 5,000 rows shown");
    rule.remove();
    await button(turn, "Load more rows").click();
    await expect(foot(turn)).toContainText("2,500 of 5,000 rows shown");
  });
}

test("a picture that was cut, or is a sign-in page, is not shown", async ({ open, faulty }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  proxy.add({ method: "GET", path: PICTURE, nth: 1, then: { truncate: -1 } });
  proxy.add({ method: "GET", path: PICTURE, nth: 2, then: { status: 200, body: SIGN_IN } });
  const chat = await open({ relay: proxy, "space-id": "showcase" });
  const turn = await chat.ask(DRAWN);
  const picture = turn.root.locator('[part~="picture"]');
  await expect(picture.getByRole("status")).toContainText("cut short on its way");
  await picture.getByRole("button").click();
  await expect(picture.getByRole("status")).toContainText("You are not signed in");
  await expect(picture.locator("img")).toHaveCount(0);
  await picture.getByRole("button").click();
  await expect.poll(() => picture.locator("img").evaluate((image) => image.naturalWidth)).toBe(1600);
});

for (const [what, path, question, act, words] of [
  ["all rows as a file", CSV, CUT, saveAll, "The file is being saved"],
  ["all rows in the table", CSV, CUT, (turn) => button(turn, "Load all rows").click(), "200,000 rows"],
  ["a chunk", CHUNK, IN_CHUNKS, (turn) => button(turn, "Load more rows").click(), "2,500 of 5,000"],
]) {
  test(`for ${what}, a refused token is asked for once more, and the log hears of it`, async ({ open, page, faulty }) => {
    const { turn, proxy, seen } = await asked({ open, page, faulty }, question);
    const asks = () => page.evaluate(() => window.asks);
    await page.evaluate(() => {
      window.asks = 0;
      document.querySelector("genie-chat").headers = () => ({ authorization: `Bearer ${(window.asks += 1)}` });
    });
    let before = seen.log.length;
    const refusal = { status: 401, body: { error_code: "UNAUTHENTICATED", message: "Expired" } };
    const rule = proxy.add({ method: "GET", path, then: refusal });
    await act(turn);
    await expect(foot(turn)).toContainText("You are not signed in");
    expect([rule.met(), await asks()]).toEqual([2, 2]);
    const events = [["request", undefined], ["reply", "401"]];
    const pairs = () => told(seen, before).map(({ event, status }) => [event, status]);
    await expect.poll(pairs).toEqual([...events, ...events, ["failed", undefined]]);
    const [{ request, method }, { request: same, ms }] = told(seen, before);
    expect([method, same, Number(ms) >= 0]).toEqual(["GET", request, true]);
    rule.remove();

    before = seen.log.length;
    proxy.add({ method: "GET", path, count: 1, then: refusal });
    await act(turn);
    await expect(foot(turn)).toContainText(words, { timeout: 60_000 });
    expect(await asks()).toBe(4);
    await expect.poll(pairs).toEqual([...events, ["request", undefined], ["reply", "200"]]);
  });
}

test("rows may be prepared for minutes, and then come without a pause of half a minute", async ({ open, page, faulty }) => {
  await page.clock.install();
  const { turn, proxy, seen } = await asked({ open, page, faulty });
  proxy.add({ method: "GET", path: CSV, then: { pauses: [{ at: 400_000, until: gate().promise }] } });
  const [arrived, head] = [gate(), gate()];
  await page.route(CSV, async (route) => {
    arrived.open();
    await head.promise;
    await route.continue();
  });
  await saveAll(turn);
  await arrived.promise;
  await page.clock.fastForward(190_000);
  await expect(foot(turn)).toContainText("Loading the file: 0.0 MB");
  head.open();
  await expect(foot(turn)).toContainText("Loading the file: 0.4 MB");
  await page.clock.fastForward(31_000);
  await expect(foot(turn)).toContainText("No answer came in time");

  const late = gate();
  await page.unroute(CSV);
  await page.route(CSV, () => late.open());
  await saveAll(turn);
  await late.promise;
  await page.clock.fastForward(201_000);
  await expect(foot(turn)).toContainText("No answer came in time");
  expect(seen.downloads).toEqual([]);
  expect(told(seen, 0).filter(({ event }) => event === "failed").map(({ code }) => code)).toEqual(["timeout", "timeout"]);
});

test("a hook that never answers, and a reader who cancels, leave nothing behind", async ({ open, page, faulty }) => {
  await page.clock.install();
  const { turn, proxy, seen } = await asked({ open, page, faulty });
  const before = seen.log.length;
  await page.evaluate(() => (document.querySelector("genie-chat").headers = () => new Promise(() => {})));
  await saveAll(turn);
  await expect(foot(turn)).toContainText("Loading the file");
  await page.clock.fastForward(10_500);
  await expect(foot(turn)).toContainText("could not be loaded");
  expect(proxy.count("GET", CSV)).toBe(0);
  await page.evaluate(() => (document.querySelector("genie-chat").headers = undefined));

  const arrived = gate();
  await page.route(CSV, () => arrived.open());
  await saveAll(turn);
  await arrived.promise;
  await button(turn, "Cancel").click();
  await expect(foot(turn)).toContainText("Cancelled");
  await page.unroute(CSV);
  await saveAll(turn);
  await expect.poll(() => seen.downloads.length, { timeout: 30_000 }).toBe(1);
  const failed = told(seen, before).filter(({ event }) => event === "failed");
  expect(failed, "only the hook's").toHaveLength(1);
});

test("a hop that speaks HTTP/1.0 is told what to set", async ({ open, page, watched, relay }) => {
  const hop = await startOldHop(relay.origin);
  watched.allowOrigin(hop.origin);
  watched.allowFailedRequests();
  const turn = await shown(open, CUT, { relay: hop });
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await saveAll(turn);
  await expect(foot(turn)).toContainText("505 · HTTP_VERSION_NOT_SUPPORTED");
  await expect(foot(turn)).toContainText("proxy_http_version 1.1;");
  expect(downloads).toBe(0);
  await page.goto("about:blank");
  await hop.stop();
});

test("rows that are not all of the result say so when they leave", async ({ open, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const turn = await shown(open, CUT);
  const more = "The result has more rows than these";
  for (const [name, words] of [
    [/^Download CSV/, "The file is being saved"],
    [/^Download Excel/, "The file is being saved"],
    [/^Download JSON/, "The file is being saved"],
    [/^Copy all rows/, "25,000 cells copied"],
  ]) {
    await turn.result.locator(".menu > summary").click();
    await turn.result.getByRole("button", { name }).click();
    await expect(turn.result.getByRole("status")).toHaveText(`${words}. ${more}`);
  }
});
