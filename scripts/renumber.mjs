// Moves the functions of a wasm to other places, and changes every index of a function with them.
//
// wasm-opt could do it (--reorder-functions-by-name), but it decodes and writes the code anew: 0.6 kB more.
import { KIND, leb, passImport, reader, replaced, SECTION, sections } from "./wasm.mjs";

const END = 0x0b;
const within = (opcode, first, last) => opcode >= first && opcode <= last;
// call, return_call, ref.func
const NAMES_FUNCTION = [0x10, 0x12, 0xd2];
// block, loop, if: their type; br, br_if; memory.size, memory.grow; constants of integers; ref.null
const ONE_NUMBER = [0x02, 0x03, 0x04, 0x0c, 0x0d, 0x3f, 0x40, 0x41, 0x42, 0xd0];
// call_indirect, return_call_indirect
const TWO_NUMBERS = [0x11, 0x13];
// unreachable, nop, else, end, return, drop, select, ref.is_null
const ALONE = [0x00, 0x01, 0x05, END, 0x0f, 0x1a, 0x1b, 0xd1];
// Conversions that saturate (0 to 7), memory.init, data.drop, memory.copy, memory.fill, and the same of tables.
const NUMBERS_OF_PREFIXED = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

const times = (count, act) => {
  for (; count > 0; count--) act();
};

/** Passes over an instruction; or stops in front of the function's index that it has, and tells so. */
function passInstruction({ number, take }, opcode) {
  if (NAMES_FUNCTION.includes(opcode)) return true;
  // Locals, globals and tables by their index.
  if (ONE_NUMBER.includes(opcode) || within(opcode, 0x20, 0x26)) number();
  // Loads and stores: alignment and offset.
  else if (TWO_NUMBERS.includes(opcode) || within(opcode, 0x28, 0x3e)) times(2, number);
  else if (opcode === 0x0e) times(number() + 1, number);
  else if (opcode === 0x1c) take(number());
  else if (opcode === 0x43) take(4);
  else if (opcode === 0x44) take(8);
  else if (opcode === 0xfc) {
    const second = number();
    if (!(second in NUMBERS_OF_PREFIXED)) throw new Error(`scripts/renumber.mjs does not know the instruction 0xfc ${second}`);
    times(NUMBERS_OF_PREFIXED[second], number);
  } else if (!ALONE.includes(opcode) && !within(opcode, 0x45, 0xc4)) {
    throw new Error(`scripts/renumber.mjs does not know the instruction 0x${opcode.toString(16)}`);
  }
  return false;
}

/** Calls `found(from, to, index)` for each index of a function up to the end of an expression. */
function passExpression(code, found) {
  for (let depth = 1; depth > 0; ) {
    const opcode = code.byte();
    if (within(opcode, 0x02, 0x04)) depth++;
    else if (opcode === END) depth--;
    if (passInstruction(code, opcode)) found(code.at(), code.number(), code.at());
  }
}

/** `bytes` taken apart: bytes and, between them, the indices (numbers) that `pass(code, found)` finds. */
function pieces(bytes, pass) {
  const code = reader(bytes);
  const parts = [];
  let start = 0;
  pass(code, (from, index, to) => {
    parts.push(bytes.subarray(start, from), index);
    start = to;
  });
  return [...parts, bytes.subarray(start)];
}

const joined = (parts, moved) => Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.from(leb(moved(part))) : part)));

function passBody(code, found) {
  times(code.number(), () => {
    code.number();
    code.byte();
  });
  passExpression(code, found);
}

function passGlobals(section, found) {
  times(section.number(), () => {
    section.take(2);
    passExpression(section, found);
  });
}

function passExports(section, found) {
  times(section.number(), () => {
    section.name();
    if (section.byte() === KIND.FUNCTION) found(section.at(), section.number(), section.at());
    else section.number();
  });
}

/** The three flags of a segment: not active; with a table or, if not active, declared; of expressions. */
const [PASSIVE, EXPLICIT, EXPRESSIONS] = [1, 2, 4];

function passElements(section, found) {
  times(section.number(), () => {
    const flags = section.number();
    if (!(flags & PASSIVE)) {
      if (flags & EXPLICIT) section.number();
      passExpression(section, found);
    }
    if (flags & (PASSIVE | EXPLICIT)) section.byte();
    times(section.number(), () => {
      if (flags & EXPRESSIONS) passExpression(section, found);
      else found(section.at(), section.number(), section.at());
    });
  });
}

const passStart = (section, found) => found(0, section.number(), section.at());

const PASSES = {
  [SECTION.GLOBALS]: passGlobals,
  [SECTION.EXPORTS]: passExports,
  [SECTION.START]: passStart,
  [SECTION.ELEMENTS]: passElements,
};

const listed = (body, read) => {
  const section = reader(body);
  return Array.from({ length: section.number() }, () => read(section));
};

/** The functions that a wasm defines: how many it imports, the type of each and its body in pieces. */
export function functions(wasm) {
  const found = Object.fromEntries(sections(wasm));
  const kinds = SECTION.IMPORTS in found ? listed(found[SECTION.IMPORTS], (section) => [section.name(), section.name(), passImport(section)]) : [];
  return {
    imported: kinds.filter(([, , kind]) => kind === KIND.FUNCTION).length,
    types: listed(found[SECTION.FUNCTIONS] ?? [0], ({ number }) => number()),
    bodies: listed(found[SECTION.CODE] ?? [0], ({ take, number }) => pieces(take(number()), passBody)),
  };
}

/** The wasm with its functions in `order`, a permutation of the places in `bodies`; without custom sections, which may name functions. */
export function renumbered(wasm, { imported, types, bodies }, order) {
  const places = new Map(order.map((from, to) => [from + imported, to + imported]));
  const moved = (index) => places.get(index) ?? index;
  const vector = (entries) => Buffer.concat([Buffer.from(leb(entries.length)), ...entries]);
  return replaced(wasm, (id, body) => {
    if (id === SECTION.CUSTOM) return null;
    if (id === SECTION.FUNCTIONS) return vector(order.map((from) => Buffer.from(leb(types[from]))));
    if (id === SECTION.CODE) {
      const code = order.map((from) => joined(bodies[from], moved));
      return vector(code.map((bytes) => Buffer.concat([Buffer.from(leb(bytes.length)), bytes])));
    }
    return id in PASSES ? joined(pieces(body, PASSES[id]), moved) : body;
  });
}
