// The fixtures that every spec imports in place of Playwright's own `test`.
import { expect, test as base } from "@playwright/test";
import { Chat, recordEvents } from "./chat.mjs";
import { startFaults } from "./faults.mjs";
import { element, startHost } from "./host.mjs";
import { startForwarding, startRelay } from "./relay.mjs";
import { recordTraffic } from "./traffic.mjs";
import { watch } from "./watch.mjs";

export { expect };

/** Two questions that the demo's data answers; the second only makes sense after the first. */
export const QUESTION = "Which products generate the highest sales?";
export const FOLLOW_UP = "What about the top 3 products?";

export const test = base.extend({
  // The host is there first: the relay must be told its origin.
  host: [
    async ({}, use) => {
      const host = await startHost();
      await use(host);
      await host.stop();
    },
    { scope: "worker" },
  ],

  relay: [
    async ({ host }, use) => {
      const relay = await startRelay({ allowOrigin: host.origin });
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  /** Starts a relay of this test's own, for other options than the shared one's. */
  ownRelay: async ({ page, host, watched }, use) => {
    const relays = [];
    await use(async (options) => {
      const relay = await startRelay({ allowOrigin: host.origin, ...options });
      relays.push(relay);
      watched.allowOrigin(relay.origin);
      return relay;
    });
    await leave(page);
    await Promise.all(relays.map((relay) => relay.stop()));
  },

  /** A demo relay of this test's own behind a proxy with faults; pages use `proxy` as their relay. */
  faulty: async ({ page, ownRelay, watched }, use) => {
    const proxies = [];
    await use(async ({ keepAlive, ...options } = {}) => {
      const relay = await ownRelay(options);
      const proxy = await startFaults(relay.origin, { keepAlive });
      proxies.push(proxy);
      watched.allowOrigin(proxy.origin);
      watched.allowFailedRequests();
      return { relay, proxy };
    });
    await leave(page);
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  },

  /**
   * A forwarding relay, which can be killed and started again, before a demo
   * relay, which stays; `wire` counts what arrives at the latter.
   */
  forwarding: async ({ page, host, faulty, watched }, use) => {
    const forwarders = [];
    await use(async (options) => {
      const { relay: workspace, proxy: wire } = await faulty(options);
      const relay = await startForwarding({ allowOrigin: host.origin, workspace: wire.origin });
      forwarders.push(relay);
      watched.allowOrigin(relay.origin);
      return { relay, wire, workspace };
    });
    await leave(page);
    await Promise.all(forwarders.map((relay) => relay.stop()));
  },

  /** Fails the test for what no page may do; see watch.mjs. */
  watched: [
    async ({ page, host, relay }, use) => {
      await recordEvents(page);
      const watched = await watch(page, [host.origin, relay.origin]);
      await use(watched);
      watched.verify();
    },
    { auto: true },
  ],

  traffic: async ({ page }, use) => use(recordTraffic(page)),

  /**
   * Opens a page of the host with one widget and waits for the wasm; resolves
   * to its `Chat`. `ready: false` returns with what the loader has drawn.
   */
  open: async ({ page, host, relay: shared }, use) => {
    await use(async ({ relay = shared, files, ready = true, ...attributes } = {}) => {
      const body = element({ "relay-url": relay.origin, "space-id": "default", ...attributes });
      await page.goto(host.page({ relay, files, body }));
      const chat = new Chat(page);
      if (ready) await chat.ready();
      return chat;
    });
  },

  /** Closes the page and opens its address in a new one of the same browser; resolves to its `Chat`. */
  reopen: async ({ page, watched }, use) => {
    const context = page.context();
    await use(async () => {
      const address = page.url();
      await page.close();
      const next = await context.newPage();
      await recordEvents(next);
      await watched.alsoWatch(next);
      await next.goto(address);
      const chat = new Chat(next);
      await chat.ready();
      return chat;
    });
  },

  /** Opens this page's address, or another one, in a further tab; resolves to its `Chat`. */
  another: async ({ page, watched }, use) => {
    await use(async (address = page.url(), ready = true) => {
      const next = await page.context().newPage();
      await recordEvents(next);
      await watched.alsoWatch(next);
      await next.goto(address);
      const chat = new Chat(next);
      if (ready) await chat.ready();
      return chat;
    });
  },
});

/** A page that still polls would log the end of its relay as an error. */
async function leave(page) {
  for (const opened of page.context().pages()) await opened.goto("about:blank");
}
