// The widget on a page of another origin than the relay's, under the strict policy.
import { Chat } from "./support/chat.mjs";
import { element, policy } from "./support/host.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";

for (const files of ["relay", "own"]) {
  test(`an answer arrives with the widget's files from the ${files} origin`, async ({ open, page, host, relay }) => {
    const loaded = [];
    page.on("response", (response) => {
      if (/\/(embed|genie-chat-[0-9a-f]{16}(_bg)?)\.(js|wasm)$/.test(response.url())) loaded.push(response);
    });
    const chat = await open({ files });
    await (await chat.ask(QUESTION)).done();
    await expect(chat.turn(0).rows.first()).toBeVisible();
    expect(new URL(page.url()).origin).toBe(host.origin);

    expect(loaded).toHaveLength(3);
    for (const response of loaded) {
      const headers = await response.allHeaders();
      expect(new URL(response.url()).origin).toBe(files === "own" ? host.origin : relay.origin);
      expect([response.url(), headers["content-encoding"]]).toEqual([response.url(), "br"]);
      if (response.url().endsWith(".wasm")) expect(headers["content-type"]).toBe("application/wasm");
    }
  });
}

test("the standalone page answers under its own policy", async ({ page, relay }) => {
  await page.route(`${relay.origin}/`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": policy({ files: "'self'", relay: "'self'" }) };
    await route.fulfill({ response, headers });
  });
  await page.goto(`${relay.origin}/`);
  const chat = new Chat(page);
  await chat.ready();
  await (await chat.ask(QUESTION)).done();
  await expect(chat.turn(0).rows.first()).toBeVisible();
  const box = await chat.host.boundingBox();
  expect(box.width).toBeGreaterThan(800);
  expect(box.height).toBeGreaterThan(600);
});

test("a page that forbids WebAssembly gets a sentence, not an empty box", async ({ page, host, relay, watched }) => {
  watched.allow(/WebAssembly|wasm-eval/);
  const body = element({ "relay-url": relay.origin, "space-id": "default" });
  await page.goto(host.page({ relay, body, wasm: false }));
  const chat = new Chat(page);
  await chat.input.fill("Hello");
  await expect(chat.notice.first()).toContainText(/WebAssembly/);
  await expect(chat.input).toHaveValue("Hello");
});
