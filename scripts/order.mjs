// Puts the functions of a wasm in an order in which like stands beside like.
//
// To a browser their order means nothing. To brotli it does: the nearer the text it repeats, the fewer
// bits it takes, and the longer alike code goes on, the better its tables fit.
import { functions, renumbered } from "./renumber.mjs";

/** Functions are alike if they have many sequences of this many bytes in common. */
const LENGTH = 4;
/** A sequence that more functions have than this says nothing. */
const COMMON = 1000;
/** With how many of the functions before it the next one is compared; the further off, the less it counts. */
const BEFORE = 3;
/** What the same type counts, in sequences: types are listed in a section of their own, which likes them in a row. */
const SAME_TYPE = 12;
/** Added to a function's own sequences: else the smallest, of which two thirds are easily in common, would come first. */
const SMALL = 60;
// Calls of different functions count as alike: their numbers change with the order.
const CALLED = Buffer.from([0xff, 0xfe]);

function sequences(body) {
  const bytes = Buffer.concat(body.map((part) => (typeof part === "number" ? CALLED : part)));
  const found = new Set();
  for (let at = 0; at === 0 || at + LENGTH <= bytes.length; at++) found.add(bytes.toString("latin1", at, at + LENGTH));
  return [...found];
}

/** From the largest function on, always the one that is most like the last ones; the same for the same functions. */
function alike(bodies, types) {
  const has = bodies.map(sequences);
  const holders = new Map();
  has.forEach((all, at) => all.forEach((one) => (holders.get(one)?.push(at) ?? holders.set(one, [at]))));
  const telling = has.map((all) => all.map((one) => holders.get(one)).filter(({ length }) => length <= COMMON));
  const largest = [...bodies.keys()].sort((a, b) => has[b].length - has[a].length || a - b).values();
  const left = new Uint8Array(bodies.length).fill(1);
  const common = new Float64Array(bodies.length);
  const order = [];
  while (order.length < bodies.length) {
    const seen = [];
    for (let back = 1; back <= Math.min(BEFORE, order.length); back++) {
      for (const others of telling[order.at(-back)]) {
        for (const other of others) {
          if (!left[other]) continue;
          if (common[other] === 0) seen.push(other);
          common[other] += 1 / back;
        }
      }
    }
    let [next, best] = [undefined, 0];
    for (const other of seen) {
      const value = (common[other] + (types[other] === types[order.at(-1)] ? SAME_TYPE : 0)) / (has[other].length + SMALL);
      if (value > best) [next, best] = [other, value];
      common[other] = 0;
    }
    while (next === undefined || !left[next]) next = largest.next().value;
    left[next] = 0;
    order.push(next);
  }
  return order;
}

/** The wasm (bytes) with its functions in order. */
export function ordered(wasm) {
  const found = functions(wasm);
  return renumbered(wasm, found, alike(found.bodies, found.types));
}
