// Languages and dates that a browser's own formats refuse: what is shown is plainer, and nothing ends.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";
import { remember } from "./support/past.mjs";

/** A browser that names this language: WebKitGTK says `C` in a container. */
const speaking = (page, language) =>
  page.addInitScript(
    (language) => Object.defineProperty(Navigator.prototype, "language", { configurable: true, get: () => language }),
    language,
  );

/** A browser in which nothing of `Intl`, and nothing that is built upon it, can be used. */
const speechless = (page) =>
  page.addInitScript(() => {
    const refuse = function () {
      throw new RangeError("Incorrect locale information provided");
    };
    for (const name of Object.getOwnPropertyNames(Intl)) {
      if (typeof Intl[name] === "function") Intl[name] = refuse;
    }
    for (const { prototype } of [Date, Number, BigInt, Array]) {
      for (const name of Object.getOwnPropertyNames(prototype)) {
        if (name.startsWith("toLocale")) prototype[name] = refuse;
      }
    }
    String.prototype.localeCompare = refuse;
  });

/** Two questions, what stands below and in their answers, and the panel of past conversations. */
async function converse(page, open, ownRelay) {
  const relay = await ownRelay({ answerMs: 0 });
  await remember(page, relay, [
    { id: "beyond", title: "Beyond all dates", at: 1e18 },
    { id: "old", title: "Long ago", at: Date.UTC(2020, 1, 3, 12) },
  ]);
  const chat = await open({ relay });
  for (const question of [QUESTION, FOLLOW_UP]) {
    const turn = await chat.ask(question);
    await turn.done();
    await expect(turn.root.locator(".origin")).toContainText("AI-generated");
    await expect(turn.grid).toBeVisible();
    expect((await turn.cells()).length).toBeGreaterThan(0);
  }
  const origin = await chat.turn(1).root.locator(".origin").textContent();
  await chat.history.open();
  await expect(chat.history.root).toContainText("Beyond all dates");
  await expect(chat.history.root).toContainText("Long ago");
  const days = await chat.history.root.locator("h4").allTextContents();
  expect(days.every((day) => day !== "" && !day.includes("Invalid"))).toBe(true);
  expect(await page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-error"))).toEqual([]);
  return { origin, days };
}

for (const language of ["C", "en_US", "", "x-invalid-!!", undefined, 7]) {
  test(`a browser that speaks ${JSON.stringify(language) ?? "nothing"} answers and tells when`, async ({ open, ownRelay, page }) => {
    await speaking(page, language);
    const { origin, days } = await converse(page, open, ownRelay);
    expect(origin).toMatch(/\d{1,2}:\d\d/);
    expect(days).toContain("February 3, 2020");
  });
}

test("a browser without any format of its own answers in plain digits", async ({ open, ownRelay, page }) => {
  await speechless(page);
  const { origin, days } = await converse(page, open, ownRelay);
  expect(origin).toContain(String(new Date().getFullYear()));
  expect(days).toContain("Mon Feb 03 2020");
});

// One locale for numbers and dates: the attribute, else the nearest `lang`, else the browser's.
test.describe("a German browser", () => {
  test.use({ locale: "de-DE" });

  /** How the origin line writes the date and the grid a number, with a change to the page before the question. */
  async function written(page, open, attributes, change = () => {}) {
    const chat = await open({ "space-id": "showcase", ...attributes });
    await page.evaluate(change);
    const turn = await chat.ask("Show revenue by category");
    await turn.done();
    const origin = await turn.root.locator(".origin").textContent();
    await expect(turn.grid).toBeVisible();
    const cells = (await turn.texts()).flat().join(" ");
    expect(cells).toMatch(/\d[.,]\d\d\b/);
    return { date: /\d{1,2}\.\d{1,2}\.\d{4}/.test(origin) ? "de" : "en", number: /\d,\d\d\b(?!\d)/.test(cells) ? "de" : "en" };
  }

  for (const [name, attributes, change, expected] of [
    ["on an English page", {}, undefined, "en"],
    ["with `locale`", { locale: "de-DE" }, undefined, "de"],
    ["with an empty `locale`", { locale: "" }, undefined, "en"],
    ["in a German part of the page", {}, () => (document.querySelector("genie-chat").lang = "de"), "de"],
    ["on a page without a language", {}, () => document.documentElement.removeAttribute("lang"), "de"],
  ]) {
    test(`writes numbers and dates alike ${name}`, async ({ open, page }) => {
      expect(await written(page, open, attributes, change)).toEqual({ date: expected, number: expected });
    });
  }
});
