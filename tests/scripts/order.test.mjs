// The functions of a wasm in another order: everything that names one must follow it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { ordered } from "../../scripts/order.mjs";
import { functions, renumbered } from "../../scripts/renumber.mjs";
import { SECTION, sections } from "../../scripts/wasm.mjs";

const FEATURES = ["bulk-memory", "reference-types", "sign-ext", "nontrapping-float-to-int", "tail-call"].map((name) => `--enable-${name}`);

/** A module in text form as bytes. */
function assembled(text) {
  const scratch = mkdtempSync(join(tmpdir(), "genie-chat-"));
  try {
    const [source, wasm] = [join(scratch, "module.wat"), join(scratch, "module.wasm")];
    writeFileSync(source, text);
    execFileSync("node_modules/.bin/wasm-as", [...FEATURES, source, "-g", "-o", wasm]);
    return readFileSync(wasm);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

// Every way in which a module names a function, and instructions whose operands could be taken for a call (0x10, 16).
const ALL_WAYS = `(module
  (type $number (func (result i32)))
  (import "js" "started" (func $started (param i32)))
  (import "js" "memory" (memory 1))
  (import "js" "base" (global $base i32))
  (table $table 9 funcref)
  (table $second 2 funcref)
  (global $held funcref (ref.func $twelve))
  (global $count (mut i32) (i32.const 0))
  (elem (table $table) (i32.const 0) func $ten $eleven)
  (elem (table $second) (i32.const 1) func $eleven)
  (elem (table $table) (global.get $base) funcref (ref.func $fourteen) (ref.null func))
  (elem $passive func $thirteen $ten)
  (elem declare func $nine)
  (data $data "\\10\\10")
  (func $nine (result i32) (i32.const 9))
  (func $ten (result i32) (i32.const 10))
  (func $eleven (result i32) (local i64 i32) (local.set 1 (i32.const 11)) (local.get 1))
  (func $twelve (result i32) (i32.add (call $ten) (i32.const 2)))
  (func $thirteen (result i32) (return_call $fourteenless))
  (func $fourteenless (result i32) (i32.sub (call $fourteen) (i32.const 1)))
  (func $fourteen (result i32) (i32.const 14))
  (func $begin (call $started (call $twelve)))
  (start $begin)
  (func (export "indirect") (param i32) (result i32) (call_indirect $table (type $number) (local.get 0)))
  (func (export "second") (result i32) (call_indirect $second (type $number) (i32.const 1)))
  (func (export "held") (result i32)
    (table.set $table (i32.const 5) (global.get $held))
    (call_indirect $table (type $number) (i32.const 5)))
  (func (export "declared") (result i32)
    (table.set $table (i32.const 6) (ref.func $nine))
    (call_indirect $table (type $number) (i32.const 6)))
  (func (export "passive") (result i32)
    (table.init $table $passive (i32.const 7) (i32.const 0) (i32.const 2))
    (elem.drop $passive)
    (i32.add (i32.mul (i32.const 100) (call_indirect $table (type $number) (i32.const 7)))
             (call_indirect $table (type $number) (i32.const 8))))
  (func (export "dropped") (data.drop $data))
  (func (export "operands") (param $n i32) (result i32) (local $f f64) (local $g f32) (local $l i64)
    (local.set $f (f64.const 1.2882297539194267e-231))
    (local.set $g (f32.const 2.8411367e-29))
    (local.set $l (i64.const 0x1010101010101010))
    (memory.init $data (i32.const 16) (i32.const 0) (i32.const 2))
    (memory.copy (i32.const 32) (i32.const 16) (i32.const 2))
    (memory.fill (i32.const 48) (i32.const 16) (i32.const 16))
    (global.set $count (select (i32.const 16) (i32.const 0x101010) (local.get $n)))
    (block $one (block $two (block $three
      (br_table $one $two $three (local.get $n)))
      (return (i32.load16_u offset=16 (i32.const 16))))
      (return (i32.add (memory.size) (memory.grow (i32.const 0)))))
    (if (result i32) (ref.is_null (ref.null func))
      (then (i32.add (i32.extend8_s (global.get $count)) (i32.trunc_sat_f64_s (local.get $f))))
      (else (unreachable))))
)`;

/** What the module above does, call by call. */
function told(wasm) {
  const told = [];
  const js = { started: (value) => told.push(value), memory: new WebAssembly.Memory({ initial: 1 }), base: 2 };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { js });
  told.push(...[0, 1, 2].map(exports.indirect), exports.second(), exports.held(), exports.declared(), exports.passive());
  told.push(...[0, 1, 2].map(exports.operands), exports.dropped());
  return told;
}

test("everything that names a function follows it, whatever the order", () => {
  const wasm = assembled(ALL_WAYS);
  const found = functions(wasm);
  assert.equal(found.imported, 1);
  const expected = [12, 10, 11, 14, 11, 12, 9, 1310, 16, 2, 0x1010, undefined];
  assert.deepEqual(told(wasm), expected);
  const places = [...found.bodies.keys()];
  const orders = [places, places.toReversed(), ...places.map((shift) => [...places.slice(shift), ...places.slice(0, shift)])];
  for (const order of orders) assert.deepEqual(told(renumbered(wasm, found, order)), expected, order.join());
  assert.deepEqual(told(ordered(wasm)), expected);
});

test("numbers of two bytes may become numbers of one, and the other way round", () => {
  const many = Array.from({ length: 200 }, (_, at) => `(func $f${at} (result i32) ${at > 0 ? `(i32.add (call $f${at - 1}) (i32.const 1))` : "(i32.const 0)"})`);
  const wasm = assembled(`(module ${many.join("\n")} (export "last" (func $f199)))`);
  const found = functions(wasm);
  const turned = renumbered(wasm, found, [...found.bodies.keys()].reverse());
  for (const bytes of [wasm, turned, ordered(wasm)]) assert.equal(new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.last(), 199);
});

test("functions in their own order give the same bytes, without what names them", () => {
  const wasm = assembled(ALL_WAYS);
  const same = renumbered(wasm, functions(wasm), [...functions(wasm).bodies.keys()]);
  assert.deepEqual(sections(same), sections(wasm).filter(([id]) => id !== SECTION.CUSTOM));
});

test("an instruction that is not known is refused, not guessed", () => {
  const body = [0x00, 0xfd, 0x00, 0x0b];
  const wasm = Buffer.from([...Buffer.from("\0asm"), 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, body.length + 2, 1, body.length, ...body]);
  assert.throws(() => functions(wasm), /does not know the instruction 0xfd/);
});

test("like comes to stand beside like, and always in the same order", () => {
  const kinds = [
    (at) => `(i32.mul (i32.add (local.get 0) (i32.const ${at})) (i32.shl (local.get 0) (i32.const 3)))`,
    (at) => `(i32.load offset=8 (i32.sub (i32.load offset=${at} (local.get 0)) (i32.const 77)))`,
    (at) => `(i32.xor (i32.rotl (i32.const ${at}) (local.get 0)) (i32.and (i32.const 1234) (local.get 0)))`,
  ];
  const all = Array.from({ length: 30 }, (_, at) => `(func (export "f${at}") (param i32) (result i32) ${kinds[at % 3](at)})`);
  const wasm = assembled(`(module (memory 1) ${all.join("\n")})`);
  const once = ordered(wasm);
  assert.deepEqual(ordered(wasm), once);
  const { imported, bodies } = functions(once);
  assert.equal(imported, 0);
  const kind = ([code]) => [0x6c, 0x28, 0x73].findIndex((opcode) => code.includes(opcode));
  const runs = bodies.map(kind).filter((own, at, kinds) => own !== kinds[at - 1]);
  assert.equal(runs.length, 3, runs.join());
});
