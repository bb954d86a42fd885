// After the storm: everything is repaired, and the driver waits until every tab is at rest.
import { setTimeout as sleep } from "node:timers/promises";
import { hurry as faster } from "./clock.mjs";
import * as inpage from "./inpage.mjs";
import { Hung } from "./tab.mjs";

const REST_MS = 45_000;
/** The same where time runs as it does, or each answer takes its longest time because locks do not answer. */
const LONG_REST_MS = 200_000;
/** Once something has not come to rest in its time, the rest of the seed is only for the story. */
const HOPELESS_MS = 4_000;
const LOOK_MS = 250;
const UNDER_WAY = ["sending", "waiting"];

/** Runs `action`; where a page does not react, that is noted and nothing else. */
export async function guarded(world, tab, what, action) {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Hung) await hangs(world, tab, what);
    else world.story.tell(tab.name, `cannot: ${what}: ${error.message.split("\n")[0]}`);
    return null;
  }
}

/** Notes that a page has stopped reacting for good, and ends it: it would hold up what is for all pages. */
export async function hangs(world, tab, what) {
  tab.hung = true;
  world.story.breaks(3, `${tab.name} does not react any more: ${what}`);
  world.ledger.excuse((question) => question.tab === tab, "its page hangs");
  await tab.close();
}

export async function calm(world) {
  const { story, front, forwarding, context } = world;
  const { speed } = world.plan;
  const hurry = { speed, since: Date.now() };
  story.tell("calm", `faults off, all repaired, time runs ${speed} times as fast`);
  if (speed > 1) await context.addInitScript(faster, hurry);
  front.calm();
  if (world.relayIsDown) {
    await forwarding.start();
    world.relayIsDown = false;
  }
  if (world.offline !== "no") await world.goOffline("no");
  for (const tab of world.open()) {
    if (tab.frozen) await tab.freeze(false);
    await guarded(world, tab, "repairing", async () => {
      if (tab.fullSession || world.fullLocal) await tab.run(inpage.empty);
      await tab.run(() => {
        if (window.__chaos) window.__chaos.hook = "works";
      });
      if (speed > 1) await tab.run(faster, hurry);
      if (tab.hidden) await tab.run(inpage.show, true);
    });
    Object.assign(tab, { fullSession: false, hook: "works", hidden: false });
  }
  world.fullLocal = false;
}

/** Why a tab that looks so is not at rest, or null. */
export function unrest(view) {
  if (!view.there) return "the element is not there";
  if (view.panic) return null;
  if (!view.ready) return "the widget has not taken over";
  if (view.opening) return "a conversation is being opened";
  let unsure = false;
  for (const turn of view.turns) {
    if (UNDER_WAY.includes(turn.state)) return `"${turn.text}" is ${turn.state} (${turn.status})`;
    if (turn.state === "queued" && !unsure) return `"${turn.text}" is queued, and nothing before it is unsure`;
    unsure ||= turn.state === "unsure";
  }
  return null;
}

/** How every element of these tabs looks, null where it cannot be looked at. */
export async function everyView(world, tabs, what) {
  const views = [];
  for (const tab of tabs.filter((each) => each.usable)) {
    const used = tab.which;
    for (let which = 0; which < world.plan.elements; which += 1) {
      const look = async () => {
        if (world.plan.elements > 1) await tab.use(which);
        return tab.look();
      };
      views.push({ tab, view: await guarded(world, tab, what, look) });
    }
    if (tab.usable && tab.which !== used) await guarded(world, tab, what, () => tab.use(used));
  }
  return views;
}

/** Waits until every tab is at rest, `looks` times in a row; tells what is not in time. */
export async function rest(world, tabs, { looks = 4 } = {}) {
  const all = world.plan.speed > 1 && world.plan.locks !== "never" ? REST_MS : LONG_REST_MS;
  const ms = world.story.broken.some(({ invariant }) => invariant === 3) ? HOPELESS_MS : all;
  const until = performance.now() + ms;
  let quiet = 0;
  for (;;) {
    const moving = [];
    for (const { tab, view } of await everyView(world, tabs, "waiting for rest")) {
      const why = view ? unrest(view) : tab.hung ? null : "it could not be looked at";
      if (why) moving.push(`${tab.name}: ${why}`);
    }
    quiet = moving.length === 0 ? quiet + 1 : 0;
    if (quiet === looks) return [];
    if (performance.now() > until) return moving;
    await sleep(LOOK_MS);
  }
}
