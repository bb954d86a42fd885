// Functions that run inside a page. Each stands alone: nothing outside of it is there.

/** Runs before the page's own scripts: what the seed takes from the browser, and a record of events. */
export function prepare({ locks, hook, session, slowHookMs }) {
  if (origin === "null" || window.__chaos) return;
  const chaos = { hidden: false, hook: "works", events: [], deletions: {} };
  window.__chaos = chaos;
  Object.defineProperty(Document.prototype, "visibilityState", { configurable: true, get: () => (chaos.hidden ? "hidden" : "visible") });
  Object.defineProperty(Document.prototype, "hidden", { configurable: true, get: () => chaos.hidden });
  const refusals = {
    reject: () => Promise.reject(new DOMException("chaos: no locks here", "SecurityError")),
    throw: () => {
      throw new DOMException("chaos: no locks here", "SecurityError");
    },
    never: () => new Promise(() => {}),
  };
  if (refusals[locks]) LockManager.prototype.request = refusals[locks];
  if (locks === "missing") Object.defineProperty(Navigator.prototype, "locks", { configurable: true, value: undefined });

  for (const type of ["genie-ready", "genie-conversation", "genie-error"]) {
    addEventListener(type, ({ detail }) => chaos.events.push({ type, code: detail?.code, conversation: detail?.conversationId }), true);
  }
  if (!hook) return;
  const headers = session ? { "x-genie-session": session } : {};
  const hooks = {
    works: async () => headers,
    hangs: () => new Promise(() => {}),
    rejects: () => Promise.reject(new Error("chaos: no token")),
    throws: () => {
      throw new Error("chaos: no token");
    },
    isSlow: () => new Promise((resolve) => setTimeout(resolve, slowHookMs, headers)),
  };
  addEventListener(
    "readystatechange",
    () => {
      const element = document.querySelector("genie-chat");
      if (element && !element.headers) element.headers = () => hooks[chaos.hook]();
    },
    true,
  );
}

/**
 * Lets the page's time run `speed` times as fast from the moment `since` on (ms since 1970), the same
 * for all tabs: after the storm there is nothing to do but wait.
 */
export function hurry({ speed, since }) {
  if (origin === "null" || window.__chaosHurries) return;
  window.__chaosHurries = true;
  const [now, wait, repeat, tick] = [Date.now, setTimeout, setInterval, performance.now.bind(performance)];
  const start = tick();
  Date.now = () => Math.round(since + (now.call(Date) - since) * speed);
  performance.now = () => start + (tick() - start) * speed;
  window.setTimeout = (action, ms = 0, ...args) => wait(action, ms / speed, ...args);
  window.setInterval = (action, ms = 0, ...args) => repeat(action, ms / speed, ...args);
}

/** Runs before the page's own scripts in a tab that takes over another one's `sessionStorage`, once. */
export function inherit([items, mark]) {
  if (origin === "null" || sessionStorage.getItem(mark)) return;
  for (const [name, value] of items) sessionStorage.setItem(name, value);
  sessionStorage.setItem(mark, "1");
}

/** The widget's own records in the tab's storage. */
export function ownSession() {
  return Object.entries(sessionStorage).filter(([name]) => name.startsWith("genie-chat"));
}

/** What the widget shows. */
export function look() {
  const element = document.querySelector("genie-chat");
  const root = element?.shadowRoot;
  if (!root) return { there: false, turns: [], notices: [], text: "" };
  const text = (node) => (node ? node.textContent.trim() : "");
  const own = (node) => [...(node?.childNodes ?? [])].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data).join("");
  const turns = [...root.querySelectorAll('[part~="turn"]')].map((turn) => ({
    text: own(turn.querySelector('[part~="question"]')).trim(),
    state: turn.getAttribute("data-state"),
    id: turn.getAttribute("data-message-id"),
    notice: text(turn.querySelector('[part~="notice"] p')),
    status: text(turn.querySelector('[part~="status"]')),
  }));
  const ready = window.__chaos?.events.some(({ type }) => type === "genie-ready") ?? false;
  const conversations = (window.__chaos?.events ?? []).filter(({ type }) => type === "genie-conversation");
  return {
    there: true,
    ready,
    turns,
    input: root.querySelector('[part~="input"]')?.value ?? "",
    opening: root.textContent.includes("Opening your conversation"),
    panic: root.querySelector(".failed") !== null,
    notices: [...root.querySelectorAll('[part~="notice"]')].filter((notice) => !notice.closest('[part~="turn"]')).map((notice) => text(notice.querySelector("p"))),
    conversation: conversations.at(-1)?.conversation ?? null,
    history: text(root.querySelector('[part~="history"]')),
  };
}

