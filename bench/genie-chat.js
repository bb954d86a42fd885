// The widget itself, in front of a service that answers from memory.
const IDS = { conversation_id: "c", message_id: "m", space_id: "s" };
let body;
let asked = 0;

const reply = (value) => new Response(value instanceof Uint8Array ? value : JSON.stringify(value), { headers: { "content-type": "application/json" } });
const message = () => ({
  ...IDS,
  message_id: `m${asked}`,
  id: `m${asked}`,
  content: "q",
  status: "COMPLETED",
  attachments: [{ attachment_id: `a${asked}`, query: { title: "Rows", query: "SELECT 1", statement_id: `s${asked}` } }],
});
const real = window.fetch;
window.fetch = async (request) => {
  const path = new URL(request.url ?? request, location.href).pathname;
  if (path.endsWith("/query-result")) {
    // The reply is here: from now on it is the widget's time.
    window.begun = performance.now();
    return reply(body);
  }
  if (path.endsWith("/start-conversation") || path.endsWith("/messages")) {
    asked += 1;
    return reply({ ...IDS, message_id: `m${asked}`, conversation: { id: "c" }, message: { ...message(), status: "ASKING_AI", attachments: [] } });
  }
  if (/\/messages\/m\d+$/.test(path)) return reply(message());
  if (path.includes("/api/")) return reply({});
  if (path.endsWith("/info")) return new Response("", { status: 404 });
  return real(request);
};

const root = () => document.querySelector("genie-chat").shadowRoot;
const last = (selector) => [...root().querySelectorAll(`[part~="turn"]:last-child [part~="result"] ${selector}, .turns > :last-child [part~="result"] ${selector}`)].at(-1);
const cell = (row, column) => last(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);

window.subject = {
  load(bytes) {
    body = bytes;
    window.begun = undefined;
    const input = root().querySelector('[part~="input"]');
    input.value = "q";
    input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true }));
  },
  sort: (column) => last(`thead [aria-colindex="${column + 1}"]`).click(),
  search(text) {
    const input = last("input[type=search]");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  },
  scroller: () => last(".scroll"),
  first: (column) => {
    const found = cell(0, column);
    return found?.title || (found?.classList.contains("number") ? found.textContent.replaceAll(",", "") : found?.textContent);
  },
  count: () => last('[role="grid"]').getAttribute("aria-rowcount") - 1,
};
