// Takes out of glue and wasm what the widget never calls, then optimises the wasm.
//
// An export is a root for every optimiser, so it stays unless somebody says that the glue never calls it.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";

// What rustc 1.95 emits, by name: --all-features would write forms that browsers refuse.
const FEATURES = [
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((feature) => `--enable-${feature}`);

// Inlining, and sharing of expressions within a function, make the file smaller and its brotli
// larger: what was the same in many places differs in each.
const INLINING = ["--one-caller-inline-max-function-size=20", "--always-inline-max-function-size=4", "--skip-pass=local-cse"];
// Rust puts the stack first, so no object lies within the first kilobyte.
const MEMORY = ["--low-memory-unused"];

// What they say on stderr is told when they fail; else it is about names that are stripped anyway.
const run = (command, ...args) => execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 });

/** The glue without the imports that the wasm no longer asks for. */
function withoutImports(glue, wasm) {
  const asked = new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name));
  return glue.replace(/^ {8}(\w+): function\(.*\n(?: {9,}.*\n|\n)*? {8}\}.*,\n/gm, (entry, name) => (asked.has(name) ? entry : ""));
}

// With fewer locals the code has fewer bytes, and more of them once compressed.
const LOCALS = ["--skip-pass=simplify-locals"];

const optimise = (wasm) =>
  run("wasm-opt", "-Oz", "--converge", ...INLINING, ...MEMORY, ...LOCALS, ...FEATURES, "--strip-debug", "--strip-producers", wasm, "-o", wasm);

/** Shakes the glue (its text) and the wasm with its parts (files, replaced); gives the glue. */
export function shake(glue, wasm, parts) {
  const graph = `${wasm}.graph.json`;
  const needed = parts.flatMap((part) => WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(part))).map(({ name }) => name));
  let lean = glue;
  for (let before = ""; before !== lean; ) {
    before = lean;
    const used = new Set([...needed, ...[...lean.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name)]);
    const exports = [...used].map((name) => ({ name, export: name }));
    writeFileSync(graph, JSON.stringify([{ name: "glue", root: true, reaches: [...used] }, ...exports]));
    run("wasm-metadce", ...FEATURES, wasm, "-f", graph, "-o", wasm);
    lean = withoutImports(lean, readFileSync(wasm));
  }
  rmSync(graph);
  for (const file of [wasm, ...parts]) optimise(file);
  return lean;
}
