// What a reader does with the widget. An act tells in words what was done, or null where it is not possible.
import { setTimeout as sleep } from "node:timers/promises";
import * as inpage from "../inpage.mjs";

const HEADER = '[part~="header"]';
const PANEL_MS = 2_500;

/** Types a text and presses Enter; the ledger notes it. A text that the widget has not taken is not asked twice. */
export async function send(world, tab, text) {
  const { ledger } = world;
  const view = await tab.look();
  const stuck = tab.stuck === text;
  if (view.input !== text) await tab.type(text);
  if (!stuck) ledger.ask(text, tab, view, { full: world.isFull(tab) });
  tab.stuck = text;
  await tab.enter();
  tab.stuck = undefined;
  return view;
}

/** Notes where the widget has left a text in the composer. */
export async function noticeStuck(tab) {
  const view = await tab.look();
  if (!view.input) return;
  tab.draft = view.input;
  tab.stuck = view.input;
}

async function next(world, tab) {
  return tab.draft || world.ledger.fresh(world.dice);
}

async function ask(world, tab) {
  const text = await next(world, tab);
  await send(world, tab, text);
  await sleep(60);
  await noticeStuck(tab);
  return `asks "${text}"${tab.stuck ? ", which stays in the composer" : ""}`;
}

async function burst(world, tab) {
  const texts = [];
  for (let count = world.dice.between(2, 3); count > 0; count -= 1) {
    const text = await next(world, tab);
    await send(world, tab, text);
    texts.push(`"${text}"`);
    await sleep(world.dice.pick([0, 20, 200]));
  }
  await sleep(60);
  await noticeStuck(tab);
  return `asks ${texts.join(", then ")}`;
}

async function draft(world, tab) {
  if (tab.draft) return null;
  const text = world.ledger.fresh(world.dice);
  tab.draftIsKept = !world.isFull(tab);
  await tab.type(text);
  await sleep(30);
  return `types "${text}" and does not send it`;
}

async function stop(world, tab) {
  const stopped = await tab.run(inpage.stop);
  if (stopped) Object.assign(world.ledger.questions.get(stopped.text) ?? {}, { stopped: true });
  return stopped && `stops "${stopped.text}" (${stopped.state})`;
}

async function askAgain(world, tab) {
  const text = await tab.press({ names: ["Ask again"], share: world.dice.next() });
  if (text === null) return null;
  world.ledger.again(text);
  return `presses Ask again at "${text}"`;
}

async function check(world, tab) {
  const text = await tab.press({ names: ["Check again", "Keep waiting", "Try again"], share: world.dice.next() });
  return text === null ? null : `presses Check again, Keep waiting or Try again at "${text}"`;
}

/** Takes a question out of the queue, where it waits. */
async function unqueue(world, tab) {
  const text = await tab.press({ names: ["Remove"], within: '[part~="turn"]', share: world.dice.next() });
  if (text === null) return null;
  world.ledger.excuse((question) => question.text === text, "removed from the queue by the reader");
  return `removes "${text}" from the queue`;
}

/** Uses the other element of the page. A draft stays in the one that it was typed in. */
async function otherElement(world, tab) {
  if (tab.draft || world.plan.elements < 2) return null;
  await tab.use(1 - tab.which);
  return `uses the ${["first", "second"][tab.which]} element`;
}

export async function newConversation(world, tab) {
  const pressed = await tab.press({ names: ["New conversation"], within: HEADER });
  return pressed === null ? null : "begins a new conversation";
}

/** Opens the panel and waits until it lists something. */
export async function panel(tab, wanted) {
  if (!(await tab.look()).history) await tab.press({ names: ["Past conversations"], within: HEADER });
  const until = performance.now() + PANEL_MS;
  while (performance.now() < until) {
    if ((await tab.look()).history.includes(wanted)) return true;
    await sleep(100);
  }
  return false;
}

export function someConversation(world) {
  const known = world.wire.all().filter((message) => message.first && !world.ledger.isDeleted(message.conversation));
  return known.length > 0 ? world.dice.pick(known) : null;
}

async function openPast(world, tab) {
  const some = someConversation(world);
  const byPanel = world.dice.chance(0.5);
  if (!some) return null;
  if (!byPanel) {
    await tab.run((id) => window.__chaos.element().openConversation(id), some.conversation);
    return `opens the conversation of "${some.text}" by method`;
  }
  if (!(await panel(tab, some.text))) return `looks for the conversation of "${some.text}" in the list, which does not have it`;
  const pressed = await tab.press({ names: [some.text], within: '[part~="history-item"]' });
  return `opens the conversation of "${some.text}" from the list${pressed === null ? ", without success" : ""}`;
}

async function remove(world, tab) {
  return removeThis(world, tab, someConversation(world));
}

async function removeThis(world, tab, some) {
  const [byPanel, undo, ms] = [world.dice.chance(0.6), world.dice.chance(0.4), world.dice.between(300, 3_000)];
  if (!some) return null;
  const id = some.conversation;
  // A question kept as text when its own conversation was deleted may stand in this one by now.
  world.ledger.standsIn(id, await tab.look());
  if (!byPanel) {
    world.ledger.deletes(id, "method", tab);
    await tab.run(inpage.deleteByMethod, id);
    return `deletes the conversation of "${some.text}" by method`;
  }
  if (!(await panel(tab, some.text))) return `looks for the conversation of "${some.text}" in the list, which does not have it`;
  // Another item may have the same title: one that has begun without this tab's knowing.
  const titled = await tab.run(inpage.listed, some.text, 3_000);
  if (titled.length !== 1 || titled[0] !== id) return `does not know which "${some.text}" of the list to delete`;
  const item = { within: '[part~="history-item"]' };
  const pressed = await tab.press({ names: [`Delete: ${some.text}`], ...item });
  if (pressed === null) return null;
  const deletion = world.ledger.deletes(id, "panel", tab);
  if (!undo) return `deletes the conversation of "${some.text}" in the list`;
  await sleep(ms);
  deletion.undone = (await tab.press({ names: [`Undo: ${some.text}`], ...item })) !== null;
  return `deletes the conversation of "${some.text}" in the list and ${deletion.undone ? "takes it back" : "finds no Undo"} after ${ms} ms`;
}

export const READER_ACTS = { ask, burst, draft, stop, askAgain, check, unqueue, newConversation, openPast, remove, removeThis, otherElement };
