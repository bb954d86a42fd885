// What a seed decides before anything happens: the surroundings, the weather and the acts.
import { random } from "./random.mjs";
import { ELSEWHERE, FAULTS, KINDS, OF_INFO } from "./weather.mjs";

/** Seeds that together meet most of what there is, in little time. */
export const PICKED = [15, 71, 121, 134, 192, 847, 1002, 1004, 1011, 1016];

/** The acts and how often each is chosen. The reader's are in every seed, each other one in some. */
const READER = { ask: 5, burst: 2, askAndReload: 1.5, reload: 2, stop: 1.2, askAgain: 1.2, check: 1, draft: 1, unqueue: 0.5, newConversation: 1.3 };
const OTHERS = {
  openPast: 1.6,
  remove: 1.2,
  duplicate: 1,
  openTab: 1,
  closeTab: 0.6,
  reopenTab: 0.8,
  away: 0.7,
  offline: 1.2,
  freeze: 0.8,
  hide: 0.9,
  fill: 0.8,
  damage: 0.4,
  queueAndDuplicate: 1,
  cutAskReload: 0.8,
  askElsewhere: 0.8,
  removeElsewhere: 0.8,
  asideAndReload: 1,
  removeAndLeave: 1.6,
  removeBusy: 1.2,
  backAndForward: 0.7,
  keptForBack: 0.7,
  reinsert: 0.8,
  changeSpace: 0.6,
  changeAttributes: 0.4,
  hook: 1.2,
  crash: 1.4,
};

/** Everything that `seed` decides. */
export function plan(seed) {
  const dice = random(seed, "plan");
  const forwarding = dice.chance(0.35);
  const persist = dice.weighted({ local: 6, session: 2.8, none: 1.2 });
  const session = !forwarding && dice.chance(0.35);
  const locks = dice.weighted({ real: 17, reject: 0.8, throw: 0.8, never: 0.7, missing: 0.7 });
  const sessionOver = dice.chance(0.15) ? { from: dice.between(0, 5_000), ms: dice.between(1_000, 6_000) } : null;
  const elements = dice.chance(0.12) ? 2 : 1;
  const weights = { ...READER, ...(elements > 1 ? { otherElement: 3 } : {}) };
  for (const [act, weight] of Object.entries(OTHERS)) if (dice.chance(0.5)) weights[act] = weight * 1.6;
  if (!forwarding) delete weights.crash;
  // Without storage a conversation lasts as long as its element keeps its place.
  if (persist === "none") for (const act of ["reinsert", "changeSpace", "changeAttributes", "damage", "fill"]) delete weights[act];
  return {
    seed,
    forwarding,
    persist,
    locks,
    // The caller's name, which the demo tells apart.
    session: session ? `reader-${seed}` : null,
    hook: session || weights.hook !== undefined,
    sameOrigin: dice.chance(sessionOver ? 0.5 : 0.3),
    elements,
    sessionOver: sessionOver && { from: sessionOver.from, until: sessionOver.from + sessionOver.ms },
    files: dice.pick(["own", "relay"]),
    keepAlive: dice.chance(0.4),
    answerMs: dice.between(200, 1_800),
    // Where locks never answer, only this ends the waiting.
    maxWait: locks === "never" ? 12 : dice.pick([null, null, 25]),
    tabs: dice.chance(0.35) ? 2 : 1,
    infoFails: dice.chance(0.15) ? dice.between(1, 3) : 0,
    acts: dice.between(7, 13),
    weights,
    // A lease in the storage is renewed by the clock, so that it must not run too fast.
    speed: Number(process.env.SPEED || speedOf(dice, locks)),
    reloadAtRest: dice.chance(0.5),
    weather: weather(dice),
  };
}

/** How fast time runs in the calm. A few seeds have all the time that a reader has. */
function speedOf(dice, locks) {
  const isReal = dice.chance(0.1);
  if (locks !== "real") return locks === "never" ? 4 : 2;
  return isReal ? 1 : 4;
}

/** Some faults, each for some of the requests, in a span of time, for a share of them. */
function weather(dice) {
  const fronts = [];
  // Requests at the beginning have to be answered by another one before the storm, too.
  if (dice.chance(0.25)) {
    const [early, from] = [dice.chance(0.6), dice.between(0, 3_000)];
    fronts.push({
      kind: "info",
      fault: dice.weighted(OF_INFO),
      from: early ? -Infinity : from,
      until: from + dice.between(2_000, 9_000),
      share: 1,
    });
    if (dice.chance(0.5)) return fronts;
  }
  if (dice.chance(0.25)) {
    const from = dice.between(0, 6_000);
    fronts.push({
      kind: "all",
      fault: dice.weighted(ELSEWHERE),
      from,
      until: from + dice.between(800, 5_000),
      share: dice.pick([0.6, 1]),
    });
  }
  for (let count = dice.between(0, 4); count > 0; count -= 1) {
    const from = dice.between(0, 6_000);
    fronts.push({
      kind: dice.weighted(KINDS),
      fault: dice.weighted(FAULTS),
      from,
      until: from + dice.between(800, 5_000),
      share: dice.pick([0.3, 0.6, 1]),
    });
  }
  return fronts;
}

/** A line that describes the surroundings. */
export function describe(plan) {
  const { weights, weather: fronts, seed, sessionOver, ...rest } = plan;
  const settings = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  const when = ({ from, until }) => (from < 0 ? `until ${until} ms` : `at ${from}-${until} ms`);
  const faults = fronts.map((front) => `${front.fault} on ${front.share * 100} % of ${front.kind} ${when(front)}`);
  const over = sessionOver ? [`the session is over at ${sessionOver.from}-${sessionOver.until} ms`] : [];
  const acts = Object.keys(weights).filter((act) => !(act in READER));
  return [`seed ${seed}: ${settings.join(" ")}`, `weather: ${[...over, ...faults].join("; ") || "none"}`, `also: ${acts.join(" ") || "nothing"}`];
}
