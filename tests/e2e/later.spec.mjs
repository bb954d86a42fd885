// Code that is not part of the first load: it comes when it is needed, or the reader is told.
import { listed, packed } from "../../scripts/split.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

const PART = /\/genie-chat-[0-9a-f]{16}_split_sql\.wasm$/;

for (const files of ["relay", "own"]) {
  test(`a part comes once, when it is needed, with the widget's files from the ${files} origin`, async ({ open, page, host, relay }) => {
    const parts = [];
    page.on("request", (request) => {
      if (PART.test(request.url())) parts.push(new URL(request.url()).origin);
    });
    const chat = await open({ files });
    await (await chat.ask(QUESTION)).done();
    await (await chat.ask(FOLLOW_UP)).done();
    await expect(chat.turn(1).rows.first()).toBeVisible();
    expect(parts).toEqual([]);

    for (const turn of [chat.turn(0), chat.turn(1)]) {
      await turn.sql.locator("summary").click();
      await expect(turn.sql.locator(".keyword").first()).toHaveText(/select/i);
      await expect(turn.sql.getByRole("button", { name: "Copy" })).toBeVisible();
    }
    expect(parts).toEqual([files === "own" ? host.origin : relay.origin]);
  });
}

for (const [what, fail] of [
  ["is refused", (route) => route.abort()],
  ["is not there any more", (route) => route.fulfill({ status: 404, body: "gone" })],
  ["is something else", (route) => route.fulfill({ contentType: "text/html", body: "<p>Please sign in</p>" })],
]) {
  test(`a part that ${what} is told of, and comes when the reader tries again`, async ({ open, page, watched }) => {
    watched.allowFailedRequests();
    await page.route(PART, fail);
    const chat = await open();
    const turn = await chat.ask(QUESTION);
    await turn.done();
    await turn.sql.locator("summary").click();
    await expect(turn.sql.locator('[part~="notice"]')).toContainText("could not be loaded");
    // What needs no part is there nevertheless.
    await expect(turn.sql).toContainText(/select/i);

    await page.unroute(PART);
    await turn.sql.getByRole("button", { name: "Try again" }).click();
    await expect(turn.sql.locator(".keyword").first()).toHaveText(/select/i);
    await expect(turn.sql.locator('[part~="notice"]')).toHaveCount(0);
    await expect(turn.sql.locator("pre")).toHaveCount(1);
  });
}

test("an answer is there as text before the code that knows Markdown is", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  const words = /_split_words\.wasm/;
  await page.route(words, (route) => route.abort());
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.answer).toContainText("in total sales");
  await expect(turn.answer).not.toContainText("**");
  await expect(turn.answer.locator("strong")).toHaveCount(0);

  await page.unroute(words);
  await turn.answer.getByRole("button", { name: "Try again" }).click();
  await expect(turn.answer.locator("strong").first()).toBeVisible();
});

test("a server that does not know WebAssembly's type serves parts too", async ({ open, page }) => {
  await page.route(PART, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await turn.sql.locator("summary").click();
  await expect(turn.sql.locator(".keyword").first()).toBeVisible();
});

test("a part names the file of the chunks if it shares any with others", () => {
  const fetcher = (file) => `() => {\n    const src = fetch(new URL("./${file}.wasm", import.meta.url));\n    return (i) => src;\n}\n`;
  const link = `function makeLoad(fetcher, deps) {}
/* chart, sql */
const __chunk_2 = makeLoad(${fetcher("chunk_2")}, []);
export const __wasm_split_load_sql = wrapAsyncCb(makeLoad(${fetcher("split_sql")}, [__chunk_2]));
export const __wasm_split_load_chart = wrapAsyncCb(makeLoad(${fetcher("split_chart")}, [__chunk_2]));
export const __wasm_split_load_log = wrapAsyncCb(makeLoad(${fetcher("split_log")}, []));
`;
  expect(listed(link)).toEqual({
    parts: { sql: ["split_sql", "shared"], chart: ["split_chart", "shared"], log: ["split_log"] },
    files: ["chunk_2", "split_sql", "split_chart", "split_log"],
  });
  expect(() => listed("")).toThrow(/wasm-split-cli/);
});

test("the chunks come out of their file as they went in", async () => {
  const empty = [0, 97, 115, 109, 1, 0, 0, 0];
  // A module whose export tells it from the other, and one that is longer than a byte can say.
  const table = Buffer.from([...empty, 4, 4, 1, 0x70, 0, 1, 7, 5, 1, 1, 116, 1, 0]);
  const long = Buffer.from([...empty, 0, 0xac, 2, 1, 120, ...new Array(298).fill(7)]);
  const module = await WebAssembly.compile(packed([table, long]));
  const chunks = WebAssembly.Module.customSections(module, "m");
  expect(chunks.map((chunk) => Buffer.from(chunk))).toEqual([table, long]);
  const exported = await Promise.all(chunks.map(async (chunk) => Object.keys((await WebAssembly.instantiate(chunk)).instance.exports)));
  expect(exported).toEqual([["t"], []]);
});
