// A way to the relay that breaks where a test wants it to, and remembers what
// has passed. All that no rule speaks of passes unchanged, preflights included.
import { Agent, createServer, request as send } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** The requests that rules and counts are about, by their paths. */
export const START = /\/start-conversation$/;
export const MESSAGES = /\/messages$/;
export const ASKS = /\/(start-conversation|messages)$/;
export const MESSAGE = /\/messages\/[^/]+$/;
export const ROWS = /\/query-result$/;

/** A promise that is kept when the test says `open()`. */
export function gate() {
  let open;
  const promise = new Promise((resolve) => (open = resolve));
  return { promise, open };
}

/** Headers that belong to one connection, not to the reply. */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding"];

/**
 * Starts the proxy before `upstream`, an origin. `keepAlive` lets browsers use
 * a connection again. By default they may not: where a used connection breaks
 * before the reply, Chromium sends the request again by itself, a POST too, and
 * a test could not tell that from what the widget does.
 */
export async function startFaults(upstream, { keepAlive = false } = {}) {
  const target = new URL(upstream);
  const rules = [];
  const log = [];
  const stopping = new AbortController();
  const agent = new Agent({ keepAlive: false });

  /** The upstream's reply; without `accept-encoding` where the body will be cut. */
  function pass({ method, url, headers }, body, plain) {
    return new Promise((resolve, reject) => {
      const sent = { ...headers, host: target.host, connection: "close" };
      if (plain) delete sent["accept-encoding"];
      const options = { agent, host: target.hostname, port: target.port, method, path: url, headers: sent };
      const request = send(options, async (reply) => {
        const received = await collect(reply).catch(reject);
        const kept = Object.entries(reply.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
        resolve({ status: reply.statusCode, headers: Object.fromEntries(kept), body: received });
      });
      request.once("error", reject).end(body);
    });
  }

  async function answer(request, response, entry, fault) {
    // A client that has gone waits for nothing.
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const body = await collect(request);
    const made = fault.status !== undefined || fault.cut === "before";
    const reply = made
      ? { status: fault.status, headers: fault.bare ? {} : readable(request), body: Buffer.alloc(0) }
      : await pass(request, body, fault.truncate !== undefined || fault.pauses !== undefined);
    if (!made) entry.upstream = reply.status;
    if (fault.delayMs) await sleep(fault.delayMs, null, { signal: AbortSignal.any([gone.signal, stopping.signal]) });
    if (fault.cut && fault.truncate === undefined) return response.destroy();

    if (fault.body !== undefined) Object.assign(reply, bodyOf(fault.body, reply.headers));
    const whole = reply.body.length;
    if (fault.truncate !== undefined) reply.body = reply.body.subarray(0, fault.truncate);
    const headers = { ...reply.headers, ...fault.headers };
    // Cut and truncated: the reply promises more than comes before the end.
    const length = fault.cut ? whole : reply.body.length;
    if (![204, 304].includes(reply.status) && request.method !== "HEAD") headers["content-length"] = length;
    entry.status = reply.status;
    response.writeHead(reply.status, { ...headers, connection: keepAlive ? "keep-alive" : "close" });
    let sent = 0;
    for (const { at, until } of fault.pauses ?? []) {
      response.write(reply.body.subarray(sent, at));
      sent = at;
      await until;
    }
    if (fault.cut) response.write(reply.body.subarray(sent), () => response.destroy());
    else response.end(reply.body.subarray(sent));
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, target);
    const entry = { method: request.method, path: pathname, at: performance.now(), status: null, upstream: null };
    log.push(entry);
    answer(request, response, entry, choose(rules, entry)).catch(() => response.destroy());
  });
  // Node would end an idle connection just as the browser takes it again.
  server.keepAliveTimeout = 0;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  const seen = (method, path) => log.filter((entry) => entry.method === method && path.test(entry.path));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /**
     * Adds a rule: `{ method?, path, nth?, count?, then }`. Of the requests with
     * this method (any but OPTIONS if it is missing) and a path like `path`, it
     * is for the `nth` (from 1), for the first `count`, or for all; of several
     * rules the oldest counts. `then` says what becomes of the request:
     * - `status`, with `headers` and `body` (text, or what becomes JSON): the
     *   reply; the upstream never sees the request;
     * - `bare` with it: without the headers by which a page of another origin may read the reply;
     * - `headers`, `body` without it: the upstream's reply, changed so;
     * - `delayMs`: time between the upstream's reply and the client's;
     * - `cut`: the client's connection breaks, `before` the upstream has seen the
     *   request or `after` it has answered;
     * - `pauses`: places `at` which the body pauses, in bytes, each `until` a promise is kept;
     * - `truncate`: so many bytes of the body, as a complete reply; with `cut:
     *   "after"` the connection breaks behind them.
     * Returns its handle: how many requests it met, and how to take it back.
     */
    add(rule) {
      const own = { ...rule, met: 0 };
      rules.push(own);
      return {
        met: () => own.met,
        remove: () => rules.includes(own) && rules.splice(rules.indexOf(own), 1),
      };
    },
    /**
     * The requests so far, oldest first: `method`, `path`, `at` (ms), `status`
     * (what the client got) and `upstream` (what that answered); null for none.
     */
    seen,
    count: (method, path) => seen(method, path).length,
    stop: () =>
      new Promise((resolve) => {
        stopping.abort();
        agent.destroy();
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** What the rules say of this request; each counts what it meets, due or not. */
function choose(rules, { method, path }) {
  const due = rules.filter((rule) => {
    const meets = (rule.method ? rule.method === method : method !== "OPTIONS") && rule.path.test(path);
    if (!meets) return false;
    rule.met += 1;
    return rule.nth === undefined ? rule.met <= (rule.count ?? Infinity) : rule.met === rule.nth;
  });
  return due[0]?.then ?? {};
}

/** The headers without which a page of another origin could not read a made reply. */
function readable({ headers: { origin } }) {
  if (!origin) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "retry-after, x-request-id",
    vary: "origin",
  };
}

function bodyOf(body, headers) {
  const isText = typeof body === "string";
  const type = isText ? "text/html; charset=utf-8" : "application/json";
  const rest = { ...headers };
  delete rest["content-encoding"];
  return { body: Buffer.from(isText ? body : JSON.stringify(body)), headers: { ...rest, "content-type": type } };
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
