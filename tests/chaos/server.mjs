// What the workspace has in the end, read through its own API in the name of the widget's caller.

async function pages(url, headers, name) {
  const items = [];
  let token;
  do {
    const query = new URLSearchParams({ page_size: "100", ...(token ? { page_token: token } : {}) });
    const response = await fetch(`${url}?${query}`, { headers });
    // Deleted since it was listed.
    if (response.status === 404 && name === "messages") return null;
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const page = await response.json();
    items.push(...(page[name] ?? []));
    token = page.next_page_token;
  } while (token);
  return items;
}

/** The conversations by id, each with its messages, oldest first: `{ id, text }`. */
export async function serverView(workspace, session) {
  const base = `${workspace}/api/2.0/genie/spaces/default/conversations`;
  const headers = session ? { "x-genie-session": session } : {};
  const view = new Map();
  for (const { conversation_id: id } of await pages(base, headers, "conversations")) {
    const messages = await pages(`${base}/${id}/messages`, headers, "messages");
    if (messages) view.set(id, messages.map((message) => ({ id: message.message_id, text: message.content })).reverse());
  }
  return view;
}
