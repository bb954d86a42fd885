// What the page's main thread did between two marks, frame by frame, from Chromium's own trace.

const CATEGORIES = ["disabled-by-default-devtools.timeline", "devtools.timeline", "devtools.timeline.frame", "blink.user_timing", "__metadata"];

/** Records a trace while `act` runs; gives its events. */
export async function traced(session, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"] } });
  try {
    return { result: await act(), events };
  } finally {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    session.off("Tracing.dataCollected", collect);
  }
}

/** Milliseconds of scripting, layout and paint for each frame, and of the longest task. */
export function frames(events) {
  const mark = (name) => events.find((event) => event.name === name && event.cat.includes("blink.user_timing"));
  const [begin, end] = [mark("scroll-begin"), mark("scroll-end")];
  if (!begin || !end) throw new Error("the trace lacks its marks");
  const mine = events.filter(({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts && ts <= end.ts);
  const starts = mine.filter(({ name, ph }) => name === "AnimationFrame::Render" && ph === "b").map(({ ts }) => ts).sort((a, b) => a - b);
  const tasks = mine.filter(({ name, dur }) => name === "RunTask" && dur !== undefined);
  if (starts.length < 10 || tasks.length < 10) throw new Error("the trace has another form than expected");
  const work = new Array(starts.length).fill(0);
  for (const { ts, dur } of tasks) {
    // The task that begins a frame starts before it says so.
    const at = starts.findLastIndex((start) => start <= ts + dur);
    if (at >= 0) work[at] += dur / 1000;
  }
  return { work, longest: Math.max(...tasks.map(({ dur }) => dur)) / 1000 };
}
