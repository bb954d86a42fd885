// How long the widget and its list of past conversations take to open, with none and with many
// conversations in the browser's storage: medians over RUNS openings each, in turns.
import { chromium } from "@playwright/test";
import { element, startHost } from "../tests/e2e/support/host.mjs";
import { kept } from "../tests/e2e/support/past.mjs";
import { startRelay } from "../tests/e2e/support/relay.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const MANY = 500;
/** What that many may take longer than none, in ms. */
const AIM_MS = 100;

const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];

/** One opening: ms from the page's beginning to the widget, and from the click to the drawn list. */
async function once(browser, address, prefix, stored) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(
    ([prefix, stored]) => {
      for (let index = 0; index < stored; index += 1) {
        const record = { v: 2, title: `Sales of product ${index}`, at: Date.now() - index * 3_600_000, messages: ["m1", "m2", "m3"] };
        localStorage.setItem(`${prefix}c/conversation-${index}`, JSON.stringify(record));
      }
      // Filling the storage is not the widget's time.
      window.__begun = performance.now();
      addEventListener("genie-ready", () => (window.__ready = performance.now() - window.__begun), true);
    },
    [prefix, stored],
  );
  await page.goto(address);
  await page.waitForFunction(() => window.__ready !== undefined);
  const times = await page.evaluate(async (rows) => {
    const root = document.querySelector("genie-chat").shadowRoot;
    const opener = root.querySelector(".past");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const open = async () => {
      const begun = performance.now();
      opener.click();
      const drawn = () => root.querySelector(".list")?.childElementCount > 0 && root.querySelectorAll(".list li").length >= rows;
      while (!drawn()) await frame();
      return performance.now() - begun;
    };
    // The first opening fetches the panel's code.
    await open();
    opener.click();
    while (root.querySelector(".list")) await frame();
    return { ready: window.__ready, list: await open() };
  }, Math.min(stored, 1));
  await context.close();
  return times;
}

const host = await startHost();
const relay = await startRelay({ allowOrigin: host.origin, answerMs: 0 });
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
try {
  const address = host.page({ relay, body: element({ "relay-url": relay.origin, "space-id": "default" }) });
  const times = new Map([0, MANY].map((stored) => [stored, []]));
  await once(browser, address, kept(relay), 0);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [stored, all] of times) all.push(await once(browser, address, kept(relay), stored));
  }
  console.log(`stored conversations, median of ${RUNS}, ms${"widget".padStart(12)}${"list".padStart(10)}`);
  const medians = [...times].map(([stored, all]) => {
    const [ready, list] = ["ready", "list"].map((name) => median(all.map((each) => each[name])));
    console.log(`${String(stored).padEnd(40)}${ready.toFixed(0).padStart(12)}${list.toFixed(0).padStart(10)}`);
    return { ready, list };
  });
  const more = ["ready", "list"].map((name) => medians[1][name] - medians[0][name]);
  console.log(`${MANY} take longer by${more.map((ms) => ms.toFixed(0).padStart(12)).join("")}   (aim: under ${AIM_MS})`);
} finally {
  await browser.close();
  await relay.stop();
  await host.stop();
}
