// The invariants, held against the story, the workspace and all that was seen.
import { isOfRequest } from "./tab.mjs";

/** The message for the integrator that the widget may log, once for each start. */
const DELIBERATE = /^console: .*genie.*(relay|reach)/i;
const REDIRECTS = [301, 302, 308];
const REFUSAL = (status) => status >= 400 && status < 500 && status !== 408;

/** 1: a question arrives at most as often as it was asked. */
export function arrivals({ story, ledger, wire, front, crashes }) {
  for (const message of wire.all()) {
    if (!ledger.questions.has(message.text)) story.breaks(1, `"${message.text}" arrived and was never asked`);
  }
  for (const { text, asked } of ledger.questions.values()) {
    const messages = wire.of(text);
    if (messages.length <= asked) continue;
    const asks = front.asks(text);
    const keys = asks.map(({ key }) => key);
    const repeated = keys.filter((key, index) => key && keys.indexOf(key) < index);
    const forgotten = repeated.some((key) => {
      const [first, ...others] = asks.filter((ask) => ask.key === key);
      return others.some((other) => crashes.some((at) => at > first.at && at < other.at + 3_000));
    });
    const what = `"${text}" was asked ${asked} times and arrived ${messages.length} times, in ${asks.length} requests with keys ${keys.join(", ")}`;
    if (forgotten) story.note(`G11, the relay was restarted before the browser's own repeat: ${what}`);
    else story.breaks(1, what);
  }
}

/** 2: nothing is lost. */
export function losses(world, views, server) {
  const { story, ledger, wire, front, plan } = world;
  const shown = (text) => views.filter(({ view }) => view.input === text || view.turns.some((turn) => turn.text === text));
  const listed = (text) => views.some(({ view }) => view.history?.includes(text));
  for (const question of ledger.questions.values()) {
    const { text } = question;
    const places = [...server].filter(([, messages]) => messages.some((message) => message.text === text));
    if (shown(text).length > 0) continue;
    if (places.length > 0) {
      story.breaks(2, `"${text}" is at the server, in conversation ${places[0][0]}, and shown nowhere`);
      continue;
    }
    const excuses = [...question.excuses];
    const went = ledger.wentWith(question, world);
    if (went) excuses.push(went);
    const asks = front.asks(text);
    if (question.tabIsClosed && (plan.persist !== "local" || asks.length === 0 || REFUSAL(asks.at(-1).status))) {
      excuses.push("its tab was closed for good");
    }
    if (excuses.length > 0) story.note(`"${text}" is gone: ${excuses.join("; ")}`);
    else if (listed(text)) story.note(`"${text}" is in the list of conversations only`);
    else {
      const sent = asks.map(({ fault, status }) => `${fault ?? "no fault"}, ${status ?? "no reply"}`).join(" / ");
      const deleted = ledger.deletionsOf(question, wire).length > 0 ? "its conversation was deleted, and it is lost" : "is lost";
      story.breaks(2, `"${text}" ${deleted}: neither at the server nor shown; requests: ${sent || "none"}`);
    }
  }
}

/**
 * 8: a question waits for nobody to look at it, unless the reader has stopped one before it; `before` is what had
 * arrived before the driver opened conversations.
 */
export function late({ story, ledger, wire }, before) {
  if (story.broken.some(({ invariant }) => invariant === 3)) return;
  for (const text of new Set(wire.all().map((message) => message.text))) {
    if (before.has(text)) continue;
    // A stopped question is not looked for any more, and what was typed behind it waits for the reader to decide.
    const stopped = ledger.questions.get(text)?.before.find((earlier) => ledger.questions.get(earlier)?.stopped);
    if (stopped) story.note(`"${text}" waited behind one that the reader had stopped, "${stopped}", until that was found`);
    else story.breaks(8, `"${text}" was sent only after its conversation had been opened`);
  }
}

/** 4: polls of one message do not overlap. */
export function overlaps({ story, front, plan, handOvers }) {
  const found = front.overlaps();
  const tolerated = plan.locks === "real" ? 0 : handOvers + 1;
  const words = found.map(({ path, ms, at }) => `${path.split("/").at(-1)} for ${Math.round(ms)} ms at ${story.at(at)}`);
  if (found.length > tolerated) story.breaks(4, `overlapping polls: ${words.join("; ")}`);
  else if (found.length > 0) story.note(`with locks=${plan.locks}, overlapping polls: ${words.join("; ")}`);
}

/** 5: nothing twice in one transcript. */
export function twice({ story, ledger, wire }, views) {
  const found = new Map();
  const note = (what, tab, place) => found.set(what, [...(found.get(what) ?? []), `${tab.name}, ${place}`]);
  for (const { tab, place, view } of views) {
    const ids = view.turns.map((turn) => turn.id).filter(Boolean);
    for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) < index))) note(`message ${id} is shown twice`, tab, place);
    for (const text of new Set(view.turns.map((turn) => turn.text))) {
      const most = Math.max(ledger.questions.get(text)?.asked ?? 1, wire.of(text).length);
      const states = view.turns.filter((turn) => turn.text === text).map((turn) => turn.state);
      if (states.length > most) note(`"${text}" is shown ${states.length} times (${states.join(", ")})`, tab, place);
    }
  }
  for (const [what, places] of found) story.breaks(5, `${what}: ${places.join("; ")}`);
}

/** 5: no panic, no uncaught error, no message of an error. */
export function complaints({ story, tabs, plan }, views) {
  for (const { tab, place, view } of views) if (view.panic) story.breaks(5, `${tab.name}, ${place}: the panic notice`);
  for (const tab of tabs) {
    let deliberate = 0;
    for (const fault of tab.faults) {
      if (isOfRequest(fault)) continue;
      if (DELIBERATE.test(fault) && (deliberate += 1) <= (tab.loads + tab.settings) * plan.elements * 2) continue;
      story.breaks(5, `${tab.name}: ${fault.slice(0, 300)}`);
    }
  }
}

/** 7: what the reader was told is deleted is gone; what was taken back is there. */
export function deletions({ story, ledger, front }, server, outcomes) {
  for (const deletion of ledger.deletions) {
    const { id, how, undone, excuses } = deletion;
    const there = server.has(id);
    const twin = ledger.deletions.some((other) => other.id === id && !other.undone);
    if (undone && !twin && !there) story.breaks(7, `the deletion of ${id} was taken back, and it is gone`);
    if (undone || !there) continue;
    const tries = front.log.filter((entry) => entry.kind === "delete" && entry.path.endsWith(id));
    const refused = tries.length >= 5 || tries.some(({ status }) => (REFUSAL(status) && status !== 429) || REDIRECTS.includes(status));
    const closed = deletion.tabIsClosed && (deletion.closedPoorly || tries.length > 0);
    if (closed || excuses.length > 0) {
      story.note(`conversation ${id} is still there: ${excuses[0] ?? "its tab was closed for good"}`);
      continue;
    }
    const told = how === "panel" || outcomes.get(id) === "confirmed";
    if (told && !refused) {
      const sent = tries.map(({ fault, status }) => `${fault ?? "no fault"}, ${status ?? "no reply"}`).join(" / ");
      story.breaks(7, `conversation ${id} was deleted (${how}) and is still at the server; requests: ${sent || "none"}`);
    }
  }
}
