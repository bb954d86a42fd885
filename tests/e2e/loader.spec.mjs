// The widget's own files do not come, or are something else: it says so, loses nothing, and can be tried again.
import { expect, QUESTION, test } from "./support/test.mjs";

const WASM = /_bg\.wasm$/;
const GLUE = /\/genie-chat-[0-9a-f]{16}\.js(#.*)?$/;
const HTML = { contentType: "text/html", body: "<!doctype html><p>Please sign in</p>" };

const half = async (route) => {
  const response = await route.fetch();
  const body = await response.body();
  await route.fulfill({ contentType: "application/wasm", body: body.subarray(0, body.length / 2) });
};

const FAILURES = {
  "the wasm is a web page": [WASM, (route) => route.fulfill(HTML)],
  "the wasm is a web page that says it is none": [WASM, (route) => route.fulfill({ ...HTML, contentType: "application/wasm" })],
  "the wasm is empty": [WASM, (route) => route.fulfill({ contentType: "application/wasm", body: "" })],
  "half of the wasm comes": [WASM, half],
  "the wasm is not there": [WASM, (route) => route.fulfill({ status: 404, body: "gone" })],
  "the connection breaks": [WASM, (route) => route.abort("connectionreset")],
  "the glue is a web page": [GLUE, (route) => route.fulfill(HTML)],
  "the glue is not there": [GLUE, (route) => route.fulfill({ status: 404, body: "gone" })],
  "the glue is another script": [GLUE, (route) => route.fulfill({ contentType: "text/javascript", body: "export const other = 1;" })],
};

const errors = (page) =>
  page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-error").map(({ detail: { code, retryable } }) => [code, retryable]));

for (const [what, [pattern, fail]] of Object.entries(FAILURES)) {
  test(`${what}: it says so, and works when it is tried again`, async ({ open, page, watched, traffic }) => {
    watched.allowFailedRequests();
    watched.allow(/MIME type|WebAssembly/);
    await page.route(pattern, fail);
    const chat = await open({ ready: false });
    await chat.input.fill(QUESTION);
    await expect(chat.notice).toHaveText(/The chat could not be loaded.*Try again/);
    expect(await errors(page)).toEqual([["load", true]]);
    await page.unroute(pattern);
    // Sent while there is nobody to send it.
    await chat.input.press("Enter");
    await expect(chat.input).toHaveValue("");
    await chat.notice.getByRole("button", { name: "Try again" }).click();
    await chat.ready();
    await chat.turn(0).done();
    await expect(chat.turn(0).rows.first()).toBeVisible();
    // A part comes after that, too.
    await chat.turn(0).sql.locator("summary").click();
    await expect(chat.turn(0).sql.locator(".keyword").first()).toBeVisible();
    expect(traffic.questions()).toHaveLength(1);
  });
}

for (const [what, pattern] of [
  ["wasm", WASM],
  ["glue", GLUE],
]) {
  test(`a ${what} that never comes has failed after 30 s`, async ({ open, page, watched }) => {
    watched.allowFailedRequests();
    await page.clock.install();
    await page.route(pattern, () => {});
    const chat = await open({ ready: false });
    await chat.input.fill("What is");
    const list = page.evaluate(() => document.querySelector("genie-chat").listConversations().catch(({ code }) => code));
    await page.clock.runFor(29_000);
    await expect(chat.notice).toHaveCount(0);
    await page.clock.runFor(1_500);
    await expect(chat.notice).toContainText("The chat could not be loaded");
    expect(await list).toBe("load");
    await page.unroute(pattern);
    await chat.notice.getByRole("button", { name: "Try again" }).click();
    await chat.ready();
    await expect(chat.input).toHaveValue("What is");
    await expect(chat.notice).toHaveCount(0);
  });
}

test("only a policy that forbids WebAssembly is told as one", async ({ page, host, relay, watched }) => {
  watched.allow(/WebAssembly|wasm-eval|Content Security Policy/i);
  const body = `<genie-chat relay-url="${relay.origin}" space-id="default"></genie-chat>`;
  await page.goto(host.page({ relay, wasm: false, body }));
  const notice = page.locator('genie-chat [part~="notice"]');
  await expect(notice).toContainText("does not allow WebAssembly");
  expect(await errors(page)).toEqual([["unsupported", false]]);
});
