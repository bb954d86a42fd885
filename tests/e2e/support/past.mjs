// Conversations that were there before the widget: with the relay, or in the browser's storage.

const API = (relay) => `${relay.origin}/api/2.0/genie/spaces/default`;

async function post(url, content) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ content }) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Has these questions asked, the first of which begins a conversation; resolves to its id. */
export async function converse(relay, [first, ...others]) {
  const { conversation_id: id } = await post(`${API(relay)}/start-conversation`, first);
  for (const question of others) await post(`${API(relay)}/conversations/${id}/messages`, question);
  return id;
}

/** The ids of the conversations that the relay lists. */
export async function listed(relay) {
  const response = await fetch(`${API(relay)}/conversations?page_size=100`);
  return ((await response.json()).conversations ?? []).map(({ conversation_id: id }) => id);
}

/** The beginning of the names under which the widget keeps what belongs to a relay's space. */
export const kept = (relay) => `genie-chat:2:${relay.origin}|default:`;

/** Puts conversations into the storage, as the widget has written them: `{ id, title, at }`. */
export function remember(page, relay, conversations) {
  return page.addInitScript(
    ([prefix, list]) => {
      // A blank page has no storage.
      if (origin === "null") return;
      for (const { id, title, at } of list) {
        const record = JSON.stringify({ v: 2, title, at, messages: [] });
        localStorage.setItem(`${prefix}c/${id}`, record);
      }
    },
    [kept(relay), conversations],
  );
}

/** Everything that a page has stored, in whatever storage there is. */
export function everythingStored(page) {
  return page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: window.caches ? await caches.keys() : [],
    cookies: document.cookie,
    files: await (async () => {
      const root = await navigator.storage?.getDirectory?.();
      const names = [];
      if (root) for await (const name of root.keys()) names.push(name);
      return names;
    })(),
  }));
}
