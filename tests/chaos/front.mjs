// What the page talks to: a proxy before the relay, in which the weather happens. It
// serves the pages and the widget's files too, always well, so that only calls of the API break.
import { setTimeout as sleep } from "node:timers/promises";
import { collect, pass, serve } from "./http.mjs";
import { choose, kindOf } from "./weather.mjs";

const API = /^\/(api|genie-relay)\//;
/** Two polls may be seen at once for as long as it takes to learn that the first has been given up. */
const TOGETHER_MS = 100;

/** Starts it for the pages of `host`; `say` hears of each fault. Where the relay is, `relayAt` tells later. */
export async function startFront({ plan, host, say }) {
  const log = [];
  const counts = new Map();
  const polls = new Map();
  const overlaps = [];
  const used = new WeakSet();
  const stopping = new AbortController();
  let upstream;
  let refusing = false;
  /** Faults that the acts have ordered for the next request of a kind. */
  const ordered = new Map();
  let stormBegan = Infinity;
  let over = false;

  const server = await serve(async (request, response) => {
    const { pathname } = new URL(request.url, host.origin);
    if (pathname === "/chaos-sign-in") return response.writeHead(200, { "content-type": "text/html" }).end("Sign in");
    return API.test(pathname) ? call(request, response, pathname) : file(request, response, pathname);
  });

  async function file(request, response, pathname) {
    const own = /^\/(page|widget\/|blank)/.test(pathname);
    const reply = await pass(host.origin, { ...asked(request), url: own ? request.url : `/widget${request.url}` });
    const headers = { ...reply.headers, "access-control-allow-origin": "*", "content-length": reply.body.length };
    response.writeHead(reply.status, headers).end(reply.body);
  }

  async function call(request, response, path) {
    const kind = kindOf(request.method, path);
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const at = performance.now();
    const entry = { kind, number, at, method: request.method, path, fault: null, status: null, upstream: null };
    log.push(entry);
    watchPolls(entry, response);
    if (refusing) {
      entry.fault = "offline";
      return response.destroy();
    }
    const again = used.has(request.socket);
    used.add(request.socket);
    const body = await collect(request);
    if (kind === "ask") Object.assign(entry, { text: JSON.parse(body).content, key: request.headers["idempotency-key"] });

    let fault = choose({ plan, kind, number, at: over ? Infinity : at - stormBegan });
    if (fault.dropUsed && !again) fault = {};
    if (kind !== "preflight" && ordered.has(kind)) fault = ordered.get(kind);
    if (kind !== "preflight") ordered.delete(kind);
    if (fault.fault) {
      entry.fault = fault.fault;
      say(`${request.method} ${kind} ${number}: ${label(fault)}`, entry.text);
    }
    const cut = fault.cut ?? fault.dropUsed;
    if (cut === "before") return response.destroy();
    const made = fault.status !== undefined;
    let reply;
    if (!made || fault.late) {
      const sent = await pass(upstream, asked(request), body, { plain: fault.truncate !== undefined }).catch(() => null);
      entry.upstream = sent?.status ?? null;
      reply = sent;
    }
    if (cut === "after") return response.destroy();
    if (made) reply = { status: fault.status, headers: { ...readable(request, fault), "content-type": fault.type, ...located(fault) }, body: Buffer.from(fault.body) };
    // The relay is down: a proxy says so, or not even that.
    if (!reply) {
      if (number % 2) return response.destroy();
      reply = { status: 502, headers: { ...readable(request, {}), "content-type": "text/plain" }, body: Buffer.from("upstream is down") };
    }
    if (fault.delayMs) await sleep(fault.delayMs, null, { signal: stopping.signal });
    entry.status = reply.status;
    const length = [204, 304].includes(reply.status) ? {} : { "content-length": reply.body.length };
    response.writeHead(reply.status, { ...reply.headers, ...length, connection: plan.keepAlive ? "keep-alive" : "close" });
    if (fault.truncate === undefined) return response.end(reply.body);
    response.write(reply.body.subarray(0, Math.min(fault.truncate, reply.body.length - 1)), () => response.destroy());
  }

  function located({ headers = {}, abroad }) {
    return abroad ? { location: `http://localhost:${server.port}${headers.location}` } : headers;
  }

  /** Notes polls of one message that are under way at the same time. */
  function watchPolls(entry, response) {
    if (entry.kind !== "poll") {
      response.once("close", () => (entry.end = performance.now()));
      return;
    }
    const others = polls.get(entry.path) ?? new Set();
    polls.set(entry.path, others);
    const before = [...others];
    others.add(entry);
    response.once("close", () => {
      entry.end = performance.now();
      others.delete(entry);
    });
    for (const first of before) overlaps.push({ first, second: entry });
  }

  return {
    ...server,
    relayAt: (origin) => (upstream = origin),
    storm: () => (stormBegan = performance.now()),
    calm() {
      over = true;
      ordered.clear();
    },
    /** Breaks all calls of the API, as an end of the connection does. */
    refuse: (refuses) => (refusing = refuses),
    /** The next request of this kind gets this fault. */
    order: (kind, fault) => ordered.set(kind, fault),
    log,
    asks: (text) => log.filter((entry) => entry.text === text),
    /** For each pair of polls that overlapped: the message and for how long. */
    overlaps: () =>
      overlaps
        .map(({ first, second }) => {
          const now = performance.now();
          return { path: second.path, at: second.at, ms: Math.min(first.end ?? now, second.end ?? now) - second.at };
        })
        .filter(({ ms }) => ms > TOGETHER_MS),
    stop() {
      stopping.abort();
      return server.stop();
    },
  };
}

const asked = ({ method, url, headers }) => ({ method, url, headers });

function label(fault) {
  const how = [];
  if (fault.cut || fault.dropUsed) how.push(`connection cut ${fault.cut ?? fault.dropUsed} the relay`);
  if (fault.delayMs) how.push(`${fault.delayMs} ms late`);
  if (fault.truncate !== undefined) how.push(`cut after ${fault.truncate} bytes`);
  if (fault.status) how.push(`${fault.status} ${fault.late ? "after" : "before"} the relay${fault.blind ? ", unreadable" : ""}`);
  if (fault.headers?.location) how.push(`to a sign-in page of ${fault.abroad ? "another" : "the same"} origin`);
  if (fault.fault === "stranger") how.push(fault.body);
  if (fault.headers?.["retry-after"]) how.push(`Retry-After ${fault.headers["retry-after"]}`);
  return `${fault.fault} (${how.join(", ")})`;
}

/** Without these headers a page of another origin cannot read a reply. */
function readable({ headers: { origin } }, { blind }) {
  if (!origin || blind) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "retry-after, x-request-id",
    vary: "origin",
  };
}
