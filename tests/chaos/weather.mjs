// What can go wrong between the page and the relay, and with which request it does.
import { roll } from "./random.mjs";

/** The requests that a fault can be about: of one kind, "any" of those with a kind, or "all" but preflights. */
export const KINDS = { ask: 4, poll: 3, messages: 1.5, conversations: 1, rows: 1, delete: 1, any: 4, all: 1.5 };

const PATHS = [
  ["ask", "POST", /\/(start-conversation|messages)$/],
  ["poll", "GET", /\/messages\/[^/]+$/],
  ["messages", "GET", /\/messages$/],
  ["conversations", "GET", /\/conversations$/],
  ["rows", "GET", /\/query-result$/],
  ["delete", "DELETE", /\/conversations\/[^/]+$/],
  ["info", "GET", /\/genie-relay\/v1\/info$/],
];

/** The kind of a request. */
export function kindOf(method, path) {
  if (method === "OPTIONS") return "preflight";
  return PATHS.find(([, its, pattern]) => its === method && pattern.test(path))?.[0] ?? "other";
}

/** The faults and how often each is chosen. */
export const FAULTS = {
  cutBefore: 3,
  cutAfter: 4,
  delay: 2,
  truncate: 1,
  html: 1,
  nonsense: 1,
  notFound: 1,
  redirect: 1,
  stranger: 1.2,
  301: 0.6,
  308: 0.6,
  401: 0.8,
  403: 0.8,
  408: 0.6,
  410: 0.6,
  429: 1.2,
  500: 1,
  502: 1,
  503: 1,
  dropUsed: 1.5,
};

/** What may become of every request while the address leads elsewhere. Unless told not to, browsers keep all but the last for good. */
export const ELSEWHERE = { 301: 1, 308: 1, 410: 1, stranger: 2 };

/** What may answer in the relay's place when it is asked what it is. */
export const OF_INFO = { html: 1, notFound: 0.6, notFoundPage: 1, notFoundJson: 1, stranger: 1.5, truncate: 1, 401: 1, 403: 1 };

/** What another service says to whatever it is asked: JSON, and nothing of it is about a question. */
const STRANGERS = ['{"status":"ok"}', "[]", '{"error":"x"}'];
/** A 404 of a gateway, and one of a workspace behind a plain proxy. */
const ROUTES = ['{"message":"no Route matched with those values"}', '{"error_code":"ENDPOINT_NOT_FOUND","message":"No API found."}'];
const LOGIN = "<!doctype html><title>Sign in</title><h1>Sign in</h1><form></form>";
const NOWHERE = "<!doctype html><title>404 Not Found</title><h1>Not Found</h1>";
const TEXTS = { 401: "Sign in first.", 403: "Not for you.", 408: "Too slow.", 410: "Gone.", 429: "Too many.", 500: "Broken.", 502: "Bad gateway.", 503: "Not now." };

/**
 * What becomes of the request with this number of its kind: an empty object, or
 * - `cut`: the connection breaks `before` or `after` the relay has seen the request;
 * - `delayMs`, `truncate`: the reply comes later, or in part with a broken connection;
 * - `status`, `type`, `body`, `headers`: another reply. With `late` the relay has
 *   seen the request nevertheless; with `blind` pages of another origin cannot read it;
 *   with `abroad` its `location` is on another origin;
 * - `dropUsed`: the connection breaks if it has carried a request before.
 * `at` are the milliseconds since the storm began: -Infinity before it, Infinity after it.
 */
export function choose({ plan, kind, number, at }) {
  if (kind === "info" && number <= plan.infoFails) return made("502", plan, kind, number);
  // A session that is over concerns every request, and the portal does not tell one from the other.
  const { sessionOver } = plan;
  if (sessionOver && at >= sessionOver.from && at < sessionOver.until) return made("redirect", plan, kind, number);
  const due = plan.weather.find((front, index) => {
    return meets(front, kind) && at >= front.from && at < front.until && roll(plan.seed, "weather", index, kind, number) < front.share;
  });
  return due ? made(due.fault, plan, kind, number) : {};
}

function meets(front, kind) {
  if (kind === "preflight") return false;
  return front.kind === kind || front.kind === "all" || (front.kind === "any" && kind !== "other");
}

/** What this fault does to the request with this number of its kind. */
export function made(fault, plan, kind, number) {
  const dice = (name) => roll(plan.seed, name, kind, number);
  const blind = dice("blind") < 0.5;
  // A refusal says that nothing has happened; of the others nobody can tell.
  const late = dice("late") < 0.4;
  const json = (status, headers) => ({
    fault,
    status,
    blind,
    type: "application/json",
    body: JSON.stringify({ error_code: "CHAOS", message: TEXTS[status] }),
    headers,
  });
  // Whoever leads to a sign-in page, or is another service, has not passed the request on.
  const led = (status, where) => ({ fault, status, type: "text/html", body: "", headers: { location: "/chaos-sign-in" }, ...where });
  const answered = (status, bodies) => ({
    fault,
    status,
    type: "application/json",
    body: bodies[Math.floor(dice("body") * bodies.length)],
    blind: false,
  });
  switch (fault) {
    case "cutBefore":
      return { fault, cut: "before" };
    case "cutAfter":
      return { fault, cut: "after" };
    case "dropUsed":
      return { fault, dropUsed: late ? "after" : "before" };
    case "delay":
      return { fault, delayMs: 200 + Math.floor(dice("delay") * 2_500) };
    case "truncate":
      return { fault, truncate: 20 + Math.floor(dice("truncate") * 100) };
    case "html":
      return { fault, status: 200, type: "text/html", body: LOGIN, blind, late };
    case "nonsense":
      return { fault, status: 200, type: "application/json", body: '{"what"', blind: false, late };
    case "notFound":
      return { fault, status: 404, type: "text/plain", body: "default backend - 404", blind };
    case "redirect":
      return led(302, { blind: true, abroad: true });
    case "301":
    case "308":
      return led(Number(fault), { blind, abroad: dice("abroad") < 0.5 });
    case "stranger":
      return answered(200, STRANGERS);
    case "notFoundJson":
      return answered(404, ROUTES);
    case "notFoundPage":
      return { fault, status: 404, type: "text/html", body: NOWHERE, blind };
    case "429": {
      // A page cannot wait for the longest in any time that a reader has.
      const after = kind === "ask" && dice("after") < 0.15 ? "1200" : dice("after") < 0.6 ? "1" : "2";
      return { ...json(429, { "retry-after": after }), blind: false };
    }
    case "503":
      return { ...json(503, dice("after") < 0.5 ? { "retry-after": "1" } : {}), late };
    case "408":
    case "500":
    case "502":
      return { ...json(Number(fault)), late };
    default:
      return json(Number(fault));
  }
}
