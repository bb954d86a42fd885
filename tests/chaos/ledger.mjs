// What the reader has asked, and what may therefore be where.

const FORMS = [
  (n) => `Which products sold over ${n} units in 2025?`,
  (n) => `sales in 2024 by region over ${n} units`,
  (n) => `top ${n} stores by revenue`,
  (n) => `What about the cities with more than ${n} orders?`,
  (n) => `only those over ${n}`,
  (n) => `profit by category above ${n}`,
];

/** How long an answer may take beyond the demo's own time. */
const ANSWER_SPARE_MS = 100;
/** How long it takes until every tab has heard of a deletion. */
const HEARS_MS = 2_000;

export class Ledger {
  /** Every text that was typed: `text`, `asked` (how often), `tab`, and why it may be gone. */
  questions = new Map();
  /** Conversations that the reader had deleted: `{ id, how, tab, undone, at, excuses }`. */
  deletions = [];
  #count = 0;

  /** A text that no one has typed before. */
  fresh(dice) {
    this.#count += 1;
    return dice.pick(FORMS)(10_000 + this.#count * 37);
  }

  /** The reader has asked this in `tab`, which showed `view` just before. */
  ask(text, tab, view, { full = false } = {}) {
    const known = this.questions.get(text);
    if (known) {
      known.asked += 1;
      known.at = performance.now();
      return known;
    }
    const question = { text, asked: 1, tab, places: [], before: [], excuses: [], keptBadly: full, at: performance.now() };
    this.places(question, view);
    this.questions.set(text, question);
    return question;
  }

  /** The question was asked in what this view shows. */
  places(question, { conversation, turns }) {
    if (conversation) question.places.push(conversation);
    question.before.push(...turns.map((turn) => turn.text).filter((text) => text !== question.text));
  }

  /** This view shows questions, in that conversation if it is the one that is open. */
  standsIn(id, { conversation, turns }) {
    if (conversation !== id) return;
    for (const { text } of turns) this.questions.get(text)?.places.push(id);
  }

  again(text) {
    const question = this.questions.get(text);
    if (question) Object.assign(question, { asked: question.asked + 1, at: performance.now() });
  }

  /** For a reason, those of these questions that have not arrived in the end may be gone. */
  excuse(meets, why) {
    for (const question of this.questions.values()) if (meets(question)) question.excuses.push(why);
  }

  /** A storage is full: what becomes of the questions in these tabs meanwhile is not stored. */
  fills(tabs) {
    for (const question of this.questions.values()) if (tabs.includes(question.tab)) question.keptBadly = true;
  }

  /** A tab begins anew or ends: what it could not store may go. */
  leaves(tab, { persist, full }) {
    if (persist === "none") this.excuse((question) => question.tab === tab, "its page is gone, with persist=none");
    else this.excuse((question) => question.tab === tab && (full || question.keptBadly), "the storage was full");
    if (persist !== "none" && !full) return;
    for (const deletion of this.deletions) if (deletion.tab === tab) deletion.excuses.push("its page is gone, and nothing was stored");
  }

  /** The reader has deleted a conversation in `tab`. */
  deletes(id, how, tab) {
    const deletion = { id, how, tab, at: performance.now(), excuses: [] };
    this.deletions.push(deletion);
    return deletion;
  }

  /** A tab is closed for good; `poorly` where it cannot send anything at once. */
  closes(tab, { poorly = false } = {}) {
    for (const deletion of this.deletions) {
      if (deletion.tab === tab) Object.assign(deletion, { tabIsClosed: true, closedPoorly: poorly });
    }
    for (const question of this.questions.values()) if (question.tab === tab) question.tabIsClosed = true;
  }

  /** A tab goes on as another one. */
  moves(tab, again) {
    for (const question of this.questions.values()) if (question.tab === tab) question.tab = again;
    for (const deletion of this.deletions) if (deletion.tab === tab) deletion.tab = again;
  }

  isDeleted(id) {
    return this.deletions.some((deletion) => deletion.id === id && !deletion.undone);
  }

  /** The deletions, not taken back, of a conversation that a question may belong to. */
  deletionsOf(question, wire) {
    // Those that stood before it in its conversation, and those that were asked behind it there.
    const behind = [...this.questions.values()].filter(({ before }) => before.includes(question.text));
    const texts = [question.text, ...question.before, ...behind.map(({ text }) => text)];
    // Questions that stand before it, and have not left either, may have been asked when it was known what was open.
    const known = texts.flatMap((text) => this.questions.get(text)?.places ?? []);
    const places = [...known, ...texts.flatMap((text) => wire.of(text).map((message) => message.conversation))];
    // One that was typed before the widget was there belongs to what was open, which may not have been told then.
    const early = ({ tab, at }) => question.early && question.tab === tab && question.at <= at;
    return this.deletions.filter((deletion) => !deletion.undone && (places.includes(deletion.id) || early(deletion)));
  }

  /**
   * Why a question may have gone with its conversation, or null: Genie had answered it, or the reader who asked it
   * deleted the conversation afterwards, or its page was not there to hear of it.
   */
  wentWith(question, { wire, plan }) {
    const messages = wire.of(question.text);
    for (const { id, tab, at } of this.deletionsOf(question, wire)) {
      const done = wire.deletedAt(id) ?? Infinity;
      const late = (message) => message.at + plan.answerMs + ANSWER_SPARE_MS < done;
      const ended = (message) => message.conversation === id && (message.answered || late(message));
      if (messages.some(ended)) return "it was answered, and its conversation was deleted";
      if (question.tab === tab && question.at <= at) return "its conversation was deleted by the same reader afterwards";
      if (question.stopped) return "it was stopped, and its conversation was deleted";
      const missed = question.tab.leftAt.some((left) => left > at - HEARS_MS && left < done + HEARS_MS);
      if (missed) return "its page was not there when its conversation was deleted";
    }
    return null;
  }
}
