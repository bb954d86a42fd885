// Pages use an element in their own ways: they listen to keys around it, put it into dialogs, take it out and move it elsewhere.
import { Chart } from "./support/chart.mjs";
import { compose } from "./support/ime.mjs";
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { hold } from "./support/traffic.mjs";

/** Hears what a portal's shortcuts would hear. */
const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    for (const type of ["keydown", "keypress", "keyup"]) {
      document.addEventListener(type, (event) => window.heard.push(`${type} ${event.key}`));
    }
  });

const heard = (page) => page.evaluate(() => window.heard.splice(0));

test("no key that types leaves the widget, also before the wasm has come", async ({ open, page }) => {
  const wasm = await hold(page, /_bg\.wasm$/);
  const chat = await open({ ready: false });
  await listen(page);
  await chat.input.click();
  await page.keyboard.type("s/ ?");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  expect(await heard(page)).toEqual([]);
  wasm.release();
  await chat.ready();
  await page.keyboard.type("s/ ?");
  const ime = await compose(page);
  await ime.update("generat");
  await ime.commit("generate");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(QUESTION);
  await page.keyboard.press("Enter");
  await chat.turn(0).done();
  expect(await heard(page)).toEqual([]);
  // Keys that it does not use belong to the page: its own dialogs and traps for the focus.
  await page.keyboard.press("Escape");
  await page.keyboard.press("F2");
  expect(await heard(page)).toEqual(["keydown Escape", "keyup Escape", "keydown F2", "keyup F2"]);
});

test("keys of the table, its search, menus, history, rename and comment stay", async ({ open, page, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.grid).toBeVisible();
  await listen(page);
  await (await turn.cell(0, 0)).click();
  for (const key of ["ArrowDown", "Shift+ArrowDown", "Escape", "Control+a", "Control+c", "Home", "Enter", "Escape", "Space", "Escape"]) {
    await page.keyboard.press(key);
  }
  await turn.result.getByRole("searchbox").click();
  await page.keyboard.type("an");
  await page.keyboard.press("Escape");
  await turn.root.getByRole("button", { name: /helpful|good/i }).first().click();
  const comment = turn.root.locator("textarea");
  await comment.click();
  await page.keyboard.type("fine");
  await page.keyboard.press("Escape");
  await expect(comment).toHaveCount(0);
  await chat.history.open();
  await page.keyboard.type("prod");
  await chat.history.press(QUESTION, "Rename");
  await page.keyboard.type("sales");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(chat.history.root).toHaveCount(0);
  // Only the keys that make the others what they are.
  const modifiers = /^key(down|up) (Shift|Control)$/;
  expect((await heard(page)).filter((key) => !modifiers.test(key))).toEqual([]);
});

