// Answers of a test's own making: what the service tells of a message, whatever the demo would say.
import { POLLS } from "./traffic.mjs";

const LIST = (url) => /\/conversations\/told\/messages$/.test(url.pathname);

/** A text attachment. */
export const text = (content, more = {}) => ({ attachment_id: "t", text: { content, ...more } });

/** Opens a conversation in which each of `answers`, lists of attachments, answers a question; resolves to its `Chat` once they are shown. */
export async function tell(page, open, answers, attributes = {}) {
  const messages = answers.map((attachments, index) => ({
    ...{ message_id: `m${index}`, conversation_id: "told", content: `Question ${index}` },
    ...{ status: "COMPLETED", created_timestamp: 1_782_000_000_000 + index, attachments },
  }));
  // The service lists the newest first.
  messages.reverse();
  await page.route(LIST, (route) =>
    route.fulfill({ json: { messages }, headers: { "access-control-allow-origin": "*" } }),
  );
  const chat = await open({ "conversation-id": "told", ...attributes });
  // All are drawn at once, and what is there is looked at without waiting.
  await chat.turn(answers.length - 1).expectState("done");
  return chat;
}

/** Lets every poll tell what `change` makes of the message. */
export function retell(page, change) {
  return page.route(POLLS, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });
}
