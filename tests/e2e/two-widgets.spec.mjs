// Two elements on one page share the wasm and nothing that a reader sees.
import { Chat } from "./support/chat.mjs";
import { element } from "./support/host.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";

const OTHER = "What is the total revenue by region?";

async function openTwo({ page, host, relay }) {
  const attributes = { "relay-url": relay.origin, "space-id": "default", persist: "none" };
  const body = element({ ...attributes, id: "left" }) + element({ ...attributes, id: "right" });
  await page.goto(host.page({ relay, body }));
  const [left, right] = [new Chat(page, "#left"), new Chat(page, "#right")];
  await left.ready();
  await right.ready();
  return { left, right };
}

test("each answers its own question", async ({ page, host, relay, traffic }) => {
  const wasm = [];
  page.on("request", (request) => request.url().endsWith(".wasm") && wasm.push(request.url()));
  const { left, right } = await openTwo({ page, host, relay });
  await right.input.fill("a draft of my own");
  const turn = await left.ask(QUESTION);
  await expect(right.turns).toHaveCount(0);
  await expect(right.input).toHaveValue("a draft of my own");
  const other = await right.ask(OTHER);
  await turn.done();
  await other.done();
  await expect(left.turns).toHaveCount(1);
  await expect(right.turns).toHaveCount(1);
  await expect(turn.question).toContainText(QUESTION);
  await expect(other.question).toContainText(OTHER);
  expect(traffic.questions().map(({ content }) => content)).toEqual([QUESTION, OTHER]);
  // Both use the same code: the main file, and each part that an answer brings, came once.
  expect(wasm.filter((url) => url.endsWith("_bg.wasm"))).toHaveLength(1);
  expect(wasm.length).toBe(new Set(wasm).size);
});

test("one goes on after the other is removed", async ({ page, host, relay, traffic }) => {
  const { left, right } = await openTwo({ page, host, relay });
  await (await left.ask(QUESTION)).done();
  await page.evaluate(() => document.querySelector("#left").remove());
  await (await right.ask(QUESTION)).done();
  await expect(right.turn(0).rows.first()).toBeVisible();
  expect(traffic.questions()).toHaveLength(2);
});

test("an element that is moved keeps its conversation and its draft", async ({ open, page, traffic }) => {
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await chat.input.fill("a draft");
  await page.evaluate(() => {
    const box = document.createElement("section");
    document.querySelector("main").append(box);
    box.append(document.querySelector("genie-chat"));
  });
  await chat.turn(0).done();
  await expect(chat.input).toHaveValue("a draft");
  await expect(chat.turns).toHaveCount(1);
  expect(traffic.questions()).toHaveLength(1);
});
