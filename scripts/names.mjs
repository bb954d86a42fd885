// Shortens the names by which glue, wasm and parts know each other.
//
// wasm-bindgen's names are long and end in hashes, which no compression shortens. Nobody reads
// them but the linker: each import and export gets one to two letters, the same in all files.

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
// Of the sections and of the kinds of import, as the WebAssembly specification numbers them.
const IMPORTS = 2;
const EXPORTS = 7;
const [FUNCTION, TABLE, MEMORY, GLOBAL] = [0, 1, 2, 3];
const GLUE = "./genie-chat_bg.js";

const short = (index) => (index < LETTERS.length ? "" : short(Math.floor(index / LETTERS.length) - 1)) + LETTERS[index % LETTERS.length];
const shortened = (names) => new Map(names.map((name, index) => [name, short(index)]));

/** An unsigned number as LEB128. */
export const leb = (number) => (number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...leb(number >>> 7)]);
const text = (name) => [...leb(Buffer.byteLength(name)), ...Buffer.from(name)];

/** Reads `bytes` from `at` on. */
function reader(bytes, at = 0) {
  const byte = () => bytes[at++];
  const number = () => {
    const low = byte();
    return low < 0x80 ? low : low - 0x80 + number() * 0x80;
  };
  const take = (length) => bytes.subarray(at, (at += length));
  const name = () => take(number()).toString();
  /** The bytes that `read` passes over. */
  const span = (read) => {
    const from = at;
    read();
    return bytes.subarray(from, at);
  };
  const limits = () => {
    if (byte() & 1) number();
    number();
  };
  return { byte, number, take, name, span, limits, more: () => at < bytes.length };
}

/** Passes over what an import says beside its names. */
function passImport({ byte, number, limits }) {
  const kind = byte();
  if (kind === FUNCTION) number();
  else if (kind === TABLE) [byte(), limits()];
  else if (kind === MEMORY) limits();
  else if (kind === GLOBAL) [byte(), byte()];
  else throw new Error(`scripts/names.mjs does not know imports of kind ${kind}`);
}

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
function renamed(wasm, imports, exports) {
  const file = reader(wasm);
  const parts = [file.take(8)];
  while (file.more()) {
    const id = file.byte();
    const body = file.take(file.number());
    const replaced = id === IMPORTS ? renamedImports(body, imports) : id === EXPORTS ? renamedExports(body, exports) : body;
    parts.push(Buffer.from([id, ...leb(replaced.length)]), Buffer.from(replaced));
  }
  return Buffer.concat(parts);
}

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
