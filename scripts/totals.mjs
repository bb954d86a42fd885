// totals.mjs LOGS STATUS: sums the counts that the test phases left in LOGS and
// prints "N passed, N failed". A phase that failed without a failed test (a
// warning, a build, a budget) counts as one, so that the line agrees with STATUS.
import { readFileSync } from "node:fs";

const [logs, status] = process.argv.slice(2);
const total = { passed: 0, failed: 0 };

function read(name) {
  try {
    return readFileSync(`${logs}/${name}`, "utf8");
  } catch {
    return ""; // The run ended before this phase.
  }
}

for (const name of ["native.log", "web.log", "sdk.log"]) {
  for (const [, passed, failed] of read(name).matchAll(/^test result: .*?(\d+) passed; (\d+) failed;/gm)) {
    total.passed += Number(passed);
    total.failed += Number(failed);
  }
}
const scripts = read("scripts.log");
total.passed += Number(/^# pass (\d+)$/m.exec(scripts)?.[1] ?? 0);
total.failed += Number(/^# fail (\d+)$/m.exec(scripts)?.[1] ?? 0);
const { stats, errors } = JSON.parse(read("e2e.json") || "{}");
if (stats) {
  total.passed += stats.expected;
  total.failed += stats.unexpected + stats.flaky + (errors?.length ?? 0);
}
for (const name of ["engines.log", "chaos.log"]) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(read(name)) ?? [];
  total.passed += Number(passed ?? 0);
  total.failed += Number(failed ?? 0);
}
if (status !== "0" && total.failed === 0) total.failed = 1;

console.log(`\n${total.passed} passed, ${total.failed} failed`);
