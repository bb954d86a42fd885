// What is stored, and what becomes of the widget where nothing can be, or where it is damaged.
import { Chat } from "./support/chat.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { converse, everythingStored, kept } from "./support/past.mjs";

const NOTHING = { local: [], session: [], databases: [], caches: [], cookies: "", files: [] };

/** The words of the discreet line about the storage. */
const told = (chat) => chat.part("transcript").locator(".told");

test("where the storage refuses, all works as long as the page, and it is said once", async ({ open, page, ownRelay }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    }
  });
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  await (await chat.ask(QUESTION)).done();
  await expect(told(chat)).toContainText("The browser refuses to store the conversation");
  await told(chat).getByRole("button", { name: "Dismiss" }).click();
  await expect(told(chat)).toHaveCount(0);
  await (await chat.ask(FOLLOW_UP)).done();
  await expect(chat.turn(1).rows).toHaveCount(3);
  await chat.history.open();
  await expect(chat.history.items).toHaveCount(1);
  await expect(told(chat)).toHaveCount(0);
  const codes = await page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-error").map(({ detail }) => detail.code));
  expect(codes).toEqual(["storage"]);
});

for (const locks of [true, false]) {
  test(`persist="none" leaves nothing in any storage, ${locks ? "with" : "without"} Web Locks`, async ({ open, page, ownRelay }) => {
    if (!locks) await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
    // What is written and taken away again is a trace, too.
    await page.addInitScript(() => {
      window.__written = [];
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (name, value) {
        window.__written.push(name);
        return set.call(this, name, value);
      };
    });
    const relay = await ownRelay({ answerMs: 1_500 });
    const chat = await open({ relay, persist: "none" });
    await chat.input.pressSequentially("a draft");
    await (await chat.ask(QUESTION)).done();
    await chat.ask(FOLLOW_UP);
    await chat.ask("How many stores are there?");
    await chat.turn(2).done();
    await chat.history.open();
    await expect(chat.history.items).toHaveCount(1);
    await chat.history.press(QUESTION, "Rename");
    await page.keyboard.type("Mine");
    await page.keyboard.press("Enter");
    await expect(chat.history.item("Mine")).toBeVisible();
    expect(await page.evaluate(() => window.__written)).toEqual([]);
    expect(await everythingStored(page)).toEqual(NOTHING);
  });
}

test('persist="session" keeps everything in the tab', async ({ open, page, ownRelay }) => {
  const relay = await ownRelay({ answerMs: 0 });
  let chat = await open({ relay, persist: "session" });
  await (await chat.ask(QUESTION)).done();
  const { session, ...others } = await everythingStored(page);
  expect(session.length).toBeGreaterThan(0);
  expect({ ...others, session: [] }).toEqual(NOTHING);
  await page.reload();
  chat = new Chat(page);
  await chat.turn(0).done();
});

