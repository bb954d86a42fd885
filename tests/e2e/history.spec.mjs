// Past conversations: listed, found, renamed, opened.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { Chat } from "./support/chat.mjs";
import { converse, remember } from "./support/past.mjs";

const LIST = (url) => /\/conversations$/.test(url.pathname);
const OTHER = "What is the total revenue by region?";
const DAY = 24 * 60 * 60 * 1_000;

test("the relay's conversations and the browser's are one list, grouped by day", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const id = await converse(relay, [QUESTION]);
  const now = Date.now();
  const long = (at) => page.evaluate((at) => new Date(at).toLocaleDateString("en-US", { dateStyle: "long" }), at);
  await remember(page, relay, [
    { id, title: "Told twice", at: now },
    { id: "yesterday", title: "Margin by store", at: now - DAY },
    { id: "old", title: "Budget", at: now - 40 * DAY },
    { id: "undated", title: "Nobody knows when", at: 0 },
  ]);
  const chat = await open({ relay });
  const { history } = chat;
  await expect(history.opener).toHaveAttribute("aria-expanded", "false");
  await history.open();
  await expect(history.opener).toHaveAttribute("aria-expanded", "true");
  // The service's title wins over the browser's.
  await expect.poll(() => history.titles()).toEqual([QUESTION, "Margin by store", "Budget", "Nobody knows when"]);
  await expect(history.days).toHaveText(["Today", "Yesterday", await long(now - 40 * DAY), "Earlier"]);

  await history.search.fill("BUD");
  await expect.poll(() => history.titles()).toEqual(["Budget"]);
  await history.search.fill("no such words");
  await expect(history.root).toContainText("No title has these words");
  await expect(history.items).toHaveCount(0);
});

test("a conversation opens, is marked as the open one, and goes on", async ({ open, ownRelay, traffic }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const id = await converse(relay, [QUESTION]);
  await converse(relay, [OTHER]);
  const chat = await open({ relay });
  const { history } = chat;
  await history.open();
  await history.item(QUESTION).getByRole("button", { name: QUESTION, exact: true }).click();
  await chat.turn(0).done();
  await expect(chat.turns).toHaveCount(1);
  await expect(chat.turn(0).question).toContainText(QUESTION);
  // At this width the panel stands beside the transcript.
  await expect(history.root.locator("[aria-current]")).toHaveText(QUESTION);

  await (await chat.ask(FOLLOW_UP)).done();
  expect(traffic.conversationIn(traffic.questions()[0].path)).toBe(id);
});

test("a new conversation comes into the open list", async ({ open, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  await chat.history.open();
  await expect(chat.history.root).toContainText("No conversations yet");
  await (await chat.ask(QUESTION)).done();
  await expect.poll(() => chat.history.titles()).toEqual([QUESTION]);
});

test("a name of one's own stays in this browser", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  await converse(relay, [OTHER]);
  let { history } = await open({ relay });
  await history.open();
  await history.press(QUESTION, "Rename");
  const name = history.root.getByRole("textbox", { name: "Rename" });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue(QUESTION);
  await page.keyboard.type("never");
  await page.keyboard.press("Escape");
  await expect.poll(() => history.titles()).toEqual([OTHER, QUESTION]);
  await expect(history.root).toBeVisible();

  await history.press(QUESTION, "Rename");
  await page.keyboard.type("Bestsellers");
  await page.keyboard.press("Enter");
  await expect.poll(() => history.titles()).toEqual([OTHER, "Bestsellers"]);
  await expect(history.root.getByRole("button", { name: "Bestsellers", exact: true })).toBeFocused();

  // A click elsewhere takes the name, and does what it was meant to do.
  await history.press(OTHER, "Rename");
  await page.keyboard.type("Regions");
  await history.press("Bestsellers", "Delete");
  await expect(history.item("Regions")).toBeVisible();
  await history.press("Deleted: Bestsellers", "Undo");

  await page.reload();
  const chat = new Chat(page);
  await chat.ready();
  ({ history } = chat);
  await history.open();
  await expect.poll(async () => (await history.titles()).sort()).toEqual(["Bestsellers", "Regions"]);
});

test("more pages come on scrolling to the end", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  for (let index = 0; index < 55; index += 1) await converse(relay, [`${QUESTION} ${index}`]);
  const pages = [];
  page.on("request", (request) => request.url().includes("page_token=") && pages.push(request.url()));
  const { history } = await open({ relay });
  await history.open();
  await expect(history.items).toHaveCount(50);
  expect(pages).toEqual([]);
  await history.items.last().scrollIntoViewIfNeeded();
  await expect(history.items).toHaveCount(55);
  expect(pages).toHaveLength(1);
});