test("Escape that closes something inside leaves the page's dialog open, and otherwise closes it", async ({ open, page, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  await page.evaluate(() => {
    const dialog = document.body.appendChild(document.createElement("dialog"));
    Object.assign(dialog.style, { width: "900px", height: "700px" });
    dialog.append(document.querySelector("genie-chat"));
    dialog.showModal();
  });
  const dialog = page.locator("body > dialog");
  const turn = await chat.ask(QUESTION);
  await turn.done();
  const still = async (what) => {
    await page.keyboard.press("Escape");
    await expect(dialog, what).toHaveJSProperty("open", true);
  };
  await chat.history.open();
  await still("the history");
  await expect(chat.history.root).toHaveCount(0);
  await turn.root.getByRole("button", { name: /helpful|good/i }).first().click();
  await turn.root.locator("textarea").click();
  await still("the comment");
  await expect(turn.grid).toBeVisible();
  await (await turn.cell(0, 0)).dblclick();
  await expect(turn.result.locator(".cell")).toBeVisible();
  await still("an opened cell");
  await turn.result.locator("summary[aria-label]").click();
  await still("the table's menu");
  const chart = new Chart(turn);
  await chart.root.getByRole("button", { name: "Options" }).click();
  await still("the chart's options");
  await chart.plot.focus();
  await page.keyboard.press("ArrowRight");
  await still("a value of the chart");
  await chat.input.focus();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveJSProperty("open", false);
});

for (const persist of ["local", "session", "none"]) {
  test(`taken out of its page and put back, it goes on: persist="${persist}"`, async ({ open, page, ownRelay, traffic }) => {
    const chat = await open({ relay: await ownRelay({ answerMs: 1_500 }), persist });
    await (await chat.ask(QUESTION)).done();
    const away = (ms) =>
      page.evaluate(async (ms) => {
        const element = document.querySelector("genie-chat");
        const { parentNode } = element;
        element.remove();
        await new Promise((resolve) => setTimeout(resolve, ms));
        parentNode.append(element);
      }, ms);
    await away(300);
    await expect(chat.turns).toHaveCount(1);
    await chat.turn(0).done();
    // Also with an answer under way, a question behind it, and one half typed.
    await (await chat.ask(FOLLOW_UP)).expectState("waiting");
    await chat.ask("What about 2025?");
    await chat.input.fill("Which of");
    await away(300);
    await expect(chat.turns).toHaveCount(3);
    await expect(chat.input).toHaveValue("Which of");
    await chat.turn(1).done();
    await chat.turn(2).done();
    expect(traffic.questions()).toHaveLength(3);
    const [first, ...others] = traffic.questions().slice(1).map(({ path }) => traffic.conversationIn(path));
    expect(others).toEqual([first]);
    // Forgotten is forgotten.
    await page.evaluate(() => document.querySelector("genie-chat").clear());
    await away(50);
    await chat.ready();
    await expect(chat.part("transcript")).toContainText("What would you like to know?");
    await expect(chat.turns).toHaveCount(0);
  });
}

test('another element does not show what one with persist="none" was asked', async ({ open, page, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }), persist: "none" });
  await (await chat.ask(QUESTION)).done();
  await page.evaluate(() => {
    const element = document.querySelector("genie-chat");
    element.replaceWith(element.cloneNode());
    window.__genieEvents.length = 0;
  });
  await chat.ready();
  await expect(chat.part("transcript")).toContainText("What would you like to know?");
  await expect(chat.turns).toHaveCount(0);
});

/** Sizes and colours of what is visible, by which a lost style sheet shows. */
const looks = (locator) =>
  locator.evaluate((element) => {
    const style = getComputedStyle(element);
    return ["display", "fontSize", "paddingTop", "borderTopWidth", "backgroundColor", "position"].map((name) => style[name]);
  });

test("moved into another document and back it keeps conversation and looks", async ({ open, page, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.grid).toBeVisible();
  const parts = (frame) => ['[part~="composer"]', '[part~="send"]', '[part~="question"]', '[part~="table"]', "[role=grid] th"].map((part) => frame.locator(`genie-chat ${part}`).first());
  const all = (frame) => Promise.all(parts(frame).map(looks));
  const before = await all(page);
  await page.evaluate(() => {
    window.home = document.querySelector("genie-chat").parentNode;
    const frame = document.body.appendChild(document.createElement("iframe"));
    Object.assign(frame, { width: 1280, height: 700 });
    frame.contentDocument.body.append(document.querySelector("genie-chat"));
  });
  const frame = page.frameLocator("iframe");
  await expect(frame.locator('[part~="turn"]')).toHaveCount(1);
  expect(await all(frame)).toEqual(before);
  // Parts that come only now have their style sheets, too.
  await frame.getByRole("button", { name: "Past conversations" }).click();
  await expect(frame.getByRole("searchbox", { name: "Search titles" })).toBeFocused();
  expect(await frame.locator('[part~="history"]').evaluate((panel) => getComputedStyle(panel).position)).toBe("absolute");
  await page.keyboard.press("Escape");
  await frame.locator('[part~="input"]').fill(FOLLOW_UP);
  await frame.locator('[part~="input"]').press("Enter");
  await expect(frame.locator('[part~="turn"]').nth(1)).toHaveAttribute("data-state", "done");
  await expect(frame.locator('[part~="turn"]').nth(1).getByRole("grid")).toBeVisible();
  await page.evaluate(() => window.home.append(document.querySelector("iframe").contentDocument.querySelector("genie-chat")));
  await expect(chat.turns).toHaveCount(2);
  expect(await all(page)).toEqual(before);
  await (await chat.ask("What about 2025?")).done();
});
