// A draft belongs to a relay, a space, an element and a caller, and is never lost.
import { Chat } from "./support/chat.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { hold } from "./support/traffic.mjs";

const WASM = /_bg\.wasm$/;
const INFO = /genie-relay/;

/** A portal that says who is signed in. */
const portal = (page) =>
  page.addInitScript(() => {
    const session = () => ({ "x-genie-session": localStorage.getItem("user") ?? "anna" });
    addEventListener("DOMContentLoaded", () => {
      const chat = document.querySelector("genie-chat");
      if (chat) chat.headers = session;
    });
  });

/** Resolves to a function that signs someone in and loads the page again. */
const signIn = (page) => async (user, ready = true) => {
  await page.evaluate((name) => localStorage.setItem("user", name), user);
  await page.reload();
  const chat = new Chat(page);
  if (ready) await chat.ready();
  return chat;
};

/** Waits until this is stored, under whatever name. */
const stored = (page, text) => expect.poll(() => page.evaluate(() => Object.values(sessionStorage))).toContain(text);
const named = (page) => expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).some((name) => name.includes("@")))).toBe(true);
const asked = (traffic) => traffic.questions().map(({ content }) => content);

test("a draft stays with the caller who typed it", async ({ open, ownRelay, page, traffic }) => {
  await portal(page);
  const relay = await ownRelay({ answerMs: 0 });
  let chat = await open({ relay });
  await named(page);
  await chat.input.fill("anna's salary");
  const as = signIn(page);
  let told = page.waitForResponse(INFO);
  chat = await as("bert");
  await told;
  await expect(chat.input).toHaveValue("");
  await chat.input.press("Enter");
  await chat.input.fill("bert's draft");
  await stored(page, "bert's draft");
  chat = await as("anna");
  await expect(chat.input).toHaveValue("anna's salary");
  told = page.waitForResponse(INFO);
  chat = await as("bert");
  await expect(chat.input).toHaveValue("bert's draft");
  expect(asked(traffic)).toEqual([]);
});

test("what is typed before the relay says by whom goes along to the caller, and nothing of the last one's", async ({
  open,
  ownRelay,
  page,
}) => {
  await portal(page);
  const relay = await ownRelay({ answerMs: 0 });
  let chat = await open({ relay });
  await named(page);
  await chat.input.fill("anna's draft");
  await stored(page, "anna's draft");
  const info = await hold(page, INFO);
  const as = signIn(page);
  chat = await as("bert");
  await info.first;
  await expect(chat.input).toHaveValue("");
  await chat.input.fill("typed early");
  info.release();
  await named(page);
  await stored(page, "typed early");
  await expect(chat.input).toHaveValue("typed early");
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).some((name) => name.includes(":typed:")))).toBe(false);
  chat = await as("anna");
  await expect(chat.input).toHaveValue("anna's draft");
  chat = await as("bert");
  await expect(chat.input).toHaveValue("typed early");
});

test("each space keeps its own draft, also through a reload", async ({ open, page, watched }) => {
  // The relay has no such space.
  watched.allowFailedRequests();
  let chat = await open();
  const show = (space) => chat.host.evaluate((element, space) => element.setAttribute("space-id", space), space);
  await chat.input.fill("first");
  await show("other");
  await expect(chat.input).toHaveValue("");
  await chat.input.fill("second");
  await show("default");
  await expect(chat.input).toHaveValue("first");
  await page.reload();
  chat = new Chat(page);
  await chat.ready();
  await expect(chat.input).toHaveValue("first");
  await show("other");
  await expect(chat.input).toHaveValue("second");
});

test("an element that is taken out and put back shows its draft again", async ({ open, page }) => {
  const chat = await open();
  await chat.input.fill("a draft");
  await page.evaluate(() => {
    window.__chat = document.querySelector("genie-chat");
    window.__chat.remove();
  });
  await page.evaluate(() => document.body.append(window.__chat));
  await expect(chat.input).toHaveValue("a draft");
});

