// How frameworks give the element what a page wants: as properties where there are any, else as attributes.
import { Chat } from "./support/chat.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";
import { hold } from "./support/traffic.mjs";

/** Each sets one value on an element by the rule of its framework, in the page. */
const FRAMEWORKS = {
  "React 19": (node, name, value) => {
    if (name in node) node[name] = value;
    else if (["function", "symbol"].includes(typeof value) || value == null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
  },
  "Vue 3": (node, name, value) => {
    if (!(name in node)) {
      if (value == null) node.removeAttribute(name);
      else node.setAttribute(name, value);
      return;
    }
    const text = value == null && typeof node[name] === "string";
    node[name] = text ? "" : value;
    if (text) node.removeAttribute(name);
  },
  Preact: (node, name, value) => {
    if (name in node) node[name] = value ?? "";
    else if (typeof value !== "function" && value != null && (value !== false || name[4] === "-")) node.setAttribute(name, value);
    else node.removeAttribute(name);
  },
  "Svelte 5": (node, name, value) => {
    const setters = [];
    for (let proto = node; proto !== Element.prototype; proto = Object.getPrototypeOf(proto)) {
      const described = Object.entries(Object.getOwnPropertyDescriptors(proto));
      setters.push(...described.filter(([, { set }]) => set).map(([name]) => name));
    }
    if (setters.includes(name)) node[name] = value;
    else if (value == null) node.removeAttribute(name);
    else node.setAttribute(name, value);
  },
};

/** Makes an element and gives it these values by that rule, then puts it into the page. */
const render = (page, rule, values) =>
  page.evaluate(
    ([rule, values]) => {
      const assign = new Function(`return (${rule})`)();
      const node = document.createElement("genie-chat");
      for (const [name, value] of Object.entries(values)) assign(node, name, value);
      assign(node, "headers", () => ({ "x-genie-session": "anna" }));
      assign(node, "starters", ["Which region sells most?"]);
      document.querySelector("main").append(node);
    },
    [rule, values],
  );

/** An empty page with the loader. The page's policy forbids `eval`; this one is about frameworks alone. */
const blank = async (page, host, relay) => {
  await page.goto(host.page({ relay, body: "" }));
  await page.evaluate(() => customElements.whenDefined("genie-chat").then(() => {}));
};

const sessions = (page) => {
  const seen = new Set();
  page.on("request", (request) => {
    if (request.method() !== "OPTIONS" && request.url().includes("/api/2.0/genie/")) seen.add(request.headers()["x-genie-session"]);
  });
  return seen;
};

test.use({ bypassCSP: true });

for (const [framework, rule] of Object.entries(FRAMEWORKS)) {
  for (const [form, values] of Object.entries({
    properties: { relayUrl: "", spaceId: "default", maxWait: 90, theme: undefined, chart: null, conversationId: undefined },
    attributes: { "relay-url": "", "space-id": "default", "max-wait": 90, theme: "", chart: undefined, "conversation-id": "" },
  })) {
    test(`${framework} gives hook, questions and ${form}`, async ({ page, host, ownRelay }) => {
      const relay = await ownRelay({ answerMs: 0 });
      const seen = sessions(page);
      await blank(page, host, relay);
      const [url] = Object.keys(values);
      await render(page, String(rule), { ...values, [url]: relay.origin });
      const chat = new Chat(page);
      await chat.ready();
      await expect(chat.part("suggestion")).toHaveText(["Which region sells most?"]);
      await (await chat.ask(QUESTION)).done();
      expect([...seen]).toEqual(["anna"]);
      expect(await chat.host.evaluate((node) => [node.maxWait, node.getAttribute("max-wait"), node.theme])).toEqual(["90", "90", ""]);
    });
  }
}

const PROPERTIES = ["relayUrl", "spaceId", "agentId", "persist", "theme", "chart", "conversationId", "maxWait", "headers", "starters"];

test("every attribute has a property that reflects it", async ({ open, page }) => {
  await open();
  const found = await page.evaluate((names) => {
    const node = document.createElement("genie-chat");
    const missing = names.filter((name) => !(name in node));
    const texts = names.filter((name) => !["headers", "starters"].includes(name));
    const attribute = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const wrong = texts.filter((name) => {
      const states = [node[name]];
      node[name] = 7;
      states.push(node.getAttribute(attribute(name)), node[name]);
      node.setAttribute(attribute(name), "x");
      states.push(node[name]);
      for (const nothing of [null, undefined, false]) {
        node[name] = nothing;
        states.push(node.hasAttribute(attribute(name)));
        node[name] = "y";
      }
      return JSON.stringify(states) !== '["","7","7","x",false,false,false]';
    });
    return { missing, wrong };
  }, PROPERTIES);
  expect(found).toEqual({ missing: [], wrong: [] });
});

for (const [when, pattern] of [
  ["embed.js", /\/embed\.js$/],
  ["the wasm", /_bg\.wasm$/],
]) {
  test(`what a page sets before ${when} has come is heard`, async ({ page, host, ownRelay }) => {
    const relay = await ownRelay({ answerMs: 0 });
    const seen = sessions(page);
    const held = await hold(page, pattern);
    await page.goto(host.page({ relay, body: "<genie-chat></genie-chat>" }), { waitUntil: "commit" });
    await held.first;
    await page.evaluate((relayUrl) => {
      const values = { relayUrl, spaceId: "default", maxWait: 90, headers: { "x-genie-session": "anna" }, starters: ["Which region?"] };
      Object.assign(document.querySelector("genie-chat"), values);
    }, relay.origin);
    held.release();
    const chat = new Chat(page);
    await chat.ready();
    await expect(chat.part("suggestion")).toHaveText(["Which region?"]);
    expect([...seen]).toEqual(["anna"]);
    expect(await chat.host.getAttribute("max-wait")).toBe("90");
    // From now on it is a property like any other.
    expect(await chat.host.evaluate((node) => ["relayUrl", "maxWait", "headers", "starters"].filter((name) => Object.hasOwn(node, name)))).toEqual([]);
  });
}

/** Every form of `HeadersInit`, and what else can be read as one. */
const FORMS = {
  "an object": () => ({ "X-Genie-Session": "anna" }),
  Headers: () => new Headers({ "X-Genie-Session": "anna" }),
  pairs: () => [["x-genie-session", "anna"]],
  "a map": () => new Map([["x-genie-session", "anna"]]),
  "an object without a prototype": () => Object.assign(Object.create(null), { "x-genie-session": "anna" }),
  "what only behaves as a promise": () => ({ then: (resolve) => resolve([["x-genie-session", "anna"]]) }),
  "headers of another frame": () => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    return frame.contentWindow.Promise.resolve(new frame.contentWindow.Headers({ "x-genie-session": "anna" }));
  },
};

