// Opens what the widget writes with other programs, and compares what they read with what was sent:
// LibreOffice in English and in German, openpyxl and pandas. Skips those that are not installed.
//   readers.mjs       PYTHON names the interpreter that has openpyxl and pandas
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PYTHON = process.env.PYTHON ?? "python3";
const folder = mkdtempSync(join(tmpdir(), "readers-"));
const file = (name) => join(folder, name);
let failed = 0;

/** Output of a program; undefined if it is not installed or fails. */
function run(program, args) {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    return error.code === "ENOENT" || error.status === 9 ? undefined : `failed: ${error.stderr ?? error}`;
  }
}

/** The value that a reader should find: a number if it keeps all digits, else text that is no formula. */
function expected(cell, type, { guarded = false, file: inFile = false, comma = false } = {}) {
  const digits = cell.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").replace(/0+$/, "");
  const exact = type !== "STRING" && /^-?(0|[1-9]\d*)(\.\d+)?(E-?\d+)?$/.test(cell) && digits.length <= 15 && !/^-0(\.0+)?$/.test(cell);
  if (exact && Math.abs(Number(cell)) < 1e300) return Number(cell);
  if (!guarded) return cell;
  if (type !== "STRING") return comma ? cell.replace(".", ",") : cell;
  return (/^\s*=/.test(cell) ? `'${cell}` : cell).replace(inFile ? /\|=/ : /$^/, "|'=");
}

const same = (found, wanted) => (typeof wanted === "number" ? Number(found) === wanted && found !== "" : String(found) === wanted);

/** Compares rows below the header; `loose` names columns whose text a form without types cannot protect. */
function compare(name, rows, sent, options = {}) {
  if (!Array.isArray(rows)) {
    failed += 1;
    console.log(`not ok  ${name}: ${rows}`);
    return;
  }
  const wrong = [];
  sent.rows.forEach((row, at) =>
    row.forEach((cell, column) => {
      const wanted = expected(cell, sent.types[column], options);
      const found = rows[at + 1]?.[column];
      const clean = (text) => (typeof text === "string" && options.lines ? text.replace(/\r/g, "").trim() : text);
      const protectedByForm = !options.untyped || typeof wanted === "number" || /[='ab]/.test(wanted);
      if (protectedByForm && !same(clean(found), clean(wanted))) wrong.push(`row ${at + 1}, column ${column + 1}: ${JSON.stringify(found)} for ${JSON.stringify(wanted)}`);
    }),
  );
  failed += wrong.length;
  console.log(`${wrong.length ? "not ok" : "ok"}  ${name}`);
  for (const line of wrong) console.log(`        ${line}`);
}

const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");

/** The cells of a flat OpenDocument sheet; a formula is an object, which equals nothing. */
function cells(fods) {
  return [...fods.matchAll(/<table:table-row\b[^>]*>([^]*?)<\/table:table-row>/g)].map(([, row]) =>
    [...row.matchAll(/<table:table-cell\b([^>]*?)(?:\/>|>([^]*?)<\/table:table-cell>)/g)].flatMap(([, attributes, content = ""]) => {
      const text = [...content.matchAll(/<text:p>([^]*?)<\/text:p>/g)].map(([, line]) =>
        unescape(line.replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, count) => " ".repeat(Number(count ?? 1))).replace(/<[^>]*>/g, "")),
      );
      const value = / office:value="([^"]*)"/.exec(attributes)?.[1] ?? text.join("\n");
      const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
      return Array(Math.min(times, 9)).fill(attributes.includes("table:formula") ? { formula: value } : value);
    }),
  );
}

function libreOffice(locale, name, filter) {
  const profile = file(`profile-${locale}`);
  mkdirSync(join(profile, "user"), { recursive: true });
  const setting = `<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${locale}</value></prop></item>`;
  writeFileSync(
    join(profile, "user", "registrymodifications.xcu"),
    `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">${setting}</oor:items>`,
  );
  const args = [`-env:UserInstallation=${pathToFileURL(profile)}`, "--headless", ...(filter ? [`--infilter=${filter}`] : [])];
  if (run("soffice", [...args, "--convert-to", "fods", "--outdir", file(locale), file(name)]) === undefined) return undefined;
  return cells(readFileSync(join(file(locale), name.replace(/\.\w+$/, ".fods")), "utf8"));
}

const python = (code, ...args) => {
  const out = run(PYTHON, ["-W", "error", "-c", code, ...args]);
  return out === undefined || out.startsWith("failed") ? out : JSON.parse(out);
};

try {
  execFileSync("cargo", ["test", "--locked", "-q", "-p", "genie-chat", "--test", "native", "--", "--ignored", "files_for_other_readers"], {
    env: { ...process.env, READERS: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const sent = JSON.parse(readFileSync(file("sent.json"), "utf8"));
  const html = "HTML (StarCalc)";
  const ways = [
    ["styled.html", html, { guarded: true, comma: true, lines: true }],
    ["bare.html", html, { guarded: true, comma: true, lines: true }],
    ["book.xlsx", undefined, { lines: true }],
  ];
  for (const [locale, csv, separator, language] of [
    ["en-US", "commas.csv", 44, 1033],
    ["de-DE", "semicolons.csv", 59, 1031],
  ]) {
    const read = `CSV:${separator},34,76,1,,${language},false,false`;
    for (const [name, filter, options] of [...ways, [csv, read, { guarded: true, file: true, untyped: true, lines: true }]]) {
      const rows = libreOffice(locale, name, filter);
      if (rows) compare(`LibreOffice ${locale}: ${name}`, rows, sent, options);
      else console.log(`skip    LibreOffice ${locale}: ${name}`);
    }
  }
  const openpyxl = `
import json, sys
try: import openpyxl
except ImportError: sys.exit(9)
print(json.dumps([[cell.value for cell in row] for row in openpyxl.load_workbook(sys.argv[1]).active.rows]))`;
  const pandas = `
import json, sys
try: import pandas, openpyxl
except ImportError: sys.exit(9)
book = pandas.read_excel(sys.argv[1], header=None, dtype=object, keep_default_na=False)
print(json.dumps(book.values.tolist()))`;
  for (const [name, code] of Object.entries({ openpyxl, pandas })) {
    const rows = python(code, file("book.xlsx"));
    if (rows === undefined) console.log(`skip    ${name}: book.xlsx`);
    else compare(`${name}: book.xlsx`, rows, sent);
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(failed ? 1 : 0);