/**
 * Presses a button by its name (its label, or else its text), at once and by the
 * page's own means; of several the one at `share` of them. `within` narrows the
 * place. Tells the text of the turn that it stands in, "" outside of all, null if there is none.
 */
export function press({ names, within, share = 0, starts = false }) {
  const root = document.querySelector("genie-chat")?.shadowRoot;
  if (!root) return null;
  const nameOf = (button) => (button.getAttribute("aria-label") ?? button.textContent).trim();
  const meets = (name) => names.some((wanted) => (starts ? name.startsWith(wanted) : name === wanted));
  const places = within ? [...root.querySelectorAll(within)] : [root];
  const buttons = places.flatMap((place) => [...place.querySelectorAll("button")]).filter((button) => meets(nameOf(button)) && !button.disabled);
  const button = buttons[Math.floor(share * buttons.length)];
  if (!button) return null;
  const turn = button.closest('[part~="turn"]');
  const question = turn?.querySelector('[part~="question"]');
  const own = [...(question?.childNodes ?? [])].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data).join("");
  button.click();
  return turn ? own.trim() : nameOf(button);
}

/** Stops the turn that is under way; tells its text and state. */
export function stop() {
  const root = document.querySelector("genie-chat")?.shadowRoot;
  const button = root?.querySelector('[part~="stop"]');
  const turn = root?.querySelector('[part~="turn"]:is([data-state="sending"], [data-state="waiting"])');
  if (!button || !turn) return null;
  const question = turn.querySelector('[part~="question"]');
  const own = [...question.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data).join("");
  const state = turn.getAttribute("data-state");
  button.click();
  return { text: own.trim(), state };
}

/** Fills a storage to its last byte. */
export function fill(name) {
  const storage = window[name];
  let filled = 0;
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    for (;;) {
      try {
        storage.setItem(`chaos-filler-${filled}`, "x".repeat(size));
        filled += 1;
      } catch {
        break;
      }
    }
  }
  return filled;
}

/** Takes the filler out of both storages. */
export function empty() {
  for (const storage of [localStorage, sessionStorage]) {
    for (const name of Object.keys(storage)) if (name.startsWith("chaos-filler-")) storage.removeItem(name);
  }
}

/** Cuts one of the widget's records in half; tells which. */
export function damage([name, share]) {
  const storage = window[name];
  const names = Object.keys(storage).filter((key) => key.startsWith("genie-chat:") && storage.getItem(key).length > 8).sort();
  const key = names[Math.floor(share * names.length)];
  if (!key) return null;
  const value = storage.getItem(key);
  try {
    storage.setItem(key, value.slice(0, value.length / 2));
  } catch {
    return null;
  }
  return key;
}

/** Takes the element out of the page and puts it back. */
export async function reinsert(ms) {
  const element = document.querySelector("genie-chat");
  const { parentNode, nextSibling } = element;
  element.remove();
  await new Promise((resolve) => setTimeout(resolve, ms));
  parentNode.insertBefore(element, nextSibling);
}

/** Changes an attribute and changes it back. */
export async function change([name, value, ms]) {
  const element = document.querySelector("genie-chat");
  const before = element.getAttribute(name);
  element.setAttribute(name, value);
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (before === null) element.removeAttribute(name);
  else element.setAttribute(name, before);
}

/** Shows or hides the page, as far as its scripts can tell. */
export function show(visible) {
  window.__chaos.hidden = !visible;
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Has a conversation deleted by the element's method and keeps what comes of it. */
export function deleteByMethod(id) {
  const { deletions } = window.__chaos;
  deletions[id] = "pending";
  document.querySelector("genie-chat").deleteConversation(id).then(
    () => (deletions[id] = "confirmed"),
    (error) => (deletions[id] = `refused: ${error.code}`),
  );
}