for (const [form, make] of Object.entries(FORMS)) {
  test(`headers may be ${form}`, async ({ open, page, ownRelay }) => {
    const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
    const seen = sessions(page);
    await page.evaluate((make) => (document.querySelector("genie-chat").headers = new Function(`return (${make})`)()), String(make));
    await (await chat.ask(QUESTION)).done();
    expect([...seen]).toEqual(["anna"]);
  });
}

test("a header's value may be a number, and no headers are no fault", async ({ open, page, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  const seen = sessions(page);
  for (const [code, sent] of [["null", undefined], ["() => undefined", undefined], ["[]", undefined], ["{}", undefined], ["{ 'x-genie-session': 42 }", "42"]]) {
    seen.clear();
    await page.evaluate((code) => (document.querySelector("genie-chat").headers = new Function(`return ${code}`)()), code);
    // Conversations belong to those who began them.
    await page.evaluate(() => document.querySelector("genie-chat").newConversation());
    await expect(chat.turns).toHaveCount(0);
    await (await chat.ask(QUESTION)).done();
    expect([...seen], code).toEqual([sent]);
  }
});

for (const [code, cause] of [
  ["() => { throw new Error('no token yet') }", /no token yet/],
  ["() => Promise.reject(new Error('refresh failed'))", /refresh failed/],
  ["'Bearer abc'", /headers: neither Headers, nor pairs, nor an object/],
  ["7", /headers: neither/],
  ["new Date()", /headers: neither/],
  ["[['x-genie-session']]", /headers: x-genie-session/],
  ["{ 'x-genie-session': undefined }", /headers: x-genie-session/],
  ["{ 'x-genie-session': {} }", /headers: x-genie-session/],
  ["{ 'x genie': 'secret' }", /headers: x genie/],
  ["{ 'x-genie-session': 'a\\nsecret' }", /headers: x-genie-session/],
  ["{ Cookie: 'secret' }", /headers: Cookie/],
  ["new Proxy({}, { ownKeys() { throw new Error('no keys') } })", /no keys/],
]) {
  test(`headers that cannot be used are named: ${code}`, async ({ open, page, ownRelay, traffic }) => {
    const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
    await page.evaluate((code) => (document.querySelector("genie-chat").headers = new Function(`return (${code})`)()), code);
    const turn = await chat.ask(QUESTION);
    await turn.expectState("failed");
    await expect(turn.notice).not.toContainText(/not signed in/);
    await expect(turn.notice).toContainText("nothing was sent");
    const errors = await page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-error").map(({ detail }) => detail));
    expect(errors).toEqual([{ code: "config", retryable: true, requestId: null, message: expect.stringMatching(cause) }]);
    expect(errors[0].message).not.toContain("secret");
    const rejected = await page.evaluate(() =>
      document.querySelector("genie-chat").listConversations().catch(({ name, code, message }) => ({ name, code, message })),
    );
    expect(rejected).toEqual({ name: "GenieError", code: "config", message: expect.stringMatching(cause) });
    expect(traffic.writes()).toEqual([]);
  });
}

test("headers as an attribute are an error, and no request leaves without the token", async ({ open, page, ownRelay, traffic }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }) });
  // As frameworks write them on an element whose class has not come.
  await page.evaluate(() => document.querySelector("genie-chat").setAttribute("headers", "[object Object]"));
  await (await chat.ask(QUESTION)).expectState("failed");
  expect(traffic.questions()).toEqual([]);
});
