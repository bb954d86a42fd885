// One seed from its beginning to its verdict.
import { setTimeout as sleep } from "node:timers/promises";
import { CHAINS } from "./acts/chains.mjs";
import { OTHER_ACTS } from "./acts/surroundings.mjs";
import { READER_ACTS } from "./acts/reader.mjs";
import { arrive, TAB_ACTS } from "./acts/tabs.mjs";
import { calm, guarded, hangs, rest } from "./calm.mjs";
import * as check from "./check.mjs";
import { asTheyAre, goneThrough } from "./collect.mjs";
import { describe, plan as planOf } from "./plan.mjs";
import { serverView } from "./server.mjs";
import { Story } from "./story.mjs";
import { Hung, within } from "./tab.mjs";
import { World } from "./world.mjs";

const ACTS = { ...READER_ACTS, ...TAB_ACTS, ...OTHER_ACTS, ...CHAINS };
/** Acts after which another tab may have to go on with a poll. */
const HAND_OVERS = ["queueAndDuplicate", "cutAskReload", "askElsewhere", "asideAndReload", "removeAndLeave", "removeBusy", "backAndForward", "keptForBack", "reload", "askAndReload", "openTab", "duplicate", "closeTab", "reopenTab", "away", "freeze", "hide", "reinsert", "changeSpace", "offline"];
const TRIES = 12;
const QUIET_MS = 4_000;
const QUIET_MOST_MS = 30_000;
const STORM_MS = 14_000;
/** Nothing of a seed takes so long; a driver that hangs itself is told, not waited for. */
const MOST_MS = 240_000;
const LONG_MOST_MS = 600_000;

/** Runs a seed in this browser; tells its story and whether the browser is still good. */
export async function runSeed(seed, { browser, tally }) {
  const plan = planOf(seed);
  const story = new Story(seed);
  for (const line of describe(plan)) story.tell("plan", line);
  const world = new World({ plan, story, tally });
  world.handOvers = 0;
  const course = async () => {
    await world.start(browser);
    await storm(world);
    await calm(world);
    await verdict(world);
  };
  let late = false;
  try {
    await within(plan.speed > 1 && plan.locks !== "never" ? MOST_MS : LONG_MOST_MS, course(), () => new Error((late = true) && "the driver itself does not come to an end"));
  } catch (error) {
    story.breaks("driver", `${error.stack}`);
  }
  const clean = await world.end();
  return { story, world, clean: clean && !late && world.tabs.every((tab) => !tab.hung) };
}

async function storm(world) {
  const { plan, dice, story, front } = world;
  for (let count = 0; count < plan.tabs; count += 1) {
    const tab = await world.addTab();
    await tab.load();
    await guarded(world, tab, "loading", () => arrive(world, tab));
  }
  story.tell("storm", "begins");
  front.storm();
  const until = performance.now() + STORM_MS;
  for (let count = 0; count < plan.acts && performance.now() < until; count += 1) {
    await act(world);
    await sleep(dice.pick([0, 50, 200, 500, 900, 1_400]));
  }
}

/** One act of some tab; those that are not possible now are passed over. */
async function act(world) {
  const { dice, plan, story, tally } = world;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const frozen = world.open().filter((tab) => tab.frozen);
    const usable = world.usable();
    if (frozen.length > 0 && (usable.length === 0 || dice.chance(0.15))) {
      await frozen[0].freeze(false);
      story.tell(frozen[0].name, "goes on after it was frozen");
      if (usable.length === 0) continue;
    }
    if (usable.length === 0) return;
    const tab = dice.pick(usable);
    const name = dice.weighted(plan.weights);
    const done = await perform(world, tab, name);
    if (done === null) continue;
    story.tell(tab.name, done);
    tally.count("acts", name);
    if (HAND_OVERS.includes(name)) world.handOvers += 1;
    return;
  }
}

