// Everything that a seed needs, started and ended: servers, relay, browser context, tabs.
import { element, startHost } from "../e2e/support/host.mjs";
import { startForwarding, startRelay } from "../e2e/support/relay.mjs";
import { startFront } from "./front.mjs";
import { holdTimers } from "./clock.mjs";
import { inherit, prepare, sayOnLine } from "./inpage.mjs";
import { Ledger } from "./ledger.mjs";
import { random } from "./random.mjs";
import { Tab, within } from "./tab.mjs";
import { startWire } from "./wire.mjs";

export class World {
  tabs = [];
  ledger = new Ledger();
  /** "no", "pages" if pages still load, or "all". */
  offline = "no";
  fullLocal = false;
  relayIsDown = false;
  /** When the relay was killed. */
  crashes = [];
  #ends = [];

  constructor({ plan, story, tally }) {
    Object.assign(this, { plan, story, tally });
    this.dice = random(plan.seed, "acts");
  }

  async start(browser) {
    const { plan } = this;
    const host = await this.#owns(startHost());
    const say = (what, text) => {
      this.story.tell("network", text ? `${what} "${text}"` : what);
      this.tally.count("faults", what.replace(/^.*?: (\S+).*$/, "$1"));
    };
    this.front = await this.#owns(startFront({ plan, host, say }));
    const pageOrigin = plan.sameOrigin ? this.front.origin : host.origin;
    this.workspace = await this.#owns(
      startRelay({ allowOrigin: pageOrigin, answerMs: plan.answerMs }),
    );
    this.wire = await this.#owns(startWire(this.workspace.origin));
    if (plan.forwarding) {
      this.forwarding = await this.#owns(startForwarding({ allowOrigin: pageOrigin, workspace: this.wire.origin }));
    }
    this.front.relayAt((this.forwarding ?? this.wire).origin);

    const attributes = { "relay-url": this.front.origin, "space-id": "default", persist: plan.persist };
    if (plan.maxWait) attributes["max-wait"] = plan.maxWait;
    const files = plan.sameOrigin ? "own" : plan.files;
    const address = host.page({ relay: this.front, files, body: bodyOf(plan, attributes) });
    this.address = new URL(new URL(address).pathname, pageOrigin).href;

    this.context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 } });
    this.#ends.push(() => within(10_000, this.context.close(), () => new Error("the context does not close")));
    const { locks, hook, session } = plan;
    await this.context.addInitScript(holdTimers);
    await this.context.addInitScript(prepare, { locks, hook, session, slowHookMs: 2_000 });
  }

  async #owns(starting) {
    const part = await starting;
    this.#ends.push(() => part.stop());
    return part;
  }

  /** A new tab, not yet loaded; `items` are what it has inherited in its `sessionStorage`. */
  async addTab(items) {
    const page = await this.context.newPage();
    const tab = new Tab(this.tabs.length + 1, page, this.address);
    tab.onFault = (fault) => this.story.tell(tab.name, fault.slice(0, 300));
    if (items) await page.addInitScript(inherit, [items, "chaos-inherited"]);
    this.tabs.push(tab);
    return tab;
  }

  /** Offline for "all", or for all but the pages themselves, as with a worker that serves them; or for nothing, "no". */
  async goOffline(how) {
    const before = this.offline;
    this.offline = how;
    await this.context.setOffline(how === "all");
    this.front.refuse(how === "pages");
    const url = new URL("/", this.address).href;
    if (how === "pages") await this.context.addCookies([{ name: "chaos-offline", value: "1", url }]);
    else await this.context.clearCookies({ name: "chaos-offline" });
    // With "all" the browser says so itself.
    if (how !== "pages" && before !== "pages") return;
    for (const tab of this.usable()) await tab.run(sayOnLine, how === "no");
  }

  /** True where pages can be loaded. */
  get loads() {
    return this.offline !== "all";
  }

  open() {
    return this.tabs.filter((tab) => !tab.closed && !tab.hung);
  }

  usable() {
    return this.tabs.filter((tab) => tab.usable);
  }

  isFull(tab) {
    return this.fullLocal || tab.fullSession === true;
  }

  /** A tab's page ends: by a reload, by leaving it, by closing. */
  leaves(tab) {
    this.ledger.leaves(tab, { persist: this.plan.persist, full: this.isFull(tab) });
  }

  /** Ends all; false where something does not end. */
  async end() {
    let clean = true;
    for (const end of this.#ends.reverse()) {
      await end().catch(() => {
        clean = false;
      });
    }
    return clean;
  }
}

/** What stands in the page: the element, or two for the same space. */
function bodyOf({ elements }, attributes) {
  const ids = ["one", "two"].slice(0, elements);
  return elements > 1 ? ids.map((id) => element({ ...attributes, id })).join("\n") : element(attributes);
}
