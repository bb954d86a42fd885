// A tab of the browser with the widget in it, and what the driver knows about it.
import { setTimeout as sleep } from "node:timers/promises";
import * as inpage from "./inpage.mjs";

const ANSWERS_MS = 5_000;
/** A busy machine gets a second chance; an endless loop does not use it. */
const SURELY_MS = 15_000;
const READY_MS = 12_000;
const ACT_MS = 4_000;

const FAILED_REQUEST = /^console: (Failed to load resource|Access to fetch at .* has been blocked by CORS|.*net::ERR_)/;
/** Following a redirect to a sign-in page is against the page's policy too. */
const REDIRECTED = /chaos-sign-in/;

/** True for what the browser itself tells of a request that failed. */
export const isOfRequest = (fault) => FAILED_REQUEST.test(fault) || REDIRECTED.test(fault);

/** Thrown when a page no longer reacts to anything. */
export class Hung extends Error {}

/** The promise's value; rejects with what `late` makes when it takes longer than `ms`. */
export async function within(ms, promise, late) {
  const timer = new AbortController();
  promise.catch(() => {});
  try {
    return await Promise.race([
      promise,
      sleep(ms, null, { signal: timer.signal }).then(() => {
        throw late();
      }),
    ]);
  } finally {
    timer.abort();
  }
}

export class Tab {
  frozen = false;
  hidden = false;
  closed = false;
  hung = false;
  hook = "works";
  #draft = "";
  /** The element that the draft is in. */
  draftWhich = 0;
  /** False where storage may have refused the draft. */
  draftIsKept = true;
  faults = [];
  /** Hears of each fault but of requests that failed. */
  onFault = () => {};
  /** Of several elements the one that the reader uses. */
  which = 0;
  /** When its pages were left. */
  leftAt = [];
  /** How many pages it has loaded. */
  loads = 0;
  /** How often its element has begun anew for other settings. */
  settings = 0;

  constructor(number, page, address) {
    this.number = number;
    this.page = page;
    this.address = address;
    page.on("domcontentloaded", () => (this.loads += 1));
    page.on("pageerror", (error) => this.#fault(`uncaught: ${error}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.#fault(`console: ${message.text()}`);
    });
  }

  #fault(fault) {
    this.faults.push(fault);
    if (!isOfRequest(fault)) this.onFault(fault);
  }

  /** What stands in the composer and has not been sent. */
  get draft() {
    return this.#draft;
  }

  set draft(text) {
    this.#draft = text;
    this.draftWhich = this.which;
  }

  /** The text box of the element that the reader uses. */
  get input() {
    return this.page.locator("genie-chat").nth(this.which).locator('[part~="input"]');
  }

  get name() {
    return `tab ${this.number}`;
  }

  /** True where acts and looks are possible. */
  get usable() {
    return !this.closed && !this.hung && !this.frozen;
  }

  /** Runs a function of `inpage` there; rejects with `Hung` when the page does not react. */
  async run(action, argument, ms = 0) {
    const late = () => new Error("no answer yet");
    try {
      return await within(ANSWERS_MS + ms, this.page.evaluate(action, argument), late);
    } catch (error) {
      if (error.message !== "no answer yet") throw error;
      return this.ping();
    }
  }

  /** Rejects with `Hung` unless the page reacts; tells nothing. */
  async ping() {
    await within(SURELY_MS, this.page.evaluate(() => 0), () => {
      this.hung = true;
      return new Hung(`${this.name} does not react`);
    });
    throw new Error("the page was too slow");
  }

  look() {
    return this.run(inpage.look);
  }

  press(what) {
    return this.run(inpage.press, what);
  }

  /** Another element of the page is the one that the reader uses. */
  async use(which) {
    this.which = which;
    await this.run((which) => {
      window.__chaos.which = which;
    }, which);
  }

  /** Loads the tab's address, or the same page again, and waits for the widget. */
  async load({ reload = false } = {}) {
    const options = { waitUntil: "commit", timeout: READY_MS };
    this.which = 0;
    this.leftAt.push(performance.now());
    await (reload ? this.page.reload(options) : this.page.goto(this.address, options));
  }

  /** True as soon as the widget has taken over; false where that takes too long. */
  async ready() {
    const until = performance.now() + READY_MS;
    while (performance.now() < until) {
      const view = await this.look().catch((error) => {
        if (error instanceof Hung) throw error;
        return {};
      });
      if (view.ready) return true;
      await sleep(60);
    }
    return false;
  }

  /** Types a text in place of what is there, as a reader does. */
  async type(text) {
    await this.input.fill(text, { timeout: ACT_MS });
    this.draft = text;
  }

  /** Presses Enter; what the widget takes leaves the composer. */
  async enter() {
    await this.input.press("Enter", { timeout: ACT_MS });
    this.draft = "";
  }

  async close() {
    this.closed = true;
    this.leftAt.push(performance.now());
    await within(5_000, this.page.close(), () => new Error("the page does not close")).catch(() => {});
  }

  async freeze(frozen) {
    this.devtools ??= await this.page.context().newCDPSession(this.page);
    await this.devtools.send("Page.setWebLifecycleState", { state: frozen ? "frozen" : "active" });
    this.frozen = frozen;
    this.leftAt.push(performance.now());
    // A browser tells what has changed meanwhile.
    if (!frozen) await this.run(() => void dispatchEvent(new Event(navigator.onLine ? "online" : "offline")));
  }
}
