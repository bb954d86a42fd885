// Takes out of cargo's wasm the JavaScript classes that nobody uses.
//
// Leptos pulls in crates that export classes of their own (streams for server functions). An export is
// a root for every tool that follows, and code that it reaches through the function table no optimiser
// can take out later, so their exports go first, with wasm-bindgen's notes of them.
import { leb, reader, replaced, SECTION } from "./wasm.mjs";

/** What embed.js uses of the glue; every other exported class goes. */
const KEPT = ["Handle"];
/** Where the macro of wasm-bindgen leaves its notes one after the other: a version and what it bound, each with its length in front. */
const NOTES = "__wasm_bindgen_unstable";

/** The class that a note is about: as its method (one export, which has a class), or itself (nothing before it); or null. */
function classOf(bound) {
  const { byte, name } = reader(bound);
  const starts = (...numbers) => numbers.every((number) => byte() === number);
  return (bound[0] === 1 ? starts(1, 1) : starts(0, 0, 0, 1)) ? name() : null;
}

/** The notes, [all of its bytes, what it bound] each. */
function notes(section) {
  const lengthAt = (at) => section.readUInt32LE(at);
  const found = [];
  for (let at = 0; at < section.length; ) {
    const start = at;
    const bound = start + 4 + lengthAt(start);
    at = bound + 4 + lengthAt(bound);
    found.push([section.subarray(start, at), section.subarray(bound + 4, at)]);
  }
  return found;
}

/** What the wasm calls a class's methods, their descriptions and its destructor. */
const exportOf = (name) => new RegExp(`^(__wbindgen_describe_)?${name.toLowerCase()}_|^__wbg_${name.toLowerCase()}_free_`);

function withoutExports(body, patterns) {
  const section = reader(body);
  const kept = [];
  for (let left = section.number(); left > 0; left--) {
    let name;
    const entry = section.span(() => {
      name = section.name();
      section.byte();
      section.number();
    });
    if (!patterns.some((pattern) => pattern.test(name))) kept.push(entry);
  }
  return Buffer.concat([Buffer.from(leb(kept.length)), ...kept]);
}

/** Cargo's wasm (bytes) without the exports of unused classes, for wasm-split-cli and wasm-bindgen. */
export function withoutClasses(wasm) {
  const unused = new Set();
  const kept = ([, bound]) => {
    const name = classOf(bound);
    if (name === null || KEPT.includes(name)) return true;
    unused.add(name);
    return false;
  };
  const quiet = replaced(wasm, (id, body) => {
    const section = reader(body);
    if (id !== SECTION.CUSTOM || section.name() !== NOTES) return body;
    const rest = notes(body.subarray(section.at())).filter(kept);
    return Buffer.concat([body.subarray(0, section.at()), ...rest.map(([note]) => note)]);
  });
  const patterns = [...unused].map(exportOf);
  return replaced(quiet, (id, body) => (id === SECTION.EXPORTS ? withoutExports(body, patterns) : body));
}
