// The grid beside AG Grid Community and TanStack Table: same text, same Chromium, one run, medians.
// RUNS= says how often (3), SIZES= how many rows (5000,100000), ONLY= which of them.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { body, NEEDLE, rows } from "./data.mjs";
import { frames, traced } from "./trace.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const DIST = join(HERE, "../dist");
const RUNS = Number(process.env.RUNS ?? 3);
const SIZES = (process.env.SIZES ?? "5000,100000").split(",").map(Number);
const SUBJECTS = [
  ["genie-chat", "genie-chat.js"],
  ["AG Grid", "ag-grid.js"],
  ["TanStack", "tanstack.js"],
].filter(([name]) => !process.env.ONLY || process.env.ONLY.split(",").includes(name));
const FRAMES = 300;
/** A frame at 60 Hz that comes half an interval late. */
const LATE_MS = 25;
const [DECIMAL, TEXT] = [1, 2];
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };

const sorted = (values) => values.toSorted((one, other) => one - other);
const quantile = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))];
const median = (values) => quantile(values, 0.5);

async function bundle() {
  const entryPoints = [...SUBJECTS.map(([, file]) => join(HERE, file)), join(HERE, "measure.js")];
  const define = { "process.env.NODE_ENV": '"production"' };
  const { outputFiles } = await build({ entryPoints, bundle: true, minify: true, format: "esm", write: false, outdir: "/", define });
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
}

function page(file, ours) {
  const own = ours ? '<genie-chat relay-url="/" space-id="s" persist="none"></genie-chat>' : "";
  const embed = ours ? '<script type="module" src="/embed.js"></script>' : "";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<style>body { margin: 0; font: 14px/1.5 sans-serif } #box { width: 820px; height: 420px } genie-chat { display: block; height: 700px; width: 900px }</style>
<div id="box"${ours ? " hidden" : ""}></div>${own}<script type="module" src="/${file}"></script><script type="module" src="/measure.js"></script>${embed}</html>`;
}

async function serve(files) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://bench");
    const subject = SUBJECTS.find(([, file]) => pathname === `/page/${file}`);
    try {
      const content = subject ? page(subject[1], subject[0] === "genie-chat") : (files.get(pathname) ?? (await readFile(join(DIST, pathname))));
      response.writeHead(200, { "content-type": subject ? "text/html" : (TYPES[extname(pathname)] ?? "text/plain") }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Bytes that the page's JavaScript and WebAssembly hold after a collection. */
async function memory(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

async function once(browser, address, task) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(address);
  await page.waitForFunction(() => window.subject && window.measure && (!document.querySelector("genie-chat") || document.querySelector("genie-chat").shadowRoot?.querySelector("[part~=input]")));
  // Everything is loaded and has run once before it is measured.
  await page.evaluate(([text, first]) => window.measure.load(text, first, 50), [task.small, "1"]);
  await page.evaluate((text) => void (window.text = text), task.text);
  await page.waitForTimeout(1_500);
  const before = await memory(session);
  const load = await page.evaluate((count) => window.measure.load(window.text, "1", count), task.count);
  const held = (await memory(session)) - before;
  const { result: intervals, events } = await traced(session, () => page.evaluate((count) => window.measure.scroll(count), FRAMES));
  const { work, longest } = frames(events);
  await page.evaluate(() => void (window.subject.scroller().scrollTop = 0));
  const decimal = await page.evaluate(([column, first]) => window.measure.sort(column, first), [DECIMAL, task.least[DECIMAL]]);
  const text = await page.evaluate(([column, first]) => window.measure.sort(column, first), [TEXT, task.least[TEXT]]);
  const search = await page.evaluate(([text, column, first]) => window.measure.search(text, column, first), [NEEDLE, TEXT, task.found]);
  await context.close();
  return {
    "text to first painted rows, ms": load.ms,
    "  until all rows are there, ms": load.all,
    "  longest task meanwhile, ms": load.longest,
    "memory after load, MB": held / 1e6,
    "scroll frame p50, ms": quantile(work, 0.5),
    "scroll frame p95, ms": quantile(work, 0.95),
    "scroll frame p99, ms": quantile(work, 0.99),
    "  longest task while scrolling, ms": longest,
    "  late frames of 300": intervals.filter((ms) => ms > LATE_MS).length,
    "sort a decimal column, ms": decimal.ms,
    "  longest task while sorting it, ms": decimal.longest,
    "sort a text column, ms": text.ms,
    "search all columns, ms": search.ms,
    "  longest task while searching, ms": search.longest,
  };
}

/** The rows as text, and what the first row is once they are sorted or searched. */
function prepare(count) {
  const list = rows(count);
  const fold = new Intl.Collator("en", { sensitivity: "base" });
  const decimals = list.map((row) => row[DECIMAL]).sort((one, other) => one - other);
  // The needles are looked for among the rows sorted by this column: the least of them is first.
  const found = list.map((row) => row[TEXT]).filter((text) => text.includes(NEEDLE)).sort();
  const texts = list.map((row) => row[TEXT]).sort((one, other) => fold.compare(one, other));
  return { count, text: body(list), small: body(rows(50)), // Capitals apart or together: each grid has an order of its own.
    least: { [DECIMAL]: [decimals[0]], [TEXT]: [texts[0], list.map((row) => row[TEXT]).sort()[0]] }, found: found[0] };
}

const server = await serve(await bundle());
const origin = `http://127.0.0.1:${server.address().port}`;
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
try {
  for (const size of SIZES) {
    const task = prepare(size);
    const results = new Map(SUBJECTS.map(([name]) => [name, []]));
    for (let run = 0; run < RUNS; run += 1) {
      for (const [name, file] of SUBJECTS) {
        try {
          results.get(name).push(await once(browser, `${origin}/page/${file}`, task));
        } catch (error) {
          console.error(`${name}: ${error.message.split("\n")[0]}`);
        }
      }
    }
    const title = `${size.toLocaleString("en")} × 20, ${(task.text.length / 1e6).toFixed(1)} MB of text, median of ${RUNS}`;
    console.log(`\n${title.padEnd(52)}${SUBJECTS.map(([name]) => name.padStart(12)).join("")}`);
    const lines = Object.keys([...results.values()].flat()[0] ?? {});
    for (const line of lines) {
      const values = SUBJECTS.map(([name]) => {
        const all = results.get(name).map((result) => result[line]);
        return (all.length > 0 ? median(all).toFixed(1) : "–").padStart(12);
      });
      console.log(`${line.padEnd(52)}${values.join("")}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
