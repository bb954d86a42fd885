// Several acts one after the other, which chance alone seldom brings together.
import { setTimeout as sleep } from "node:timers/promises";
import { ELSEWHERE, made } from "../weather.mjs";
import { newConversation, READER_ACTS, send, someConversation } from "./reader.mjs";
import { OTHER_ACTS } from "./surroundings.mjs";
import { arrive, TAB_ACTS } from "./tabs.mjs";

/** Asks some questions at once, perhaps in a conversation that is still being opened; tells their texts. */
async function askSome(world, tab, least, most, conversation = null) {
  const texts = [];
  for (let count = world.dice.between(least, most); count > 0; count -= 1) {
    const text = tab.draft || world.ledger.fresh(world.dice);
    await send(world, tab, text);
    world.ledger.places(world.ledger.questions.get(text), { conversation, turns: [] });
    texts.push(`"${text}"`);
  }
  return texts.join(", then ");
}

async function reloaded(world, tab) {
  world.leaves(tab);
  await tab.load({ reload: true });
  await arrive(world, tab);
}

/** Queued while the browser is offline, in a tab that is then duplicated; both go online at once. */
async function queueAndDuplicate(world, tab) {
  const [before, after, ms] = [world.dice.chance(0.3), world.dice.chance(0.3), world.dice.pick([0, 100, 600])];
  if (world.offline === "all" || tab.draft) return null;
  await world.goOffline("pages");
  const texts = await askSome(world, tab, 1, 2);
  if (before) await reloaded(world, tab);
  const copied = await TAB_ACTS.duplicate(world, tab);
  if (copied && after) await reloaded(world, world.tabs.at(-1));
  await sleep(ms);
  await world.goOffline("no");
  return `asks ${texts} while the browser is offline${before ? ", reloads" : ""}, ${copied ?? "is not duplicated"}${copied && after ? ", which reloads" : ""}; after ${ms} ms the browser is online`;
}

/** The reply to a question is cut, the next one is typed, and the page is gone. */
async function cutAskReload(world, tab) {
  const [fresh, ms] = [world.dice.chance(0.7), world.dice.pick([0, 20, 150, 900])];
  const how = world.dice.pick(["after", "after", "before"]);
  if (!world.loads) return null;
  if (fresh) await newConversation(world, tab);
  world.front.order("ask", { fault: how === "after" ? "cutAfter" : "cutBefore", cut: how });
  const texts = await askSome(world, tab, 2, 3);
  await sleep(ms);
  await reloaded(world, tab);
  return `asks ${texts}${fresh ? " in a new conversation" : ""}, of which the first is cut ${how} the relay, and reloads after ${ms} ms`;
}

/** The next request of this kind is led to a sign-in page, or answered by a service that is not the relay; tells how. */
function answerElsewhere(world, kind) {
  const fault = world.dice.weighted(ELSEWHERE);
  world.front.order(kind, made(fault, world.plan, kind, world.dice.between(1, 1_000)));
  return fault;
}

/** Somebody else takes a question, which therefore has not arrived, and the page may be gone before it is told so. */
async function askElsewhere(world, tab) {
  const [fresh, leaves, ms] = [world.dice.chance(0.5), world.dice.chance(0.5), world.dice.pick([0, 20, 150, 900])];
  if (!world.loads) return null;
  if (fresh) await newConversation(world, tab);
  const fault = answerElsewhere(world, "ask");
  const texts = await askSome(world, tab, 1, 3);
  await sleep(ms);
  if (leaves) await reloaded(world, tab);
  return `asks ${texts}${fresh ? " in a new conversation" : ""}, of which the first to leave gets ${fault}${leaves ? `, and reloads after ${ms} ms` : ""}`;
}

/** Somebody else takes a deletion. */
async function removeElsewhere(world, tab) {
  const some = someConversation(world);
  if (!some) return null;
  const fault = answerElsewhere(world, "delete");
  const removed = await READER_ACTS.removeThis(world, tab, some);
  return `${removed ?? "deletes nothing"}; the next deletion to leave gets ${fault}`;
}

/** Typed ahead in a conversation that is put aside, and the page is gone. */
async function asideAndReload(world, tab) {
  const [ms, most] = [world.dice.pick([0, 50, 400]), 3];
  const [past, again] = [world.dice.chance(0.3), world.dice.chance(0.3)];
  if (!world.loads) return null;
  const texts = await askSome(world, tab, 2, most);
  const left = (past && (await READER_ACTS.openPast(world, tab))) || (await newConversation(world, tab));
  await sleep(ms);
  if (again) return `asks ${texts}, ${left}, ${await TAB_ACTS.reopenTab(world, tab)} after ${ms} ms`;
  await reloaded(world, tab);
  return `asks ${texts}, ${left} and reloads after ${ms} ms`;
}

/** A conversation is deleted, and before that cannot be taken back any more, its element or page is gone. */
async function removeAndLeave(world, tab) {
  const [slow, ms] = [world.dice.chance(0.4), world.dice.pick([0, 100, 1_000, 4_000])];
  const leave = world.dice.pick(["reinsert", "reinsert", "changeSpace", "reload", "reload", "closeTab", "reopenTab", "away"]);
  if (leave !== "reinsert" && leave !== "changeSpace" && !world.loads) return null;
  if (world.plan.persist === "none" && ["reinsert", "changeSpace"].includes(leave)) return null;
  const said = [];
  if (slow && world.plan.hook && tab.hook === "works") said.push(await OTHER_ACTS.slowHook(world, tab));
  const removed = await READER_ACTS.remove(world, tab);
  if (!removed) return null;
  await sleep(ms);
  const left = await { ...TAB_ACTS, ...OTHER_ACTS }[leave](world, tab);
  return [...said, removed, `${left ?? `${leave} is not possible`} (${ms} ms later)`].join("; ");
}

/** A conversation in which something is under way, perhaps in another tab, is deleted; more may be asked before it is. */
async function removeBusy(world, tab) {
  const some = someConversation(world);
  const other = world.dice.pick(world.usable());
  const [ms, more] = [world.dice.pick([0, 100, 600]), world.dice.chance(0.5)];
  if (!some || other.draft) return null;
  await other.run((id) => window.__chaos.element()?.openConversation(id), some.conversation);
  await sleep(300);
  const texts = await askSome(world, other, 1, 2, some.conversation);
  await sleep(ms);
  const removed = await READER_ACTS.removeThis(world, tab, some);
  if (!removed) return `${other.name} asks ${texts}`;
  const later = more && !other.frozen ? await askSome(world, other, 1, 1, some.conversation) : "";
  return `${other.name} asks ${texts}; after ${ms} ms ${tab.name} ${removed}${later && `; ${other.name} asks ${later}`}`;
}

export const CHAINS = { queueAndDuplicate, cutAskReload, askElsewhere, removeElsewhere, asideAndReload, removeAndLeave, removeBusy };
