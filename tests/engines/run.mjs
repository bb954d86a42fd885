// run.mjs [firefox|webkit …] [--only TEXT]: the smoke tests in these engines, else in all. Prints a line for each
// test; the last line counts them: "N passed, N failed".
import { startHost } from "../e2e/support/host.mjs";
import { Stage } from "./stage.mjs";
import { RUNS } from "./cases/all.mjs";

const TEST_MS = 90_000;

const args = process.argv.slice(2);
const only = args.includes("--only") ? args.splice(args.indexOf("--only"), 2)[1] : "";
const engines = args.length > 0 ? args : ["firefox", "webkit"];

const total = { passed: 0, failed: 0 };

const seconds = (since) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${TEST_MS / 1_000} s`)), TEST_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** One test in a stage of its own; true if it passes. */
async function perform(browser, host, label, run) {
  const start = performance.now();
  const stage = new Stage(browser, host);
  try {
    await inTime(run(stage).then(() => stage.verify()));
    console.log(`  ok    ${label} (${seconds(start)})`);
    return true;
  } catch (error) {
    console.log(`  FAIL  ${label} (${seconds(start)})\n${String(error.stack ?? error).replace(/^/gm, "        ")}`);
    return false;
  } finally {
    // What cannot be closed is ended with the browser.
    await inTime(stage.close()).catch(() => {});
  }
}

for (const engine of engines) {
  const { name, launch } = await import(`./${engine}.mjs`);
  const start = performance.now();
  let passed = 0;
  let all = 0;
  for (const { lang, tests } of RUNS) {
    const chosen = Object.entries(tests).filter(([title]) => title.includes(only));
    if (chosen.length === 0) continue;
    const host = await startHost();
    try {
      const browser = await launch({ lang });
      console.log(`${name} ${browser.version}, LANG=${lang}`);
      try {
        for (const [title, run] of chosen) {
          all += 1;
          if (await perform(browser, host, `${name}: ${title}`, run)) passed += 1;
        }
      } finally {
        await browser.close();
      }
    } finally {
      await host.stop();
    }
  }
  console.log(`${name}: ${passed} of ${all} tests in ${seconds(start)}\n`);
  total.passed += passed;
  total.failed += all - passed;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
