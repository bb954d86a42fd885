// Fetches the WebAssembly and its glue.
/* global __GENIE_GLUE__, __GENIE_WASM__ */

const near = (name) => new URL(name, import.meta.url).href;

/** Milliseconds until a load that has not ended has failed. */
const DEADLINE_MS = 30_000;

/** The smallest module: only a page that forbids WebAssembly, or a browser without it, refuses this one. */
const EMPTY_MODULE = [0, 97, 115, 109, 1, 0, 0, 0];

let glue;
let tries = 0;

/** Fetches glue and wasm side by side. */
async function attempt(signal) {
  const again = tries++;
  // A failed file may be cached: as the bytes of a file, and as a module by its address.
  const get = (name) => fetch(near(name), { signal, cache: again ? "reload" : "default" });
  const wasm = get(__GENIE_WASM__);
  // Awaited below; until then a failure must not count as unhandled.
  wasm.catch(() => {});
  if (again) await get(__GENIE_GLUE__);
  const module = await import(near(__GENIE_GLUE__) + (again ? "#" + again : ""));
  await module.default({ module_or_path: wasm });
  return module;
}

/** The glue, ready to be used; once for the page. After a failure the next call tries again. */
export function load() {
  glue ??= new Promise((resolve, reject) => {
    const limit = new AbortController();
    setTimeout(() => {
      limit.abort();
      reject();
    }, DEADLINE_MS);
    attempt(limit.signal).then(resolve, reject);
  }).catch((error) => {
    glue = undefined;
    throw error;
  });
  return glue;
}

/** True unless a policy, or an old browser, keeps WebAssembly from running at all. */
export function canRun() {
  try {
    return new WebAssembly.Module(new Uint8Array(EMPTY_MODULE));
  } catch {
    return false;
  }
}
