// Functions that run inside a page. Each stands alone: nothing outside of it is there.

/** Runs before the page's own scripts: what the seed takes from the browser, and a record of events. */
export function prepare({ locks, hook, session, slowHookMs }) {
  if (origin === "null" || window.__chaos) return;
  const chaos = { hidden: false, hook: "works", events: [], deletions: {}, which: 0, elements: [] };
  window.__chaos = chaos;
  // Of several elements the one that the reader uses now, null while it is out of the page.
  chaos.element = () => {
    if (chaos.elements.length === 0) chaos.elements = [...document.querySelectorAll("genie-chat")];
    const element = chaos.elements[chaos.which];
    return element?.isConnected ? element : null;
  };
  addEventListener("pageshow", ({ persisted, isTrusted }) => (chaos.kept ||= persisted && isTrusted));
  chaos.state = () => ({ hook: chaos.hook, hidden: chaos.hidden, which: chaos.which });
  // A cookie, because pages begin offline, too; the browser itself lets no page load then.
  const isOffline = () => document.cookie.includes("chaos-offline=1");
  Object.defineProperty(Navigator.prototype, "onLine", { configurable: true, get: () => !isOffline() });
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
    addEventListener(type, ({ detail, target }) => chaos.events.push({ type, target, code: detail?.code, conversation: detail?.conversationId }), true);
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
      for (const element of document.querySelectorAll("genie-chat")) element.headers ||= () => hooks[chaos.hook]();
    },
    true,
  );
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
  const element = window.__chaos?.element();
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
  const events = window.__chaos.events.filter(({ target }) => target === element);
  const ready = events.some(({ type }) => type === "genie-ready");
  const conversations = events.filter(({ type }) => type === "genie-conversation");
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
  const root = window.__chaos?.element()?.shadowRoot;
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
  const root = window.__chaos?.element()?.shadowRoot;
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
  const element = window.__chaos?.element();
  const { parentNode, nextSibling } = element;
  element.remove();
  await new Promise((resolve) => setTimeout(resolve, ms));
  parentNode.insertBefore(element, nextSibling);
}

/** The page comes and goes as one that the browser keeps for the way back; the page before it was left with `away`. */
export function keptForBack(away) {
  dispatchEvent(new PageTransitionEvent(away ? "pagehide" : "pageshow", { persisted: true }));
}

/** Tells the widget that `navigator.onLine` has changed. */
export function sayOnLine(onLine) {
  dispatchEvent(new Event(onLine ? "online" : "offline"));
}

/** Changes an attribute and changes it back. */
export async function change([name, value, ms]) {
  const element = window.__chaos?.element();
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

/** The ids of the conversations with this title, as far as the element knows within 2 s. */
export async function listed(title) {
  const late = new Promise((resolve) => setTimeout(resolve, 2_000, []));
  const all = window.__chaos.element()?.listConversations().catch(() => []);
  const list = (await Promise.race([all, late])) ?? [];
  return list.filter((one) => one.title === title).map((one) => one.conversationId);
}

/** Has a conversation deleted by the element's method and keeps what comes of it. */
export function deleteByMethod(id) {
  const { deletions } = window.__chaos;
  deletions[id] = "pending";
  window.__chaos?.element().deleteConversation(id).then(
    () => (deletions[id] = "confirmed"),
    (error) => (deletions[id] = `refused: ${error.code}`),
  );
}
