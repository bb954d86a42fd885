// Reads the page's request headers: any form that `fetch` takes, or a function that gives one.

const fail = (what) => {
  throw new TypeError(`headers: ${what}`);
};

/** True for a header that the browser sends as it is: some names it drops without a word. */
function isSent(name, text) {
  try {
    return new Request("https://x", { headers: [[name, text]] }).headers.has(name);
  } catch {
    return false;
  }
}

/** The last headers of each hook, for a page that is left: it never hears of a promise. */
const last = new WeakMap();
let left = false;
for (const type of ["pagehide", "pageshow"]) addEventListener(type, () => (left = type === "pagehide"));

/** An object of texts, of a hook or the promise of one. What cannot be sent is an error that names it, but never its value. */
export async function headersOf(given) {
  const hook = await given;
  if (left && last.has(hook)) return last.get(hook);
  const value = (await (typeof hook === "function" ? hook() : hook)) ?? {};
  // `Headers`, arrays and maps are gone through; a date or a reply has no members, and no headers.
  const plain = {}.toString.call(value) === "[object Object]" && Object.entries(value);
  const pairs = typeof value === "object" && value[Symbol.iterator] ? [...value] : plain;
  const headers = {};
  for (const pair of pairs || [0]) {
    if (!Array.isArray(pair)) fail("neither Headers, nor pairs, nor an object");
    const [name, text] = pair;
    if (!/^(string|number|boolean)$/.test(typeof text) || !isSent(name, text)) fail(name);
    headers[name] = String(text);
  }
  if (typeof hook === "function") last.set(hook, headers);
  return headers;
}
