// The layout: in small boxes, in both directions, on paper, and after a part's style sheet has come.
import { expect, QUESTION, test } from "./support/test.mjs";

const ARABIC = "ما هي المنتجات التي تحقق أعلى المبيعات؟";

const size = (page, width, height) =>
  page.evaluate(([width, height]) => Object.assign(document.querySelector("genie-chat").style, { inlineSize: width, blockSize: height }), [width, height]);

const begin = (page, questions) => page.evaluate((questions) => (document.querySelector("genie-chat").starters = questions), questions);

/** The boxes of all that can be seen, by part and text. */
const boxes = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelector("genie-chat").shadowRoot.querySelectorAll('[part="root"] *')];
    const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".history, [part~=header], .depth, svg"));
    return seen.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [one.localName, one.className, ...[x, y, width, height].map(Math.round)].join(" ");
    });
  });

// An empty state that did not fit started scrolled to its end, with its heading out of view.
for (const [width, height] of [[320, 500], [400, 300], [280, 240]]) {
  test(`the beginning is shown from its top, and nothing overflows: ${width} x ${height} px`, async ({ open, page }) => {
    await page.setViewportSize({ width, height });
    const chat = await open();
    await begin(page, ["One question?", "Another question?", "A third question?", "A fourth question?"]);
    await size(page, `${width}px`, `${height}px`);
    const transcript = chat.host.locator('[part="transcript"]');
    await expect(chat.host.getByRole("heading", { level: 3 })).toBeInViewport();
    expect(await transcript.evaluate((one) => one.scrollTop)).toBe(0);
    const [host, composer] = await Promise.all([chat.host.boundingBox(), chat.host.locator('[part="composer"]').boundingBox()]);
    expect(host.height).toBe(height);
    expect(composer.y + composer.height).toBeLessThanOrEqual(host.y + host.height);
    expect(await transcript.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  });
}

// Right to left, the pencil covered the first letter of a suggestion in another direction.
for (const dir of ["ltr", "rtl"]) {
  test(`a suggestion's pencil covers no letter: ${dir}`, async ({ open, page }) => {
    const chat = await open({ dir });
    await begin(page, ["Which products sell best?", ARABIC]);
    const suggestions = chat.host.locator('[part~="suggestion"]');
    await expect(suggestions).toHaveCount(2);
    for (const item of await chat.host.locator("li:has(> [part~=suggestion])").all()) {
      const apart = await item.evaluate((item) => {
        const range = document.createRange();
        range.selectNodeContents(item.querySelector("[part~=suggestion]"));
        const pencil = item.querySelector("svg").getBoundingClientRect();
        return [...range.getClientRects()].every(({ left, right }) => right <= pencil.left || left >= pencil.right);
      });
      expect(apart).toBe(true);
    }
  });
}

// The style sheet of past conversations had a rule for buttons that hit those of answers, too, until the page was loaded again.
test("a part's style sheet changes nothing outside its part", async ({ open, page }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.grid).toBeVisible();
  await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const before = await boxes(page);
  const panel = chat.host.getByRole("button", { name: "Past conversations" });
  await panel.click();
  await expect(chat.host.locator(".history")).toBeVisible();
  await panel.click();
  await expect(chat.host.locator(".history")).toHaveCount(0);
  expect(await boxes(page)).toEqual(before);
});

// One screenful came out, in the screen's colours, with the composer.
test("on paper there is the whole conversation, dark on light, and nothing to press", async ({ open, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const chat = await open();
  for (const question of [QUESTION, "Show revenue by category", "Show revenue by month"]) await (await chat.ask(question)).done();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const transcript = chat.host.locator('[part="transcript"]');
  await expect(transcript).toHaveCSS("overflow-y", "visible");
  const ends = await chat.host.evaluate((host) => {
    const last = [...host.shadowRoot.querySelectorAll("article")].at(-1);
    return [last, host].map((one) => Math.round(one.getBoundingClientRect().bottom));
  });
  expect(ends[0]).toBeLessThanOrEqual(ends[1]);
  await expect(chat.input).toBeHidden();
  for (const button of await chat.host.getByRole("button").all()) await expect(button).not.toHaveClass(/\bbutton\b/);
  await expect(chat.host.locator('[part="root"]')).toHaveCSS("background-color", "rgb(255, 255, 255)");
});
