// Everything that the reader can find in the end: in each tab, and in each conversation when it is opened.
import { setTimeout as sleep } from "node:timers/promises";
import { everyView, guarded, rest } from "./calm.mjs";

const METHOD_MS = 8_000;

/** The views of `tabs` as they are, as `{ tab, place, view }`. */
export async function asTheyAre(world, tabs, place) {
  const views = await everyView(world, tabs, place);
  return views.filter(({ view }) => view).map((each) => ({ ...each, place }));
}

/** The views of one tab with each conversation opened, and with none. */
export async function goneThrough(world, tab, conversations) {
  const views = [];
  for (let which = 0; which < world.plan.elements && tab.usable; which += 1) {
    if (world.plan.elements > 1) await guarded(world, tab, "going to an element", () => tab.use(which));
    views.push(...(await oneGoneThrough(world, tab, conversations)));
  }
  return views;
}

async function oneGoneThrough(world, tab, conversations) {
  const views = [];
  await guarded(world, tab, "going through the conversations", async () => {
    const listed = await tab.run(listByMethod, METHOD_MS, METHOD_MS);
    const known = [...new Set([...conversations, ...listed])];
    for (const id of known) {
      await tab.run((id) => window.__chaos.element().openConversation(id), id);
      const moving = await settled(world, tab);
      const gone = !conversations.includes(id);
      if (moving.length > 0 && !gone) world.story.breaks(3, `opened at rest: ${moving.join("; ")}`);
      views.push({ tab, place: `conversation ${id}${gone ? " (not at the server)" : ""}`, view: await tab.look() });
    }
    await tab.run(() => window.__chaos.element().newConversation());
    await settled(world, tab);
    await tab.press({ names: ["Past conversations"], within: '[part~="header"]' });
    await sleep(600);
    views.push({ tab, place: "new conversation", view: await tab.look() });
    const seen = new Set(views.flatMap(({ view }) => view.turns.map((turn) => turn.text)));
    for (const text of world.ledger.questions.keys()) {
      if (seen.has(text) || !views.at(-1).view.history.includes(text)) continue;
      await tab.press({ names: [text], within: '[part~="history-item"]' });
      await settled(world, tab);
      views.push({ tab, place: `"${text}" of the list`, view: await tab.look() });
      await tab.press({ names: ["Past conversations"], within: '[part~="header"]' });
      await sleep(300);
    }
  });
  return views;
}

/** What is opened has come, and what it set going has ended. */
async function settled(world, tab) {
  await sleep(80);
  return rest(world, [tab], { looks: 2 });
}

async function listByMethod(ms) {
  const late = new Promise((resolve) => setTimeout(resolve, ms, []));
  const listed = window.__chaos.element().listConversations().catch(() => []);
  return (await Promise.race([listed, late])).map(({ conversationId }) => conversationId);
}