test("by keyboard: in, through the rows, out again", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  await converse(relay, [OTHER]);
  const chat = await open({ relay });
  const { history } = chat;
  const row = (title) => history.root.getByRole("button", { name: title, exact: true });
  await history.opener.focus();
  await page.keyboard.press("Enter");
  await expect(history.search).toBeFocused();
  await expect(history.items).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(history.root).toHaveCount(0);
  await expect(history.opener).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(history.items).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await expect(row(OTHER)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(row(QUESTION)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(history.search).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(row(OTHER)).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(history.item(OTHER).getByRole("button", { name: /^Delete/ })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await chat.turn(0).done();
  await expect(chat.turn(0).question).toContainText(OTHER);
  await expect(chat.part("transcript")).toBeFocused();
});

test("narrow: the panel covers the transcript, and goes when a conversation opens", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  await page.setViewportSize({ width: 360, height: 720 });
  const chat = await open({ relay });
  await chat.history.open();
  await expect(chat.input).toBeHidden();
  await expect(chat.part("transcript")).toBeHidden();
  const box = await chat.history.root.boundingBox();
  expect(box.width).toBeGreaterThan(350);
  await chat.history.item(QUESTION).getByRole("button", { name: QUESTION, exact: true }).click();
  await expect(chat.history.root).toHaveCount(0);
  await chat.turn(0).done();
  await expect(chat.input).toBeVisible();
  await expect(chat.part("transcript")).toBeFocused();
});

test("a list that cannot be fetched says so; what the browser knows is there", async ({ open, faulty, page }) => {
  const { relay, proxy } = await faulty({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  await remember(page, proxy, [{ id: "mine", title: "Mine", at: Date.now() }]);
  const rule = proxy.add({ path: /\/conversations$/, then: { status: 400, body: { error_code: "INVALID", message: "No." } } });
  const { history } = await open({ relay: proxy });
  await history.open();
  await expect(history.notice).toContainText("The list could not be fetched.");
  expect(await history.titles()).toEqual(["Mine"]);
  rule.remove();
  await history.notice.getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await history.titles()).sort()).toEqual(["Mine", QUESTION]);
  await expect(history.notice).toHaveCount(0);
});

test("a relay that lists nothing: the browser's own conversations", async ({ open, faulty, page }) => {
  const { proxy } = await faulty({ answerMs: 0 });
  await remember(page, proxy, [{ id: "mine", title: "Mine", at: Date.now() }]);
  proxy.add({ path: /\/conversations$/, then: { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No." } } });
  const { history } = await open({ relay: proxy });
  await history.open();
  await expect(history.root).toContainText("These are the conversations that this browser knows.");
  expect(await history.titles()).toEqual(["Mine"]);
});

test("a conversation of agent mode is shown to be read, also after a reload", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  await page.route(LIST, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const each of body.conversations) each.agent_type = "GENIE_CONVERSATION_TYPE_AGENT";
    await route.fulfill({ response, json: body });
  });
  let chat = await open({ relay });
  await chat.history.open();
  await expect(chat.history.item(QUESTION)).toContainText("Agent mode, to read only");
  await chat.history.item(QUESTION).getByRole("button", { name: QUESTION }).first().click();
  for (const reload of [false, true]) {
    if (reload) {
      await page.reload();
      chat = new Chat(page);
      await chat.ready();
    }
    await chat.turn(0).done();
    await expect(chat.part("transcript")).toContainText("This conversation was held in agent mode.");
    await expect(chat.send).toBeHidden();
    await expect(chat.turn(0).suggestions).toHaveCount(0);
    await chat.input.fill("And now?");
    await chat.input.press("Enter");
    await expect(chat.input).toHaveValue("And now?");
  }
  expect(traffic.questions()).toEqual([]);
  await chat.part("transcript").getByRole("button", { name: "New conversation" }).click();
  await expect(chat.send).toBeVisible();
  await chat.input.press("Enter");
  await expect(chat.turn(0).question).toContainText("And now?");
});

test("Forget everything on this device takes two steps and leaves nothing", async ({ open, ownRelay, page }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  await page.evaluate(() => localStorage.setItem("the portal's own", "stays"));
  await (await chat.ask(QUESTION)).done();
  await chat.history.open();
  await chat.history.root.getByText("Forget everything on this device").click();
  expect(await page.evaluate(() => localStorage.length)).toBeGreaterThan(1);
  await chat.history.root.getByRole("button", { name: "Forget now" }).click();
  await expect(chat.history.root).toHaveCount(0);
  await expect(chat.turns).toHaveCount(0);
  const stored = await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)]);
  expect(stored).toEqual([["the portal's own"], []]);
});