test("a stored draft stays when more is typed before the hand-over", async ({ open, ownRelay, page, traffic }) => {
  await portal(page);
  const relay = await ownRelay({ answerMs: 0 });
  let chat = await open({ relay });
  await named(page);
  await chat.input.fill("kept");
  await stored(page, "kept");
  const wasm = await hold(page, WASM);
  chat = await signIn(page)("anna", false);
  // Nothing stands in the box, and so nothing is sent.
  await chat.input.press("Enter");
  await chat.input.pressSequentially("more");
  wasm.release();
  await chat.ready();
  await expect(chat.input).toHaveValue("kept\nmore");
  await chat.input.pressSequentially("!");
  await stored(page, "kept\nmore!");
  expect(asked(traffic)).toEqual([]);
});

test("Enter before the hand-over takes the question of that moment", async ({ open, page, traffic }) => {
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false });
  for (const question of [QUESTION, FOLLOW_UP]) {
    await chat.input.pressSequentially(question);
    await chat.input.press("Enter");
    await expect(chat.input).toHaveValue("");
    await expect(chat.part("transcript")).toContainText(`${question}Sent when the chat has loaded`);
  }
  await chat.input.pressSequentially("What is the prof");
  wasm.release();
  await chat.ready();
  await chat.turn(1).done();
  await expect(chat.input).toHaveValue("What is the prof");
  await expect(chat.part("transcript")).not.toContainText("has loaded");
  expect(asked(traffic)).toEqual([QUESTION, FOLLOW_UP]);
});

test("what was sent and typed is back after a load that failed, and is asked once", async ({ open, page, traffic, watched }) => {
  watched.allowFailedRequests();
  await page.route(WASM, (route) => route.abort("connectionreset"));
  let chat = await open({ ready: false });
  await chat.input.fill(QUESTION);
  await chat.input.press("Enter");
  await chat.input.fill("and a draft");
  await expect(chat.notice).toContainText("could not be loaded");
  await expect(chat.part("transcript")).toContainText(QUESTION);
  await page.reload();
  chat = new Chat(page);
  await expect(chat.notice).toContainText("could not be loaded");
  await expect(chat.input).toHaveValue(`${QUESTION}\nand a draft`);
  await page.unroute(WASM);
  await page.reload();
  chat = new Chat(page);
  await chat.ready();
  await expect(chat.input).toHaveValue(`${QUESTION}\nand a draft`);
  await chat.input.fill(QUESTION);
  await chat.input.press("Enter");
  await chat.turn(0).done();
  await page.evaluate(() => document.querySelector("genie-chat").clear());
  expect(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([[], []]);
  expect(asked(traffic)).toEqual([QUESTION]);
});

test('with persist="none" nothing that is typed before the hand-over is stored', async ({ open, page }) => {
  await page.addInitScript(() => {
    window.__written = [];
    Storage.prototype.setItem = (name) => window.__written.push(name);
  });
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false, persist: "none" });
  await chat.input.fill(QUESTION);
  await chat.input.press("Enter");
  await chat.input.fill("a draft");
  wasm.release();
  await chat.turn(0).done();
  await expect(chat.input).toHaveValue("a draft");
  expect(await page.evaluate(() => window.__written)).toEqual([]);
});

// The questions that were sent before it were stored nowhere.
test("a hand-over that fails keeps what was sent before it", async ({ open, page, watched }) => {
  watched.allow(/another script has changed the shell/);
  const wasm = await hold(page, WASM);
  const chat = await open({ ready: false });
  await chat.input.pressSequentially(QUESTION);
  await chat.input.press("Enter");
  await page.evaluate(() => document.querySelector("genie-chat").shadowRoot.querySelector(".actions").remove());
  wasm.release();
  await expect(chat.notice).toContainText("The chat has stopped");
  await expect(chat.part("transcript")).toContainText(QUESTION);
  await page.reload();
  await chat.ready();
  await expect(chat.input).toHaveValue(QUESTION);
});