async function perform(world, tab, name) {
  try {
    return await ACTS[name](world, tab);
  } catch (error) {
    if (error instanceof Hung) {
      await hangs(world, tab, `at ${name}`);
      return `${name}: the page hangs`;
    }
    // A page that took an act badly may be one that hangs.
    const what = `${name} did not work: ${error.message.split("\n")[0]}`;
    if (!tab.closed && !tab.frozen) await guarded(world, tab, `after ${what}`, () => tab.look());
    return what;
  }
}

async function verdict(world) {
  const { story, plan, tally } = world;
  const moving = await rest(world, world.tabs);
  for (const what of moving) story.breaks(3, `not at rest: ${what}`);
  story.tell("rest", moving.length > 0 ? "not reached" : "reached");
  let views = await asTheyAre(world, world.tabs, "at rest");
  let told = [...views];
  tell(world, views);

  if (plan.reloadAtRest && plan.persist !== "none") {
    for (const tab of world.usable()) {
      await guarded(world, tab, "reloading at rest", async () => {
        world.leaves(tab);
        await tab.load({ reload: true });
        await arrive(world, tab);
      });
    }
    const still = await rest(world, world.tabs);
    for (const what of still) story.breaks(3, `not at rest after a reload: ${what}`);
    // What was only to be seen before the reload does not count.
    views = await asTheyAre(world, world.tabs, "at rest after a reload");
    told = [...views];
    tell(world, views);
  }
  const outcomes = await deletionOutcomes(world);
  if (plan.persist === "local" && world.open().length < 4) {
    const fresh = await world.addTab();
    await fresh.load();
    await guarded(world, fresh, "opening a last tab", () => arrive(world, fresh));
    await rest(world, [fresh]);
    views.push(...(await asTheyAre(world, [fresh], "opened last")));
  }
  const conversations = [...(await serverView(world.workspace.origin, plan.session)).keys()];
  await quiet(world);
  const before = new Set(world.wire.all().map((message) => message.text));
  for (const tab of world.usable()) views.push(...(await goneThrough(world, tab, conversations)));
  const server = await serverView(world.workspace.origin, plan.session);

  check.arrivals(world);
  check.losses(world, views, server);
  check.late(world, before);
  check.overlaps(world);
  check.twice(world, views);
  check.complaints(world, views);
  check.deletions(world, server, outcomes);
  for (const { view } of views) for (const turn of view.turns) tally.count("turns seen in the end", turn.state);
  tally.count("questions", "asked", world.ledger.questions.size);
  tally.count("questions", "arrived", world.wire.all().length);
  if (story.broken.length > 0) {
    tell(world, views.filter((view) => !told.includes(view)));
    for (const [id, messages] of server) story.tell("server", `conversation ${id}: ${messages.map(({ text }) => `"${text}"`).join(", ")}`);
  }
}

/** Waits until nothing more arrives: conversations that are put aside go on, though no tab shows them. */
async function quiet({ ledger, wire }) {
  const until = performance.now() + QUIET_MOST_MS;
  let [known, since] = [wire.all().length, performance.now()];
  const isMissing = ({ text }) => wire.of(text).length === 0;
  while ([...ledger.questions.values()].some(isMissing) && performance.now() < until && performance.now() < since + QUIET_MS) {
    await sleep(100);
    const now = wire.all().length;
    if (now !== known) [known, since] = [now, performance.now()];
  }
}

/** What became of the deletions by method, as far as their pages are still there. */
async function deletionOutcomes(world) {
  const all = new Map();
  for (const tab of world.usable()) {
    const outcomes = await guarded(world, tab, "asking for deletions", () => tab.run(() => window.__chaos?.deletions ?? {}));
    for (const [id, outcome] of Object.entries(outcomes ?? {})) all.set(id, outcome);
  }
  return all;
}

function tell(world, views) {
  for (const { tab, place, view } of views) {
    const turns = view.turns.map(({ text, state, id, notice }) => `"${text}" ${state}${id ? ` ${id.slice(-6)}` : ""}${notice ? ` (${notice})` : ""}`);
    world.story.tell(tab.name, `${place}: ${turns.join("; ") || "no turns"}${view.input ? `; composer "${view.input}"` : ""}${view.notices.length ? `; ${view.notices.join("; ")}` : ""}`);
  }
}
