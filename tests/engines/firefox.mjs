// Firefox, driven over WebDriver BiDi, without a window.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

export const name = "Firefox";

const BINARY = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** Files are saved into `downloads` without a question. */
const preferences = (downloads) => ({
  "browser.download.dir": downloads,
  "browser.download.folderList": 2,
  "browser.download.alwaysOpenPanel": false,
  "browser.download.always_ask_before_handling_new_types": false,
});

/** A browser in the language `lang`, a value of `LANG`. */
export async function launch({ lang }) {
  const downloads = await mkdtemp(join(tmpdir(), "genie-chat-firefox-"));
  const { LC_ALL, LANGUAGE, ...rest } = process.env;
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: BINARY,
    headless: true,
    defaultViewport: null,
    args: ["--width=1280", "--height=900"],
    env: { ...rest, LANG: lang },
    extraPrefsFirefox: preferences(downloads),
  });
  return {
    version: (await browser.version()).replace("firefox/", ""),
    downloads,
    newTab: async () => new Tab(await browser.newPage()),
    async close() {
      await browser.close();
      await rm(downloads, { recursive: true, force: true });
    },
  };
}

/** What a test does to a page, by the means of this engine. */
class Tab {
  #page;

  constructor(page) {
    this.#page = page;
  }

  // A test may hold what the page loads.
  goto(url) {
    return this.#page.goto(url, { waitUntil: "domcontentloaded" });
  }

  reload() {
    return this.#page.reload({ waitUntil: "domcontentloaded" });
  }

  /** The result of a function within the page, or of its promise. */
  evaluate(run, ...args) {
    return this.#page.evaluate(run, ...args);
  }

  /** A press of the mouse there, `left` or `right`. */
  async mouse(x, y, button) {
    await this.#page.mouse.click(x, y, { button });
  }

  move(x, y) {
    return this.#page.mouse.move(x, y);
  }

  /** These keys, held together in this order. */
  async keys(keys) {
    for (const key of keys) await this.#page.keyboard.down(key);
    for (const key of keys.toReversed()) await this.#page.keyboard.up(key);
  }

  type(text) {
    return this.#page.keyboard.type(text);
  }

  show() {
    return this.#page.bringToFront();
  }

  close() {
    return this.#page.close();
  }
}
