// Light and dark: by the reader's system, or as the page says.
import { expect, QUESTION, test } from "./support/test.mjs";

/** Lightness from 0 to 1 of the colours that the reader sees in the root and its text. */
function lightness(chat) {
  return chat.part("root").first().evaluate((root) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    const light = (color) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const { backgroundColor, color } = getComputedStyle(root);
    return { paper: light(backgroundColor), ink: light(color) };
  });
}

const LIGHT = "light";
const DARK = "dark";
for (const [theme, system, expected] of [
  ["auto", LIGHT, LIGHT],
  ["auto", DARK, DARK],
  [LIGHT, DARK, LIGHT],
  [DARK, LIGHT, DARK],
]) {
  test(`theme ${theme} on a ${system} system is ${expected}`, async ({ open, page }) => {
    await page.emulateMedia({ colorScheme: system });
    const chat = await open({ theme });
    const { paper, ink } = await lightness(chat);
    expect(paper > ink ? LIGHT : DARK).toBe(expected);
    expect(Math.abs(paper - ink)).toBeGreaterThan(0.5);
  });
}

test("the theme changes at run time and the conversation stays", async ({ open, page }) => {
  await page.emulateMedia({ colorScheme: LIGHT });
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await chat.host.evaluate((element) => element.setAttribute("theme", "dark"));
  await expect.poll(async () => (await lightness(chat)).paper).toBeLessThan(0.4);
  await expect(chat.turns).toHaveCount(1);
});

test("a page's rule for a part reaches inside", async ({ open, page }) => {
  const chat = await open();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("genie-chat::part(send) { outline: 3px solid rgb(1, 2, 3) }");
    document.adoptedStyleSheets.push(sheet);
  });
  await expect(chat.send).toHaveCSS("outline-color", "rgb(1, 2, 3)");
});
