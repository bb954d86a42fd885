// What a reader's browser loads, file by file: every byte up to the first answer, and what may come later.
//   size.mjs          prints the table
//   size.mjs --check  also fails where size-budget.json is exceeded
//   size.mjs --write  sets the budget 5 % above the present sizes, within the ceiling
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";

const BUDGET = "size-budget.json";
const HEADROOM = 1.05;
// What the first load may cost at most, whatever it costs now.
const CEILING = 176_450;
const EMBED = "embed.js";
// The budget's names carry no hash: they outlive a build.
const GROUPS = [
  [EMBED, /^embed\.js$/],
  ["genie-chat.js", /^genie-chat-[0-9a-f]{16}\.js$/],
  ["genie-chat_bg.wasm", /^genie-chat-[0-9a-f]{16}_bg\.wasm$/],
];

// What comes later, if at all. A part has a budget of its own, and so has what parts share.
const PART = /^(genie-chat)-[0-9a-f]{16}(_split_\w+\.wasm)$/;
const SHARED = /^genie-chat-[0-9a-f]{16}_shared\.wasm$/;

const files = readdirSync("dist");
const measured = (name, file) => {
  const size = (suffix) => statSync(`dist/${file}${suffix}`).size;
  return { name, file, raw: size(""), brotli: size(".br") };
};
const rows = GROUPS.map(([name, pattern]) => {
  const found = files.filter((file) => pattern.test(file));
  if (found.length !== 1) throw new Error(`dist/ holds ${found.length} files of the kind ${name}, not one; run: make build`);
  return measured(name, found[0]);
});
const sum = (of, key) => of.reduce((total, row) => total + row[key], 0);
rows.push({ name: "total", file: "first load", raw: sum(rows, "raw"), brotli: sum(rows, "brotli") });

for (const file of files) {
  const [, start, end] = PART.exec(file) ?? [];
  if (start) rows.push(measured(start + end, file));
}
rows.push(...files.filter((file) => SHARED.test(file)).map((file) => measured("shared", file)));

const number = (value) => value.toLocaleString("en").padStart(10);
const line = (label, raw, brotli) => console.log(`${label.padEnd(46)}${raw}${brotli}`);
line("file", "raw".padStart(10), "brotli".padStart(10));
for (const { file, raw, brotli } of rows) line(file, number(raw), number(brotli));
const embed = rows.find(({ name }) => name === EMBED);
line("before first use (embed.js)", number(embed.raw), number(embed.brotli));

const [mode] = process.argv.slice(2);
if (mode === "--write") {
  const budget = Object.fromEntries(rows.map(({ name, brotli }) => [name, Math.min(CEILING, Math.ceil(brotli * HEADROOM))]));
  writeFileSync(BUDGET, `${JSON.stringify(budget, null, 2)}\n`);
  console.log(`${BUDGET} is written, 5 % above these sizes and at most ${CEILING}.`);
} else if (mode === "--check") {
  const budget = JSON.parse(readFileSync(BUDGET, "utf8"));
  const over = rows.filter(({ name, brotli }) => !(brotli <= (budget[name] ?? 0)));
  for (const { name, file, brotli } of over) {
    console.error(`error: ${file} is ${brotli - (budget[name] ?? 0)} bytes over the budget of ${budget[name] ?? 0} (${name} in ${BUDGET}, brotli).`);
  }
  if (over.length > 0) {
    console.error("Make it smaller; or raise the budget (node scripts/size.mjs --write) and say why in a line of docs/size.md.");
    process.exit(1);
  }
  console.log("Within the size budget.");
} else if (mode !== undefined) {
  throw new Error(`unknown option ${mode}`);
}
