// The last step before the workspace: no faults, but a record of every question that has arrived.
import { collect, pass, serve } from "./http.mjs";
import { kindOf } from "./weather.mjs";

/** States of a message that do not change any more. */
const ENDS = new Set(["COMPLETED", "FAILED", "CANCELLED", "QUERY_RESULT_EXPIRED"]);

/** Starts it before `workspace`, an origin; a question counts by the message that the workspace made of it. */
export async function startWire(workspace) {
  const messages = new Map();
  const deleted = new Map();
  const server = await serve(async (request, response) => {
    const body = await collect(request);
    const { pathname } = new URL(request.url, workspace);
    const kind = kindOf(request.method, pathname);
    const plain = kind === "ask" || kind === "poll";
    // The workspace goes on with what it has got, whoever waits for the reply.
    const reply = await pass(workspace, request, body, { plain });
    const made = reply.status >= 200 && reply.status < 300;
    if (kind === "ask" && made) {
      const told = JSON.parse(reply.body);
      const { message_id: id, conversation_id: conversation } = told.message ?? told;
      messages.set(id, { id, conversation, text: JSON.parse(body).content, first: /start-conversation$/.test(pathname), at: performance.now() });
    }
    if (kind === "poll" && made) {
      const message = messages.get(pathname.split("/").at(-1));
      if (message && ENDS.has(JSON.parse(reply.body).status)) message.answered = true;
    }
    if (kind === "delete" && made) deleted.set(pathname.split("/").at(-1), performance.now());
    response.writeHead(reply.status, { ...reply.headers, "content-length": reply.body.length }).end(reply.body);
  });
  const all = () => [...messages.values()];
  return {
    ...server,
    /** The messages that were made of this text, in whatever conversation. */
    of: (text) => all().filter((message) => message.text === text),
    all,
    /** The conversation that began with this text. */
    begunWith: (text) => all().find((message) => message.first && message.text === text)?.conversation,
    /** When the workspace deleted a conversation. */
    deletedAt: (conversation) => deleted.get(conversation),
  };
}
