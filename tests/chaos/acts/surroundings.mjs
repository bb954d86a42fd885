// What happens around the widget: the network, the browser, the page that embeds it, the relay.
import * as inpage from "../inpage.mjs";

const HOOKS = ["hangs", "rejects", "throws", "isSlow"];

async function offline(world) {
  const how = world.offline === "no" ? world.dice.pick(["pages", "pages", "all"]) : "no";
  await world.goOffline(how);
  return `the browser goes ${how === "no" ? "online" : how === "all" ? "offline" : "offline, though pages load"}`;
}

async function freeze(world, tab) {
  await tab.freeze(true);
  return "is frozen";
}

async function hide(world, tab) {
  tab.hidden = !tab.hidden;
  await tab.run(inpage.show, !tab.hidden);
  return tab.hidden ? "is hidden" : "is shown";
}

async function fill(world, tab) {
  const name = world.dice.pick(["localStorage", "sessionStorage", "sessionStorage"]);
  if (world.isFull(tab)) {
    await tab.run(inpage.empty);
    tab.fullSession = false;
    world.fullLocal = false;
    return "has its storage emptied";
  }
  if (name === "localStorage") world.fullLocal = true;
  else tab.fullSession = true;
  const full = world.tabs.filter((each) => world.isFull(each));
  for (const each of full) each.draftIsKept = false;
  world.ledger.fills(full);
  await tab.run(inpage.fill, name, 10_000);
  return `has its ${name} filled up`;
}

async function damage(world, tab) {
  const name = world.dice.pick(["localStorage", "sessionStorage"]);
  const key = await tab.run(inpage.damage, [name, world.dice.next()]);
  if (!key) return null;
  world.ledger.excuse(() => true, "a record was damaged");
  for (const each of world.tabs) each.draftIsKept = false;
  return `has a record of its ${name} cut in half: ${key}`;
}

async function reinsert(world, tab) {
  const ms = world.dice.pick([0, 50, 400, 1_500, 6_000]);
  // State that a full storage refuses ends with the element, too.
  if (world.isFull(tab)) world.leaves(tab);
  tab.settings += 1;
  await tab.run(inpage.reinsert, ms, ms + 1_000);
  return `has its element removed and put back after ${ms} ms`;
}

async function changeSpace(world, tab) {
  // A draft belongs to its space.
  if (tab.draft) return null;
  const ms = world.dice.pick([0, 100, 800, 2_000]);
  if (world.isFull(tab)) world.leaves(tab);
  tab.settings += 2;
  await tab.run(inpage.change, ["space-id", "showcase", ms], 2_500);
  return `has its space changed and changed back after ${ms} ms`;
}

async function changeAttributes(world, tab) {
  const [name, value] = world.dice.pick([["theme", "dark"], ["max-wait", "30"], ["chart", "off"], ["max-wait", "never"]]);
  const ms = world.dice.pick([0, 100, 600]);
  tab.settings += 1;
  await tab.run(inpage.change, [name, value, ms], 1_000);
  return `has ${name}=${value} for ${ms} ms`;
}

async function hook(world, tab) {
  tab.hook = tab.hook === "works" ? world.dice.pick(HOOKS) : "works";
  await tab.run((mode) => {
    window.__chaos.hook = mode;
  }, tab.hook);
  return `has a headers hook that ${tab.hook}`;
}

async function slowHook(world, tab) {
  tab.hook = "isSlow";
  await tab.run(() => {
    window.__chaos.hook = "isSlow";
  });
  return "has a headers hook that isSlow";
}

async function crash(world) {
  if (!world.forwarding) return null;
  if (world.relayIsDown) {
    await world.forwarding.start();
    world.relayIsDown = false;
    return "the relay is started again";
  }
  world.relayIsDown = true;
  world.crashes.push(performance.now());
  await world.forwarding.kill();
  return "the relay is killed";
}

export const OTHER_ACTS = { offline, freeze, hide, fill, damage, reinsert, changeSpace, changeAttributes, hook, slowHook, crash };
