// What the reader has asked, and what may therefore be where.

const FORMS = [
  (n) => `Which products sold over ${n} units in 2025?`,
  (n) => `sales in 2024 by region over ${n} units`,
  (n) => `top ${n} stores by revenue`,
  (n) => `What about the cities with more than ${n} orders?`,
  (n) => `only those over ${n}`,
  (n) => `profit by category above ${n}`,
];

export class Ledger {
  /** Every text that was typed: `text`, `asked` (how often), `tab`, and why it may be gone. */
  questions = new Map();
  /** Conversations that the reader had deleted: `{ id, how, told, undone, at }`. */
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
      return known;
    }
    const before = view.turns.map((turn) => turn.text);
    const question = { text, asked: 1, tab, conversation: view.conversation, before, excuses: [], keptBadly: full };
    this.questions.set(text, question);
    return question;
  }

  again(text) {
    const question = this.questions.get(text);
    if (question) question.asked += 1;
  }

  /** For a reason, those of these questions that have not arrived in the end may be gone. */
  excuse(meets, why) {
    for (const question of this.questions.values()) if (meets(question)) question.excuses.push(why);
  }

  /** A tab begins anew or ends: what it could not store may go. */
  leaves(tab, { persist, full }) {
    if (persist === "none") this.excuse((question) => question.tab === tab, "its page is gone, with persist=none");
    else this.excuse((question) => question.tab === tab && (full || question.keptBadly), "the storage was full");
  }

  /** A tab is closed for good. */
  closes(tab) {
    for (const question of this.questions.values()) if (question.tab === tab) question.tabIsClosed = true;
  }

  /** A tab goes on as another one. */
  moves(tab, again) {
    for (const question of this.questions.values()) if (question.tab === tab) question.tab = again;
  }

  isDeleted(id) {
    return this.deletions.some((deletion) => deletion.id === id && !deletion.undone);
  }

  /** True where the conversation that a question belongs to was deleted by the reader. */
  wentWith(question, wire) {
    const places = [question.conversation, ...question.before.flatMap((text) => wire.of(text).map((message) => message.conversation))];
    return [...places, ...wire.of(question.text).map((message) => message.conversation)].some((id) => id && this.isDeleted(id));
  }
}
