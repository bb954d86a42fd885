// Text that means harm, drawn: no element, no attribute and no address but those of Markdown.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/test.mjs";
import { tell, text } from "./support/told.mjs";

const FILE = new URL("../fixtures/markdown/hostile.json", import.meta.url);
const PAYLOADS = Object.values(JSON.parse(readFileSync(FILE, "utf8"))).flat();

const BETWEEN = ["", " ", "\n", "\n\n", "\n> ", "\n- ", "**", "`", "[", "](", ")", "|", "<", "&#", ";", "\\"];

/** Documents of pieces that stand together by chance; the same in each run. */
function mixtures(count) {
  let state = 7;
  const pick = (list) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return list[(state >>> 8) % list.length];
  };
  return Array.from({ length: count }, () => Array.from({ length: 6 }, () => pick(PAYLOADS) + pick(BETWEEN)).join(""));
}

/** What stands in the widget and must not. */
function strangers() {
  const ELEMENTS = "div p h3 h4 h5 h6 ul ol li pre code blockquote table thead tbody tr th td hr strong em s a br button".split(" ");
  const ATTRIBUTES = "dir class part tabindex role aria-label start href target rel type data-copy".split(" ");
  const NEVER = "script style link meta base iframe object embed img video audio source math template frame marquee";
  const root = document.querySelector("genie-chat").shadowRoot;
  const found = new Set();
  for (const answer of root.querySelectorAll('[part~="answer"]')) {
    for (const element of [answer, ...answer.querySelectorAll("*")]) {
      if (!ELEMENTS.includes(element.localName)) found.add(`element ${element.localName}`);
      for (const { name } of element.attributes) if (!ATTRIBUTES.includes(name)) found.add(`attribute ${name}`);
    }
  }
  for (const element of root.querySelectorAll(NEVER.split(" ").join(","))) found.add(`element ${element.localName}`);
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^src|^xlink/i.test(name)) found.add(`attribute ${name}`);
      if (name === "href" && !/^(https?:\/\/[^/]|mailto:[^/])/i.test(value)) found.add(`address ${value}`);
    }
    if (element.localName === "a") {
      const { protocol, rel, target } = element;
      if (!/^(https?|mailto):$/.test(protocol)) found.add(`protocol ${protocol}`);
      if (!rel.includes("noopener") || target !== "_blank") found.add("a link that keeps its opener");
    }
  }
  return [...found];
}

const ALL = [...PAYLOADS, ...mixtures(120)];
const BATCH = 45;
for (let from = 0; from < ALL.length; from += BATCH) {
  const batch = ALL.slice(from, from + BATCH);
  test(`hostile text stays text, from ${from} on`, async ({ open, page }) => {
    await page.addInitScript(() => {
      for (const name of ["alert", "prompt", "open"]) window[name] = () => (window.__ran = name);
    });
    const chat = await tell(page, open, batch.map((content) => [text(content)]));
    await expect(chat.turns).toHaveCount(batch.length);
    await expect(chat.turns.last().getByRole("button", { name: "Copy answer" })).toBeVisible();
    expect(await page.evaluate(strangers)).toEqual([]);
    // Nothing was swallowed either: where there is no markup, as there may be in a mixture, the text is there to be read.
    const scripts = batch.flatMap((content, index) => (/^<script>/.test(content) && from + index < PAYLOADS.length ? [index] : []));
    for (const index of scripts) await expect(chat.turn(index).answer).toContainText(batch[index]);
    expect(await page.evaluate(() => window.__ran)).toBeUndefined();
    expect(page.url()).not.toContain("evil");
  });
}

test("the look at what is there does find strangers", async ({ open, page }) => {
  const chat = await tell(page, open, [[text("[x](https://x.y)")]]);
  await expect(chat.turn(0).answer).toBeVisible();
  await chat.turn(0).answer.locator("a").evaluate((link) => {
    link.setAttribute("href", "javascript:void 0");
    link.append(document.createElement("img"));
    link.setAttribute("ping", "https://evil.example");
  });
  expect((await page.evaluate(strangers)).sort()).toEqual([
    "address javascript:void 0",
    "attribute ping",
    "element img",
    "protocol javascript:",
  ]);
});