test("no answer, SQL or row is stored, and no question that has arrived", async ({ open, page, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  await (await chat.ask(QUESTION)).done();
  await (await chat.ask(FOLLOW_UP)).done();
  await expect(chat.turn(1).rows).toHaveCount(3);
  const [cell] = (await chat.turn(1).cells())[0];
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(FOLLOW_UP);
  expect(stored).not.toMatch(/select/i);
  expect(stored).not.toContain(cell);
});

for (const [what, damage] of [
  ["cut", '{"v":2,"title":"Hal'],
  ["of a later version", '{"v":99,"messages":["m"]}'],
  ["something else", "[object Object]"],
  ["another type", '{"v":2,"at":"soon","messages":{"a":[]},"title":7}'],
]) {
  test(`a record that is ${what} breaks nothing: the service's copy is shown`, async ({ open, page, ownRelay }) => {
    const relay = await ownRelay({ answerMs: 0 });
    const id = await converse(relay, [QUESTION]);
    const prefix = kept(relay);
    await page.addInitScript(
      ([prefix, id, damage]) => {
        if (origin === "null" || sessionStorage.damaged) return;
        sessionStorage.damaged = "yes";
        for (const name of [`c/${id}`, "c/other", "i/intent"]) localStorage.setItem(prefix + name, damage);
        const widget = prefix.replace(/:$/, "|:");
        localStorage.setItem(`${widget}open`, id);
        sessionStorage.setItem(`${widget}queue`, damage);
      },
      [prefix, id, damage],
    );
    const chat = await open({ relay });
    await chat.turn(0).done();
    await expect(chat.turns).toHaveCount(1);
    const damaged = !damage.startsWith('{"v":2,"at"');
    await expect(told(chat)).toHaveCount(damaged ? 1 : 0);
    if (damaged) {
      await expect(told(chat)).toContainText("could not be read and was set aside");
      const aside = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("genie-chat:aside")));
      expect(aside.map(([, text]) => text)).toContain(damage);
    }
    await chat.history.open();
    await expect(chat.history.item(QUESTION)).toHaveCount(1);
    await (await chat.ask(FOLLOW_UP)).done();
  });
}

test("who asks next in this browser finds their own conversation, and not the one before", async ({ open, ownRelay, page }) => {
  // A portal that says who is signed in.
  await page.addInitScript(() => {
    const session = () => ({ "x-genie-session": localStorage.getItem("user") ?? "anna" });
    addEventListener("DOMContentLoaded", () => {
      const chat = document.querySelector("genie-chat");
      if (chat) chat.headers = session;
    });
  });
  const relay = await ownRelay({ answerMs: 0 });
  let chat = await open({ relay });
  await (await chat.ask(QUESTION)).done();
  const signIn = async (user) => {
    await page.evaluate((name) => localStorage.setItem("user", name), user);
    await page.reload();
    chat = new Chat(page);
    await chat.ready();
  };
  await signIn("anna");
  await chat.turn(0).done();
  await signIn("bert");
  await expect(chat.turns).toHaveCount(0);
  await (await chat.ask(FOLLOW_UP)).done();
  await chat.history.open();
  await expect(chat.history.items).toHaveCount(1);
  await signIn("anna");
  await chat.turn(0).done();
  await expect(chat.turns).toHaveCount(1);
  await expect(chat.turn(0).question).toContainText(QUESTION);
  const owners = await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes(":c/")));
  expect(owners.map((name) => /@([^|:]+):c/.exec(name)?.[1].length)).toEqual([16, 16]);
  await page.evaluate(() => document.querySelector("genie-chat").clear());
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["user"]);
});

test("clear() removes every key of this widget, in every tab", async ({ open, another, ownRelay, page }) => {
  const relay = await ownRelay({ answerMs: 0 });
  const chat = await open({ relay });
  await page.evaluate(() => {
    localStorage.setItem("portal", "stays");
    localStorage.setItem("genie-chat:2:https://another.example|default:c/1", "stays");
    sessionStorage.setItem("portal", "stays");
  });
  await (await chat.ask(QUESTION)).done();
  await chat.input.fill("a draft");
  const other = await another();
  await other.turn(0).done();
  await other.input.fill("another draft");
  await other.history.open();

  expect(await page.evaluate(() => document.querySelector("genie-chat").clear())).toBeUndefined();
  await expect(chat.turns).toHaveCount(0);
  await expect(chat.input).toHaveValue("");
  await expect(other.turns).toHaveCount(0);
  const left = (tab) => tab.page.evaluate(() => [Object.keys(localStorage).sort(), Object.keys(sessionStorage)]);
  expect(await left(chat)).toEqual([["genie-chat:2:https://another.example|default:c/1", "portal"], ["portal"]]);
  expect((await left(other))[1]).toEqual([]);

  await page.reload();
  const again = new Chat(page);
  await again.ready();
  await expect(again.turns).toHaveCount(0);
  await (await again.ask(QUESTION)).done();
});
