// run.mjs [firefox|webkit …] [--only TEXT]: the smoke tests in these engines, else in all. Prints a line for each
// test; the last line counts them: "N passed, N failed".
import { startHost } from "../e2e/support/host.mjs";
import { Stage } from "./stage.mjs";
import { RUNS } from "./cases/all.mjs";

const TEST_MS = 60_000;
const CLOSE_MS = 10_000;

const args = process.argv.slice(2);
const only = args.includes("--only") ? args.splice(args.indexOf("--only"), 2)[1] : "";
const engines = args.length > 0 ? args : ["firefox", "webkit"];

const total = { passed: 0, failed: 0 };

/** What was wrong, and the lines of the tests themselves. */
function described(error) {
  const [, ...stack] = String(error.stack).split("\n    at ");
  const own = stack.filter((line) => line.includes("/engines/cases/")).map((line) => `at ${line.replace(/^async /, "")}`);
  return [error.message, error.cause?.message, ...own].filter(Boolean).join("\n").replace(/^/gm, "        ");
}

const seconds = (since) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

// The engines end their browsers when this process ends.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

function inTime(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms / 1_000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** One test in a stage of its own; true if it passes. */
async function perform(browser, host, label, run) {
  const start = performance.now();
  const stage = new Stage(browser, host);
  try {
    await inTime(run(stage).then(() => stage.verify()), TEST_MS);
    console.log(`  ok    ${label} (${seconds(start)})`);
    return true;
  } catch (error) {
    console.log(`  FAIL  ${label} (${seconds(start)})\n${described(error)}`);
    return false;
  } finally {
    // A page that cannot be closed ends with the browser.
    await inTime(stage.close(), CLOSE_MS).catch(() => {});
  }
}

/** All tests of one run; a browser in which one has failed, or that its driver has spent, is left. */
async function performAll({ name, launch }, lang, tests) {
  const host = await startHost();
  let browser;
  let passed = 0;
  try {
    for (const [title, run] of tests) {
      if (!browser) {
        browser = await launch({ lang });
        if (title === tests[0][0]) console.log(`${name} ${browser.version}, LANG=${lang}`);
      }
      const held = await perform(browser, host, title, run);
      if (held) passed += 1;
      if (!held || browser.spent) {
        await browser.close();
        browser = undefined;
      }
    }
  } finally {
    await browser?.close();
    await host.stop();
  }
  return passed;
}

for (const engine of engines) {
  const adapter = await import(`./${engine}.mjs`);
  const start = performance.now();
  let passed = 0;
  let all = 0;
  for (const { lang, tests } of RUNS) {
    const chosen = Object.entries(tests).filter(([title]) => title.includes(only));
    all += chosen.length;
    passed += await performAll(adapter, lang, chosen);
  }
  console.log(`${adapter.name}: ${passed} of ${all} tests in ${seconds(start)}\n`);
  total.passed += passed;
  total.failed += all - passed;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
