// Within the page: does one thing and says how long it took until it was painted.

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const task = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = resolve;
  port2.postMessage(null);
});

/** Calls `act` and waits for the frame that shows what `shown` looks for, and until `whole`; ms of both, and the longest task. */
async function until(act, shown, whole = () => true) {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ entryTypes: ["longtask"] });
  window.begun = performance.now();
  const limit = window.begun + 60_000;
  act();
  do {
    await frame();
    if (performance.now() > limit) throw new Error(`it was never shown; the first row is ${[0, 1, 2].map((column) => window.subject.first(column))}`);
  } while (window.begun === undefined || !shown());
  // Behind this frame's paint.
  await task();
  const ms = performance.now() - window.begun;
  while (!whole()) {
    await frame();
    await task();
    if (performance.now() > limit) throw new Error(`only ${window.subject.count()} rows came`);
  }
  const all = performance.now() - window.begun;
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return { ms, all, longest: Math.max(0, ...tasks) };
}

window.measure = {
  /** From the bytes of a reply, as `fetch` has them. */
  async load(text, first, count) {
    const bytes = new TextEncoder().encode(text);
    // Making them is no part of it, nor of its longest task.
    await frame();
    await task();
    return until(() => window.subject.load(bytes), () => window.subject.first(0) === first && window.subject.first(1) !== undefined, () => window.subject.count() === count);
  },
  sort: (column, first) => until(() => window.subject.sort(column), () => first.includes(window.subject.first(column))),
  search: (text, column, first) => until(() => window.subject.search(text), () => window.subject.first(column) === first),
  /** Scrolls from top to end in so many frames; the intervals between frames. */
  async scroll(frames) {
    const box = window.subject.scroller();
    const height = box.scrollHeight - box.clientHeight;
    performance.mark("scroll-begin");
    const intervals = [];
    let before = await frame();
    for (let at = 1; at <= frames; at += 1) {
      box.scrollTop = (height * at) / frames;
      const now = await frame();
      intervals.push(now - before);
      before = now;
      // Moved behind a frame's paint, as a reader's wheel moves it: what is moved within a frame is painted
      // before its scroll event is heard.
      await task();
    }
    performance.mark("scroll-end");
    return intervals;
  },
};
