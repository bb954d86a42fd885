// Deleted conversations: taken back, carried out, or refused.
import { expect, QUESTION, test } from "./support/test.mjs";
import { converse, listed } from "./support/past.mjs";

const OTHER = "What is the total revenue by region?";

test("a deletion can be taken back for five seconds, then the service deletes it", async ({ open, ownRelay, page, traffic }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const id = await converse(relay, [QUESTION]);
  const stays = await converse(relay, [OTHER]);
  const { history } = await open({ relay });
  await history.open();
  await history.press(OTHER, "Delete");
  await expect(history.item(`Deleted: ${OTHER}`)).toBeVisible();
  await expect(history.root.getByRole("button", { name: /^Undo/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => history.titles()).toEqual([OTHER, QUESTION]);

  await history.press(QUESTION, "Delete");
  expect(traffic.writes()).toEqual([]);
  await expect(history.items).toHaveCount(1);
  await expect.poll(() => listed(relay)).toEqual([stays]);
  expect(traffic.writes()).toEqual([expect.stringMatching(new RegExp(`^DELETE .*/conversations/${id}$`))]);
});

test("a deletion does not wait when the page is left", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  const { history } = await open({ relay });
  await history.open();
  await history.press(QUESTION, "Delete");
  await page.goto("about:blank");
  await expect.poll(() => listed(relay), { timeout: 4_000 }).toEqual([]);
});

// A page that is being left never hears of its hook's promise: the conversation that the reader had deleted stayed.
test("a deletion leaves with the page, with what the headers hook gave last", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  const { host, history } = await open({ relay });
  await host.evaluate((element) => {
    const answer = (resolve) => {
      resolve({});
      window.__hookAnswers = (window.__hookAnswers ?? 0) + 1;
    };
    element.headers = () => new Promise((resolve) => setTimeout(answer, 300, resolve));
  });
  await history.open();
  await expect.poll(() => page.evaluate(() => window.__hookAnswers)).toBeGreaterThan(0);
  await expect.poll(() => history.titles()).toEqual([QUESTION]);
  await history.press(QUESTION, "Delete");
  await expect(history.item(`Deleted: ${QUESTION}`)).toBeVisible();
  expect(await listed(relay)).toHaveLength(1);
  await page.goto("about:blank");
  await expect.poll(() => listed(relay), { timeout: 4_000 }).toEqual([]);
});

// The token of the place to which the element was moved went to the one that it left.
test("a deletion bears the headers of its own place, whatever the page sets next", async ({ open, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0, args: ["--allow-header", "x-token"] });
  await converse(relay, [QUESTION]);
  const { host, history } = await open({ relay });
  await host.evaluate((element) => (element.headers = () => ({ "x-token": "first" })));
  await history.open();
  await history.press(QUESTION, "Delete");
  await expect(history.item(`Deleted: ${QUESTION}`)).toBeVisible();
  const deletion = page.waitForRequest((request) => request.method() === "DELETE");
  const others = [];
  page.on("request", (request) => request.method() === "GET" && others.push(request));
  await host.evaluate((element) => {
    element.spaceId = "showcase";
    element.headers = () => ({ "x-token": "second" });
  });
  expect((await deletion).headers()["x-token"]).toBe("first");
  const ofSpace = () => others.filter((request) => request.url().includes("/spaces/showcase"));
  await expect.poll(() => ofSpace().length).toBeGreaterThan(0);
  const tokens = others.filter((request) => request.url().startsWith(relay.origin)).map((request) => request.headers()["x-token"]);
  expect([...new Set(tokens)]).toEqual(["second"]);
  await expect.poll(() => listed(relay)).toEqual([]);
});

test("a deletion that is refused is told, and the conversation stays", async ({ open, faulty }) => {
  const { relay, proxy } = await faulty({ answerMs: 0 });
  await converse(relay, [QUESTION]);
  proxy.add({ method: "DELETE", path: /./, then: { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No." } } });
  const { history } = await open({ relay: proxy });
  await history.open();
  await history.press(QUESTION, "Delete");
  await expect(history.notice).toContainText("The conversation was not deleted.");
  await expect.poll(() => history.titles()).toEqual([QUESTION]);
});
