// Chance that a seed decides, so that a run can be repeated.

/** A hash of these values, from 0 (included) to 1: the same values give the same number. */
export function roll(...values) {
  let hash = 0x811c9dc5;
  for (const char of values.join("\u0000")) {
    hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193);
  }
  return mix(hash) / 2 ** 32;
}

function mix(value) {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A stream of random numbers of its own name: streams of one seed do not disturb each other. */
export function random(seed, name) {
  let count = 0;
  const next = () => roll(seed, name, (count += 1));
  const chance = (share) => next() < share;
  const between = (least, most) => least + Math.floor(next() * (most - least + 1));
  const pick = (list) => list[Math.floor(next() * list.length)];
  /** One of the names of `weights`, each as often as its weight says. */
  const weighted = (weights) => {
    const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries.at(-1)?.[0];
  };
  return { next, chance, between, pick, weighted };
}
