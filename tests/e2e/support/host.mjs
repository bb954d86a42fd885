// The page that embeds the widget: a server of another origin than the relay's,
// whose every page carries the strictest policy under which the widget works.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { ROOT } from "./relay.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};
const FILES = "/widget/";

// A portal's own style sheet: it gives the element a place, as an integrator would.
const PAGE_CSS = `body { margin: 0; font: 16px/1.5 system-ui, sans-serif }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
h1 { margin: 0; padding: 8px 16px; font-size: 20px }
genie-chat { display: block; height: 640px }`;

/** The policy of a page that takes the widget's files from `files` and talks to `relay`; `inline` is its one own script. */
export function policy({ files, relay, wasm = true, inline }) {
  const unique = (...sources) => [...new Set(sources)].join(" ");
  const own = inline === undefined ? "" : ` 'sha256-${createHash("sha256").update(inline).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${files}${wasm ? " 'wasm-unsafe-eval'" : ""}${own}`,
    `connect-src ${unique(files, relay)}`,
    "style-src 'self'",
    "img-src blob: data:",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

const escape = (text) => String(text).replace(/[&"<>]/g, (char) => `&#${char.charCodeAt(0)};`);

/** `<genie-chat>` with these attributes; `true` stands for one without a value. */
export function element(attributes) {
  const list = Object.entries(attributes).map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(value)}"`));
  return `<genie-chat${list.join("")}></genie-chat>`;
}

function document({ script, body, inline }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A portal</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
${inline === undefined ? "" : `<script>${inline}</script>\n`}<script type="module" src="${script}"></script>
</head>
<body><main><h1>A portal</h1>
${body}
</main></body></html>`;
}

/** One file of dist/, brotli where the browser takes it, as a good static server does. */
async function widgetFile(path, request) {
  const safe = normalize(path).replace(/^(\.\.(\/|$))+/, "");
  const headers = { "content-type": TYPES[extname(safe)] ?? "application/octet-stream", vary: "accept-encoding" };
  if (/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
    const packed = await readFile(join(ROOT, "dist", `${safe}.br`)).catch(() => null);
    if (packed) return { headers: { ...headers, "content-encoding": "br" }, body: packed };
  }
  return { headers, body: await readFile(join(ROOT, "dist", safe)) };
}

export async function startHost() {
  const pages = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const page = pages.get(pathname);
    try {
      const { headers, body } = page
        ? { headers: { "content-type": TYPES[".html"], "content-security-policy": page.policy }, body: page.html }
        : pathname === "/page.css"
          ? { headers: { "content-type": TYPES[".css"] }, body: PAGE_CSS }
          : await widgetFile(pathname.startsWith(FILES) ? pathname.slice(FILES.length) : "missing", request);
      response.writeHead(200, { ...headers, "cache-control": "no-cache" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;

  return {
    origin,
    /**
     * The address of a new page around `body`. `files` says whose copy of the
     * widget it loads: the relay's (another origin) or this host's own; `wasm`
     * whether its policy lets WebAssembly run; `inline` is a script that runs first.
     */
    page({ relay, body, files = "relay", wasm = true, inline }) {
      const own = files === "own";
      const path = `/page-${pages.size + 1}`;
      const script = own ? `${FILES}embed.js` : `${relay.origin}/embed.js`;
      pages.set(path, {
        html: document({ script, body, inline }),
        policy: policy({ files: own ? "'self'" : relay.origin, relay: relay.origin, wasm, inline }),
      });
      return origin + path;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
