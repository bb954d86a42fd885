// The page's time, which can run faster. Each function runs inside a page and stands alone.

/** Runs before the page's own scripts: keeps hold of its timers, so that `hurry` reaches those that run already. */
export function holdTimers() {
  if (origin === "null" || window.__chaosTimers) return;
  const [wait, unwait] = [setTimeout, clearTimeout];
  const timers = new Map();
  let speed = 1;
  let count = 0;
  window.__chaosTimers = {
    hurry(times) {
      speed = times;
      const now = performance.now();
      for (const [id, timer] of timers) {
        unwait(timer.handle);
        arm(id, timer, Math.max(timer.due - now, 0) / speed);
      }
    },
  };
  const arm = (id, timer, ms) => {
    timer.handle = wait(() => {
      timers.delete(id);
      timer.action(...timer.args);
    }, ms);
  };
  window.setTimeout = (action, ms = 0, ...args) => {
    if (typeof action !== "function") return wait(action, ms, ...args);
    // Far from the browser's own numbers.
    count += 1;
    const id = 1e9 + count;
    const timer = { action, args, due: performance.now() + Math.max(Number(ms) || 0, 0) };
    timers.set(id, timer);
    arm(id, timer, (Number(ms) || 0) / speed);
    return id;
  };
  window.clearTimeout = (id) => {
    unwait(timers.get(id)?.handle ?? id);
    timers.delete(id);
  };
}

/**
 * Lets the page's time run `speed` times as fast from the moment `since` on (ms since 1970), the same
 * for all tabs: after the storm there is nothing to do but wait.
 */
export function hurry({ speed, since }) {
  if (origin === "null" || window.__chaosHurries) return;
  window.__chaosHurries = true;
  window.__chaosTimers?.hurry(speed);
  const [now, repeat, tick] = [Date.now, setInterval, performance.now.bind(performance)];
  const start = tick();
  Date.now = () => Math.round(since + (now.call(Date) - since) * speed);
  performance.now = () => start + (tick() - start) * speed;
  window.setInterval = (action, ms = 0, ...args) => repeat(action, ms / speed, ...args);
}
