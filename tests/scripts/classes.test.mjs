// JavaScript classes that nobody uses, out of a wasm as the macro of wasm-bindgen leaves it.
import assert from "node:assert/strict";
import test from "node:test";
import { withoutClasses } from "../../scripts/classes.mjs";
import { leb, reader, SECTION, sections } from "../../scripts/wasm.mjs";

const text = (name) => [...leb(name.length), ...Buffer.from(name)];
const block = (bytes) => [bytes.length, 0, 0, 0, ...bytes];
const note = (...bound) => [...block([...Buffer.from('{"version":"0"}')]), ...block(bound)];
const methodOf = (name) => note(1, 1, ...text(name), 0, 0);
const itself = (name) => note(0, 0, 0, 1, ...text(name), 0);
const section = (id, body) => [id, ...leb(body.length), ...body];

/** A module of one function that is exported by all of these names. */
function module(names, notes) {
  const exports = names.flatMap((name) => [...text(name), 0, 0]);
  return Buffer.from([
    ...[...Buffer.from("\0asm"), 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(SECTION.FUNCTIONS, [1, 0]),
    ...section(SECTION.EXPORTS, [...leb(names.length), ...exports]),
    ...section(SECTION.CODE, [1, 2, 0, 0x0b]),
    ...section(SECTION.CUSTOM, [...text("__wasm_bindgen_unstable"), ...notes.flat()]),
    ...section(SECTION.CUSTOM, [...text("name"), 1, 2, 3]),
  ]);
}

const exported = (wasm) => WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name }) => name);

test("the exports of an unused class go, and what tells of them; all else stays", () => {
  const kept = ["memory_size", "handle_submit_1", "__wbg_handle_free_1", "__wbindgen_describe_handle_submit_1", "stream", "create_1", "__wbindgen_describe___wbg_stream_2"];
  const unused = ["stream_pull_1", "__wbg_stream_free_1", "__wbindgen_describe_stream_pull_1"];
  const free = note(1, 0, 0);
  const imported = note(0, 0, 1, 0, ...text("Stream"));
  const told = [itself("Handle"), itself("Stream"), methodOf("Stream"), free, methodOf("Handle"), imported];
  const lean = withoutClasses(module([...kept, ...unused], told));
  assert.deepEqual(exported(lean), kept);
  assert.deepEqual(lean, module(kept, [itself("Handle"), free, methodOf("Handle"), imported]));
});

test("a wasm without such classes stays as it is", () => {
  const wasm = module(["handle_submit_1"], [itself("Handle"), methodOf("Handle")]);
  assert.deepEqual(withoutClasses(wasm), wasm);
  const customs = sections(wasm).filter(([id]) => id === SECTION.CUSTOM);
  assert.deepEqual(customs.map(([, body]) => reader(body).name()), ["__wasm_bindgen_unstable", "name"]);
});
