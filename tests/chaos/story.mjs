// What happened in a seed, with times, and how often each thing did over all seeds.

/** Counts what happened: acts, faults, states. */
export class Tally {
  #counts = new Map();

  count(group, name, by = 1) {
    const names = this.#counts.get(group) ?? new Map();
    this.#counts.set(group, names);
    names.set(name, (names.get(name) ?? 0) + by);
  }

  lines() {
    return [...this.#counts].map(([group, names]) => {
      const sorted = [...names].sort(([a], [b]) => a.localeCompare(b));
      return `${group}: ${sorted.map(([name, count]) => `${name} ${count}`).join(", ")}`;
    });
  }
}

export class Story {
  #began = performance.now();
  #lines = [];

  constructor(seed) {
    this.seed = seed;
    this.broken = [];
    this.notes = [];
  }

  /** Milliseconds since the seed began. */
  at(time = performance.now()) {
    return Math.round(time - this.#began);
  }

  tell(who, what) {
    this.#lines.push(`${String(this.at()).padStart(6)} ${who.padEnd(7)} ${what}`);
  }

  /** An invariant, by its number, does not hold. */
  breaks(invariant, what) {
    if (this.broken.some((known) => known.invariant === invariant && known.what === what)) return;
    this.broken.push({ invariant, what });
  }

  /** Something that the driver allows for a reason. */
  note(what) {
    this.notes.push(what);
  }

  text() {
    const broken = this.broken.map(({ invariant, what }) => `  broken ${invariant}: ${what}`);
    const notes = this.notes.map((note) => `  allowed: ${note}`);
    return [...this.#lines, ...notes, ...broken].join("\n");
  }
}
