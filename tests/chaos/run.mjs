// run.mjs: N seeds from CHAOS_SEED on, or the "picked" ones, JOBS at a time, each in a browser context of its own.
// Failed seeds print their story; the last line says how many passed and failed.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "../e2e/playwright.config.mjs";
import { ROOT } from "../e2e/support/relay.mjs";
import { PICKED } from "./plan.mjs";
import { runSeed } from "./seed.mjs";
import { Tally } from "./story.mjs";

const number = (name, otherwise) => Number(process.env[name] || otherwise);
const N = number("N", 200);
const FIRST = number("CHAOS_SEED", 1);
const SEEDS = process.env.CHAOS_SEED === "picked" ? PICKED : Array.from({ length: N }, (_, count) => FIRST + count);
const JOBS = number("JOBS", 2);
const STORIES = join(ROOT, process.env.LOGS ?? join(process.env.TARGET_DIR ?? "target", "logs"), "chaos");

/** How often a seed may lose its browser. */
const TRIES = 3;
const tally = new Tally();
const failed = [];
let passed = 0;

/** A browser of its own; `gone()` when it has ended by itself, or was ended by the machine. */
async function open() {
  // As readers' browsers do, it keeps pages for the way back.
  const options = { ...config.use.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] };
  const server = await chromium.launchServer(options);
  const client = await chromium.connect(server.wsEndpoint());
  return { client, gone: () => !client.isConnected(), kill: () => server.kill() };
}

/** Takes seeds until there are none. A browser in which a page hangs is given up; a seed that loses its browser begins anew. */
async function work() {
  let browser;
  for (let seed = SEEDS.shift(); seed !== undefined; seed = SEEDS.shift()) {
    for (let tries = 1; ; tries += 1) {
      browser ??= await open();
      const began = performance.now();
      const { story, clean } = await runSeed(seed, { browser: browser.client, tally });
      const gone = browser.gone();
      if (!clean || gone) {
        await browser.kill().catch(() => {});
        browser = undefined;
      }
      if (gone && tries < TRIES) {
        console.log(`seed ${seed}: the browser has ended; once more`);
        continue;
      }
      report(story, Math.round((performance.now() - began) / 100) / 10);
      break;
    }
  }
  await browser?.kill();
}

function report(story, seconds) {
  for (const note of story.notes) tally.count("allowed", note.replace(/"[^"]*"/g, "a question").replace(/[:;,].*$/, ""));
  writeFileSync(join(STORIES, `${story.seed}.txt`), `${story.text()}\n`);
  if (story.broken.length === 0) {
    passed += 1;
    console.log(`seed ${story.seed}: held (${seconds} s)`);
    return;
  }
  failed.push(story);
  console.log(`seed ${story.seed}: BROKEN ${[...new Set(story.broken.map(({ invariant }) => invariant))].join(", ")} (${seconds} s)\n${story.text()}`);
}

mkdirSync(STORIES, { recursive: true });
await Promise.all(Array.from({ length: Math.min(JOBS, SEEDS.length) }, work));

console.log("");
for (const line of tally.lines()) console.log(line);
for (const story of failed) {
  console.log(`CHAOS_SEED=${story.seed} N=1: ${story.broken.map(({ invariant, what }) => `${invariant} (${what.slice(0, 160)})`).join("; ")}`);
}
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
