// What a reader does with tabs.
import { setTimeout as sleep } from "node:timers/promises";
import * as inpage from "../inpage.mjs";
import { noticeStuck, send } from "./reader.mjs";

const MOST_TABS = 3;
const TRAVEL_MS = 4_000;
const DRAFT_MS = 2_000;

/** Waits for the widget, perhaps typing before it is there; then the draft has to be back. */
export async function arrive(world, tab, { hurried = false } = {}) {
  let said = "";
  let asked = null;
  // A page that the browser has kept goes on as it was.
  Object.assign(tab, await tab.run(() => ({ hook: "works", hidden: false, ...window.__chaos?.state() })).catch(() => ({})));
  if (hurried && !tab.draft) {
    const text = world.ledger.fresh(world.dice);
    await tab.type(text);
    await tab.enter();
    asked = world.ledger.ask(text, tab, { turns: [], conversation: null }, { full: world.isFull(tab) });
    said = `, types "${text}" and presses Enter before the widget is there`;
  }
  const ready = await tab.ready();
  // Only now is it known where it was asked, if the service tells.
  if (asked) {
    world.ledger.places(asked, await tab.look());
    asked.early = asked.places.length === 0;
  }
  if (world.plan.elements > 1 && tab.draft) await tab.use(tab.draftWhich);
  if (!ready) world.story.tell(tab.name, "the widget does not take over in time");
  else if (said) await noticeStuck(tab);
  else await checkDraft(world, tab);
  return said;
}

async function checkDraft(world, tab) {
  let { input } = await tab.look();
  const { draft } = tab;
  // It comes back once the relay has said whose it is.
  const until = performance.now() + DRAFT_MS;
  while (draft && input !== draft && performance.now() < until) {
    await sleep(50);
    ({ input } = await tab.look());
  }
  if (draft && input !== draft) {
    if (tab.draftIsKept && world.plan.persist !== "none") {
      world.story.breaks(6, `${tab.name}: the draft "${draft}" is gone after a reload; the composer has "${input}"`);
    }
    world.ledger.excuse((question) => question.text === draft, "a lost draft, told apart");
  }
  tab.draft = input;
}

async function reload(world, tab) {
  if (!world.loads) return null;
  const hurried = world.dice.chance(0.2);
  world.leaves(tab);
  await tab.load({ reload: true });
  return `reloads${await arrive(world, tab, { hurried })}`;
}

/** Enter, and the page is gone before anything else can happen. */
async function askAndReload(world, tab) {
  if (!world.loads) return null;
  const ms = world.dice.pick([0, 0, 20, 150]);
  const texts = [];
  for (let count = world.dice.pick([1, 1, 2]); count > 0; count -= 1) {
    const text = tab.draft || world.ledger.fresh(world.dice);
    await send(world, tab, text);
    texts.push(`"${text}"`);
  }
  if (ms) await sleep(ms);
  world.leaves(tab);
  await tab.load({ reload: true });
  await arrive(world, tab);
  return `asks ${texts.join(", then ")} and reloads after ${ms} ms`;
}

async function openTab(world) {
  const hurried = world.dice.chance(0.25);
  if (!world.loads || world.open().length >= MOST_TABS) return null;
  const tab = await world.addTab();
  await tab.load();
  return `opens as a new tab${await arrive(world, tab, { hurried })}`;
}

async function duplicate(world, tab) {
  if (!world.loads || world.open().length >= MOST_TABS) return null;
  const items = await tab.run(inpage.ownSession);
  const copy = await world.addTab(items);
  if (world.plan.persist !== "none") Object.assign(copy, { draft: tab.draft, draftWhich: tab.draftWhich, draftIsKept: tab.draftIsKept && !world.isFull(tab) });
  await copy.load();
  await arrive(world, copy);
  return `is duplicated as ${copy.name}`;
}

async function closeTab(world, tab) {
  if (world.open().length < 2) return null;
  world.leaves(tab);
  world.ledger.closes(tab, { poorly: tab.hook !== "works" || world.offline !== "no" || world.relayIsDown });
  await tab.close();
  return "is closed for good";
}

/** Closes the tab and brings it back as browsers do, with its `sessionStorage`. */
async function reopenTab(world, tab) {
  if (!world.loads) return null;
  world.leaves(tab);
  await leaveTo(world, tab);
  const items = await tab.run(inpage.ownSession);
  await tab.close();
  const again = await world.addTab(items);
  world.ledger.moves(tab, again);
  if (world.plan.persist !== "none") Object.assign(again, { draft: tab.draft, draftWhich: tab.draftWhich, draftIsKept: tab.draftIsKept && !world.isFull(tab) });
  await again.load();
  await arrive(world, again);
  return `is closed and reopened as ${again.name}`;
}

/** A page of the same origin without the widget. */
function leaveTo(world, tab) {
  return tab.page.goto(new URL("/page.css", tab.address).href, { waitUntil: "commit", timeout: 8_000 });
}

/** Through the browser's history, by the page's own means: the driver's do not know of pages that are kept. */
async function travel(world, tab, steps) {
  const before = tab.page.url();
  await tab.run((steps) => setTimeout(() => history.go(steps)), steps);
  const until = performance.now() + TRAVEL_MS;
  while (tab.page.url() === before && performance.now() < until) await sleep(30);
  if (tab.page.url() === before) await tab.load();
}

async function away(world, tab) {
  if (!world.loads) return null;
  const ms = world.dice.between(100, 1_500);
  world.leaves(tab);
  await leaveTo(world, tab);
  tab.leftAt.push(performance.now());
  await sleep(ms);
  await travel(world, tab, -1);
  await arrive(world, tab);
  return `goes to another page and comes back after ${ms} ms${await kept(tab)}`;
}

async function backAndForward(world, tab) {
  if (!world.loads) return null;
  const ms = world.dice.pick([50, 200, 600]);
  world.leaves(tab);
  await leaveTo(world, tab);
  for (const steps of [-1, 1, -1]) {
    await sleep(ms);
    tab.leftAt.push(performance.now());
    await travel(world, tab, steps);
  }
  await arrive(world, tab);
  return `goes away, back, forward and back, each after ${ms} ms${await kept(tab)}`;
}

async function kept(tab) {
  const was = await tab.run(() => window.__chaos?.kept ?? false);
  return was ? ", to the page as it was" : "";
}

/** What a page sees that the browser keeps for the way back. */
async function keptForBack(world, tab) {
  const ms = world.dice.between(100, 2_500);
  await tab.run(inpage.keptForBack, true);
  await tab.freeze(true);
  await sleep(ms);
  await tab.freeze(false);
  await tab.run(inpage.keptForBack, false);
  return `is left and come back to after ${ms} ms, kept whole`;
}

export const TAB_ACTS = { reload, askAndReload, openTab, duplicate, closeTab, reopenTab, away, backAndForward, keptForBack };
