// Shortens the names by which glue, wasm and parts know each other.
//
// wasm-bindgen's names are long and end in hashes, which no compression shortens. Nobody reads
// them but the linker: each import and export gets one to two letters, the same in all files.
import { leb, passImport, reader, replaced, SECTION } from "./wasm.mjs";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const GLUE = "./genie-chat_bg.js";

const short = (index) => (index < LETTERS.length ? "" : short(Math.floor(index / LETTERS.length) - 1)) + LETTERS[index % LETTERS.length];
const shortened = (names) => new Map(names.map((name, index) => [name, short(index)]));

const text = (name) => [...leb(Buffer.byteLength(name)), ...Buffer.from(name)];

function renamedImports(body, rename) {
  const section = reader(body);
  const entries = Array.from({ length: section.number() }, () => {
    const [module, name] = rename(section.name(), section.name());
    return [...text(module), ...text(name), ...section.span(() => passImport(section))];
  });
  return [...leb(entries.length), ...entries.flat()];
}

function renamedExports(body, rename) {
  const section = reader(body);
  const entries = Array.from({ length: section.number() }, () => [
    ...text(rename(section.name())),
    ...section.span(() => [section.byte(), section.number()]),
  ]);
  return [...leb(entries.length), ...entries.flat()];
}

/** The wasm with `imports(module, name)` and `exports(name)` in place of its names. */
const renamed = (wasm, imports, exports) =>
  replaced(wasm, (id, body) => {
    if (id === SECTION.IMPORTS) return renamedImports(body, imports);
    return id === SECTION.EXPORTS ? renamedExports(body, exports) : body;
  });

/** The glue's text, the wasm and its parts (bytes) with short names; all of them must come from one build. */
export function shorten(glue, wasm, parts) {
  const module = new WebAssembly.Module(wasm);
  const imports = shortened(WebAssembly.Module.imports(module).map(({ name }) => name));
  const exports = shortened(WebAssembly.Module.exports(module).map(({ name }) => name));
  const found = new Set();
  const lean = glue
    .replace(`"${GLUE}": import0`, "a: import0")
    .replace(/^( {8})(\w+)(?=: )/gm, (line, indent, name) => (imports.has(name) ? (found.add(name), indent + imports.get(name)) : line))
    .replace(/\bwasm\.(\w+)/g, (use, name) => (exports.has(name) ? `wasm.${exports.get(name)}` : use));
  if (found.size !== imports.size || lean.includes(GLUE)) {
    throw new Error("the glue does not define what the wasm imports; wasm-bindgen changed its form");
  }
  const main = renamed(wasm, (_, name) => ["a", imports.get(name)], (name) => exports.get(name));
  const rest = parts.map((part) => renamed(part, (from, name) => [from, exports.get(name)], (name) => name));
  return { glue: lean, wasms: [main, ...rest] };
}
