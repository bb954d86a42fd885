// Trunk's post_build hook: turns the staged files into the ones that are served.
// Minifies, names glue, wasm and its parts by one hash over all, writes these names and
// the shell's styles into embed.js, and puts a .br and a .gz beside each file.
import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { shorten } from "./names.mjs";
import { ordered } from "./order.mjs";
import { shake } from "./shake.mjs";
import { isChunk, packed, SHARED, split } from "./split.mjs";

const { TRUNK_SOURCE_DIR: source = ".", TRUNK_STAGING_DIR: staging } = process.env;
if (!staging) throw new Error("run by Trunk: TRUNK_STAGING_DIR is not set");

// The first versions with all that the widget uses: adopted style sheets (Safari 16.4), wasm-unsafe-eval (the rest).
const target = ["chrome97", "firefox102", "safari16.4"];
const script = { loader: "js", format: "esm", minify: true, legalComments: "none", charset: "utf8", target };

/** The glue, minified, without what embed.js never uses: the synchronous start. */
async function minifyGlue(text) {
  const lean = text.replace("export { initSync, __wbg_init as default }", "export { __wbg_init as default }");
  const { code } = await transform(lean, { ...script, treeShaking: true });
  // A name without the hash must not survive: it could load another build's wasm.
  if (code.includes("genie-chat_bg.wasm")) throw new Error("the glue names genie-chat_bg.wasm; wasm-bindgen changed its form");
  return code;
}

/** Trunk leaves its own link for the Rust crate in the page when it injects no script. */
async function cleanPage(path) {
  const html = await readFile(path, "utf8");
  await writeFile(path, html.replace(/^\s*<link data-trunk [^>]*>\n(\s*\n)?/gm, ""));
}

/** embed.js and what it imports as one file, with its three free identifiers replaced. */
async function bundleEmbed(entry, values) {
  const define = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
  const { outputFiles } = await build({ ...script, loader: {}, entryPoints: [entry], bundle: true, write: false, define });
  const { text } = outputFiles[0];
  for (const [name, value] of Object.entries(values)) {
    if (!text.includes(value.slice(0, 20))) throw new Error(`src/embed.js does not use ${name}`);
  }
  return text;
}

async function compress(path) {
  const bytes = await readFile(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await writeFile(`${path}.br`, brotliCompressSync(bytes, { params }));
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}

const staged = (name) => join(staging, name);
const raw = join(process.env.CARGO_TARGET_DIR ?? join(source, "target"), "wasm32-unknown-unknown/widget/genie_chat.wasm");
const whole = split(raw, staging);
const kinds = ["bg", ...whole.files];
const files = kinds.map((kind) => staged(`genie-chat_${kind}.wasm`));
const shaken = shake(whole.glue, files[0], files.slice(1));
const [main, ...parts] = await Promise.all(files.map((file) => readFile(file)));
const { glue: named, wasms: unordered } = shorten(shaken, main, parts);
const wasms = unordered.map(ordered);
const glue = await minifyGlue(named);
const hash = wasms.reduce((hash, wasm) => hash.update(wasm), createHash("sha256").update(glue)).digest("hex").slice(0, 16);
const glueName = `genie-chat-${hash}.js`;
const wasmName = (kind) => `genie-chat-${hash}_${kind}.wasm`;

const shell = await transform(await readFile(join(source, "style/shell.css"), "utf8"), {
  loader: "css",
  minify: true,
  legalComments: "none",
  target,
});
const embed = await bundleEmbed(join(source, "src/embed.js"), {
  __GENIE_SHELL_CSS__: shell.code.trim(),
  __GENIE_GLUE__: glueName,
  __GENIE_WASM__: wasmName("bg"),
});

await writeFile(staged(glueName), glue);
const served = kinds.map((kind, index) => [kind, wasms[index]]).filter(([kind]) => !isChunk(kind));
const chunks = wasms.filter((_, index) => isChunk(kinds[index]));
await Promise.all([...served, [SHARED, packed(chunks)]].map(([kind, bytes]) => writeFile(staged(wasmName(kind)), bytes)));
await writeFile(staged("embed.js"), embed);
await cleanPage(staged("index.html"));
for (const path of [staged("genie-chat.js"), ...files]) await rm(path);

for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile()) continue;
  if (entry.name.endsWith(".d.ts")) await rm(path);
  else if (/\.(js|wasm|css|html)$/.test(entry.name)) await compress(path);
}
const snippets = await readdir(staged("snippets")).catch(() => null);
if (snippets?.length === 0) await rm(staged("snippets"), { recursive: true });
