// Takes out of cargo's wasm the parts that load later, and has wasm-bindgen make the glue of the rest.
//
// `later!` (src/components/later.rs) says in Rust where a part begins. wasm-split-cli moves what only
// that part reaches into a file of its own, and what several parts share into chunks; all of them
// use the main file's memory and function table. Chunks are many and small, so they come in one file.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutClasses } from "./classes.mjs";
import { leb } from "./wasm.mjs";

const NAME = "genie-chat";
/** The file of all chunks, and the custom section in which it has each. */
export const SHARED = "shared";
const SECTION = "m";
/** Milliseconds until a part that has not come has failed, as for the first load (src/embed/load.js). */
const DEADLINE_MS = 30_000;
const BINDGEN = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--omit-default-module-path"];

const run = (command, ...args) => execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });

// What the glue imports from ./parts.js (src/platform/part.rs). wasm-split-cli writes a loader too, but
// that one needs a server that knows application/wasm, and keeps the reason of a failure to itself.
// A file is named after the glue, whose name holds the hash over all files of a build. A file that failed is fetched
// past the cache the next time.
const loader = (parts) => `
const files = {};
const fetchFile = (file) => files[file] ??= (async () => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), ${DEADLINE_MS});
    const url = import.meta.url.replace(/\\.js(#\\d+)?$/, "_" + file + ".wasm");
    const response = await fetch(url, { signal: limit.signal, cache: file in files ? "reload" : "default" });
    if (!response.ok) throw new Error(response.url + ": " + response.status);
    const module = await WebAssembly.compile(await response.arrayBuffer());
    const chunks = WebAssembly.Module.customSections(module, "${SECTION}");
    await Promise.all((chunks[0] ? chunks : [module]).map((code) => WebAssembly.instantiate(code, { __wasm_split: wasm })));
})().catch((error) => {
    files[file] = null;
    throw error;
});
const loadPart = (part) => Promise.all((${JSON.stringify(parts)})[part].map(fetchFile));
`;

const LOAD = "__wasm_split_load_";

export const isChunk = (file) => file.startsWith("chunk_");

/** Modules as one: without code of its own, each of them in a custom section (id 0), where nothing looks into it. */
export function packed(modules) {
  const header = Buffer.from([...Buffer.from("\0asm"), 1, 0, 0, 0]);
  const name = [...leb(SECTION.length), ...Buffer.from(SECTION)];
  const sections = modules.flatMap((module) => [Buffer.from([0, ...leb(name.length + module.length), ...name]), module]);
  return Buffer.concat([header, ...sections]);
}

/** Each part's files, its own and that of the chunks if it needs any, as wasm-split-cli's loader lists them; and all of its files. */
export function listed(link) {
  const entry = /^(?:export )?const (\w+) = (?:wrapAsyncCb\()?makeLoad\([\s\S]*?"\.\/(\w+)\.wasm"[\s\S]*?, \[(.*)\]\)/gm;
  const entries = [...link.matchAll(entry)];
  const fileOf = new Map(entries.map(([, variable, file]) => [variable, file]));
  const own = entries.filter(([, variable]) => variable.startsWith(LOAD));
  const shared = (needs) => (needs ? [SHARED] : []);
  const parts = Object.fromEntries(own.map(([, variable, file, needs]) => [variable.slice(LOAD.length), [file, ...shared(needs)]]));
  const expected = link.match(/^(export )?const __/gm)?.length;
  if (entries.length !== expected) {
    throw new Error("the loader of wasm-split-cli has changed its form, or there is a part without code of its own");
  }
  return { parts, files: [...fileOf.values()] };
}

/** The glue with `loader` in place of an import. */
function linked(glue, parts) {
  const statement = /^import \{ loadPart \} from '\.\/parts\.js';\n/m;
  if (!statement.test(glue)) throw new Error("the glue does not import loadPart; wasm-bindgen changed its form");
  return glue.replace(statement, "") + loader(parts);
}

/**
 * Replaces the staged glue and wasm by those of the split `raw` wasm, and puts `genie-chat_{file}.wasm`
 * beside them for each part and chunk; gives the glue and these names.
 */
export function split(raw, staging) {
  const scratch = mkdtempSync(join(tmpdir(), `${NAME}-`));
  try {
    const lean = join(scratch, "lean.wasm");
    writeFileSync(lean, withoutClasses(readFileSync(raw)));
    run("wasm-split-cli", lean, scratch, "--out-name", NAME);
    run("wasm-bindgen", join(scratch, `${NAME}.wasm`), "--out-dir", staging, ...BINDGEN);
    const { parts, files } = listed(readFileSync(join(scratch, "__wasm_split.js"), "utf8"));
    for (const file of files) copyFileSync(join(scratch, `${file}.wasm`), join(staging, `${NAME}_${file}.wasm`));
    const glue = readFileSync(join(staging, `${NAME}.js`), "utf8");
    return { glue: linked(glue, parts), files };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
