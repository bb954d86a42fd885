// What the widget sends to the relay, in order: the tests' view of the wire.

const API = "/api/2.0/genie/";
const MESSAGE = /\/conversations\/[^/]+\/messages\/[^/]+$/;

/** Playwright's pattern for the polls of one message (not for its attachments). */
export const POLLS = (url) => MESSAGE.test(url.pathname);
/** Pattern for both requests that ask a question. */
export const QUESTIONS = (url) => /\/(start-conversation|messages)$/.test(url.pathname);

export function recordTraffic(page) {
  const requests = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname.includes(API)) requests.push({ request, url, method: request.method() });
  });
  const asked = ({ method, url }) => method === "POST" && QUESTIONS(url);
  return {
    /** Each question that left the browser: its path and its text. */
    questions: () =>
      requests.filter(asked).map(({ request, url }) => ({
        path: url.pathname,
        content: request.postDataJSON().content,
      })),
    /** All requests but GETs; what must not be repeated. */
    writes: () => requests.filter(({ method }) => method !== "GET").map(({ method, url }) => `${method} ${url.pathname}`),
    polls: () => requests.filter(({ method, url }) => method === "GET" && MESSAGE.test(url.pathname)).length,
    /** The conversation's id as a path names it. */
    conversationIn: (path) => /\/conversations\/([^/]+)/.exec(path)?.[1],
  };
}

/** Lets requests that match wait until `release()`; then, and later, they pass. */
export async function hold(page, pattern) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  let arrived;
  const first = new Promise((resolve) => (arrived = resolve));
  await page.route(pattern, async (route) => {
    arrived();
    await released;
    // The page may be gone by now; then there is nobody to answer.
    await route.continue().catch(() => {});
  });
  return { release, first };
}

/** Answers every poll as a question that failed, in the shape that Genie has for it. */
export async function failAnswers(page, error = "The warehouse could not run this.") {
  await page.route(POLLS, async (route) => {
    const response = await route.fetch();
    const message = await response.json();
    delete message.attachments;
    const body = { ...message, status: "FAILED", error: { error, type: "SQL_EXECUTION_EXCEPTION" } };
    await route.fulfill({ response, json: body });
  });
}
