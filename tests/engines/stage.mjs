// One test's own world: a relay, a proxy before it, tabs. All of it goes with the test.
import { readFileSync } from "node:fs";
import { gate, startFaults } from "../e2e/support/faults.mjs";
import { element } from "../e2e/support/host.mjs";
import { questionsTaken, startRelay } from "../e2e/support/relay.mjs";
import { Chat } from "./chat.mjs";
import { Page } from "./page.mjs";

const INPAGE = readFileSync(new URL("inpage.js", import.meta.url), "utf8");

export class Stage {
  #browser;
  #host;
  #pages = [];
  #ends = [];

  constructor(browser, host) {
    this.#browser = browser;
    this.#host = host;
    /** Requests that this test holds, and lets go. */
    this.gate = gate();
  }

  /** Starts a demo relay behind a proxy, which `this.proxy` is; widgets take all from the proxy. */
  async relay({ answerMs = 300 } = {}) {
    this.upstream = await startRelay({ allowOrigin: this.#host.origin, answerMs });
    this.#ends.push(() => this.upstream.stop());
    this.proxy = await startFaults(this.upstream.origin, { keepAlive: true });
    this.#ends.push(() => this.proxy.stop());
  }

  /** Opens a page with one widget in a tab; waits for the wasm unless `ready` is false. */
  async open({ answerMs, ready = true, ...attributes } = {}) {
    if (!this.proxy) await this.relay({ answerMs });
    const body = element({ "relay-url": this.proxy.origin, "space-id": "default", ...attributes });
    return this.another(this.#host.page({ relay: this.proxy, body, inline: INPAGE }), ready);
  }

  /** Opens an address in a further tab. */
  async another(url, ready = true) {
    const tab = await this.#browser.newTab();
    const page = new Page(tab, this.#browser.downloads, new Set([this.#host.origin, this.proxy.origin]));
    this.#pages.push(page);
    await tab.show();
    await page.goto(url);
    const chat = new Chat(page, url);
    if (ready) await chat.ready();
    return chat;
  }

  /** Asks a question of the space with the scripted answers, and waits for its grid. */
  async shown(question, attributes) {
    const chat = await this.open({ "space-id": "showcase", locale: "en", ...attributes });
    const turn = await chat.ask(question);
    await turn.shown();
    return { chat, page: chat.page, turn };
  }

  /** What the relay has been asked in its one conversation, oldest first. */
  async questions() {
    return (await questionsTaken(this.upstream)).toReversed();
  }

  async verify() {
    for (const page of this.#pages) await page.verify();
  }

  async close() {
    this.gate.open();
    // The relay goes last: a page that still polls would call its end an error.
    for (const { tab } of this.#pages) await tab.close();
    for (const end of this.#ends.toReversed()) await end();
  }
}
