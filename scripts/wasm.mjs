// Reads and writes the binary form of a WebAssembly module, as far as scripts/ change it.

/** Of the sections and of the kinds of import and export, as the WebAssembly specification numbers them. */
export const SECTION = { CUSTOM: 0, IMPORTS: 2, FUNCTIONS: 3, GLOBALS: 6, EXPORTS: 7, START: 8, ELEMENTS: 9, CODE: 10 };
export const KIND = { FUNCTION: 0, TABLE: 1, MEMORY: 2, GLOBAL: 3 };

/** An unsigned number as LEB128. */
export const leb = (number) => (number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...leb(number >>> 7)]);

/** Reads `bytes` from `at` on. */
export function reader(bytes, at = 0) {
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
  return { byte, number, take, name, span, limits, at: () => at, more: () => at < bytes.length };
}

/** Passes over what an import says beside its names, and gives its kind. */
export function passImport({ byte, number, limits }) {
  const kind = byte();
  if (kind === KIND.FUNCTION) number();
  else if (kind === KIND.TABLE) [byte(), limits()];
  else if (kind === KIND.MEMORY) limits();
  else if (kind === KIND.GLOBAL) [byte(), byte()];
  else throw new Error(`scripts/wasm.mjs does not know imports of kind ${kind}`);
  return kind;
}

/** The sections of a module, [id, body] each. */
export function sections(wasm) {
  const file = reader(wasm, 8);
  const found = [];
  while (file.more()) found.push([file.byte(), file.take(file.number())]);
  return found;
}

/** `wasm` with `replace(id, body)` in place of each section's body; a section for which it gives nothing goes. */
export function replaced(wasm, replace) {
  const parts = sections(wasm).flatMap(([id, body]) => {
    const bytes = replace(id, body);
    return bytes ? [Buffer.from([id, ...leb(bytes.length)]), Buffer.from(bytes)] : [];
  });
  return Buffer.concat([wasm.subarray(0, 8), ...parts]);
}
