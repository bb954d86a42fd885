// One interface for tests to a page, the same in every engine. `path` is where in the widget; see inpage.js.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

const WAIT_MS = 20_000;
const POLL_MS = 50;

/** Waits until `look` resolves to what `enough` accepts; tells what it saw last if that never comes. */
export async function until(what, look, enough = Boolean, ms = WAIT_MS) {
  const end = Date.now() + ms;
  let last;
  for (;;) {
    try {
      last = await look();
      if (enough(last)) return last;
    } catch (error) {
      // A page that is just loaded may have nothing yet, or go while it is asked.
      last = error;
    }
    if (Date.now() > end) {
      const seen = last instanceof Error ? String(last) : JSON.stringify(last);
      throw new Error(`Not within ${ms / 1_000} s: ${what}; last seen: ${seen}`);
    }
    await sleep(POLL_MS);
  }
}

export class Page {
  constructor(tab, downloads, allowed) {
    this.tab = tab;
    this.downloads = downloads;
    this.allowed = allowed;
  }

  goto(url) {
    return this.tab.goto(url);
  }

  async reload() {
    await this.verify();
    await this.tab.reload();
  }

  evaluate(run, ...args) {
    return this.tab.evaluate(run, ...args);
  }

  /** Waits for a value of the page to be `wanted`, or to match it. */
  async sees(what, wanted, run, ...args) {
    const enough = (value) => (wanted instanceof RegExp ? wanted.test(value ?? "") : isDeepStrictEqual(value, wanted));
    return until(`${what} is ${wanted instanceof RegExp ? wanted : JSON.stringify(wanted)}`, () => this.evaluate(run, ...args), enough);
  }

  count(path, wanted) {
    return this.sees(`the count of ${JSON.stringify(path)}`, wanted, (path) => __all(path).length, path);
  }

  text(path, wanted) {
    return this.sees(`the text of ${JSON.stringify(path)}`, wanted, (path) => __all(path)[0]?.textContent ?? null, path);
  }

  texts(path) {
    return this.evaluate((path) => __all(path).map((element) => element.textContent), path);
  }

  attribute(path, name, wanted) {
    const read = (path, name) => __all(path)[0]?.getAttribute(name) ?? null;
    return this.sees(`${name} of ${JSON.stringify(path)}`, wanted, read, path, name);
  }

  value(path, wanted) {
    return this.sees(`the value of ${JSON.stringify(path)}`, wanted, (path) => __all(path)[0]?.value ?? null, path);
  }

  visible(path, wanted = true) {
    return this.sees(`${JSON.stringify(path)} visible`, wanted, (path) => __all(path)[0]?.checkVisibility({ visibilityProperty: true }) ?? false, path);
  }

  /** The middle of an element, once it is in view, stands still, and nothing lies over it. */
  async #place(path) {
    const look = (path) => {
      const [element] = __all(path);
      if (!element?.checkVisibility({ visibilityProperty: true })) return null;
      element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
      const met = element.getRootNode().elementFromPoint(x, y);
      return met && (element.contains(met) || met.contains(element)) ? { x, y } : null;
    };
    let before;
    return until(`${JSON.stringify(path)} can be clicked`, () => this.evaluate(look, path), (place) => {
      const still = place !== null && isDeepStrictEqual(place, before);
      before = place;
      return still;
    });
  }

  async click(path, button = "left") {
    const { x, y } = await this.#place(path);
    await this.tab.mouse(x, y, button);
  }

  async hover(path) {
    const { x, y } = await this.#place(path);
    await this.tab.move(x, y);
  }

  async focus(path) {
    await this.visible(path);
    await this.evaluate((path) => __all(path)[0].focus(), path);
  }

  type(text) {
    return this.tab.type(text);
  }

  /** "Control+Shift+ArrowLeft", or several such, one after the other. */
  async press(...presses) {
    for (const keys of presses) await this.tab.keys(keys.split("+"));
  }

  /** What the widget has told by events of this type. */
  events(type) {
    return this.evaluate((type) => __events.filter((event) => event.type === type).map(({ detail }) => JSON.parse(JSON.stringify(detail ?? null))), type);
  }

  /** What a reader gets who pastes the clipboard into a letter: all forms of it. */
  async pasted() {
    await this.evaluate(() => {
      const letter = document.body.appendChild(document.createElement("div"));
      letter.contentEditable = "true";
      letter.textContent = "Letter:";
      window.__pasted = null;
      letter.addEventListener("paste", (event) => {
        event.preventDefault();
        window.__pasted = Object.fromEntries(event.clipboardData.types.map((type) => [type, event.clipboardData.getData(type)]));
        letter.remove();
      });
      letter.focus();
    });
    await this.press("Control+v");
    return until("something is pasted", () => this.evaluate(() => window.__pasted));
  }

  /** The file that an action saves, once all of it is there; `complete` says so of its bytes. */
  async saves(kind, action, complete = ({ length }) => length > 0) {
    const files = async () => (await readdir(this.downloads)).filter((file) => file.endsWith(kind));
    const before = await files();
    await action();
    const fresh = async () => {
      const name = (await files()).find((file) => !before.includes(file));
      return name && { name, bytes: await readFile(join(this.downloads, name)) };
    };
    return until(`a file *${kind} is saved`, fresh, (file) => file && complete(file.bytes), 2 * WAIT_MS);
  }

  /** Throws with all that the page did and must not do. */
  async verify() {
    const { faults, origins } = await this.evaluate(() => ({
      faults: (window.__faults ?? []).splice(0),
      origins: [...new Set(performance.getEntriesByType("resource").map(({ name }) => new URL(name).origin))],
    }));
    const others = origins.filter((origin) => origin !== "null" && !this.allowed.has(origin)).map((origin) => `request to ${origin}`);
    if (faults.length + others.length > 0) throw new Error(`The page must not do this:\n  ${[...faults, ...others].join("\n  ")}`);
  }
}
