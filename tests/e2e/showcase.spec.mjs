// Every scripted question of the demo's Showcase, as a reader sees its answer.
import { expect, test } from "./support/test.mjs";

const SPACE = "showcase";

/** As many rows are drawn at once. */
const FEW_ROWS = 5;

/** How an answer ends, where it is not done. */
const ENDS = [
  [/^Fail /, "failed"],
  [/^Cancel /, "failed"],
  [/^Show an expired /, "expired"],
];

/** The complete reply to a question; the relay takes no time for it. */
async function replyTo(relay, content) {
  const reply = await fetch(`${relay.origin}/api/2.0/genie/spaces/${SPACE}/start-conversation`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ content }),
  });
  return (await reply.json()).message;
}

/** How many rows the last query of a question has; 0 where there are none to see. */
async function rowsOf(relay, question) {
  const message = await replyTo(relay, question);
  return message.status === "COMPLETED" ? (message.query_result?.row_count ?? 0) : 0;
}

/** The questions that the space lists for whoever asks anything else. */
async function questions(relay) {
  const message = await replyTo(relay, "What can I ask?");
  const lines = message.attachments[0].text.content.split("\n");
  const all = lines.filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
  // Thousands of cells on the page make every later question slower.
  const isLarge = (question) => /,000 rows|60 columns/.test(question);
  return [...all.filter((question) => !isLarge(question)), ...all.filter(isLarge)];
}

// In two halves, which run side by side: an answer takes a second at least. The relay takes no
// time, so the slow warehouse is not slow here: what is seen meanwhile is tested by the relay's own
// tests of the statuses, and here it would only be waited for.
for (const half of [0, 1]) {
  test(`every scripted question has its answer in the widget, half ${half + 1}`, async ({ open, ownRelay }) => {
    test.setTimeout(180_000);
    const relay = await ownRelay({ answerMs: 0 });
    const all = await questions(relay);
    expect(all.length).toBeGreaterThan(40);
    const chat = await open({ relay, "space-id": SPACE });
    for (const question of all.filter((_, index) => index % 2 === half)) {
      const turn = await chat.ask(question);
      const [, end] = ENDS.find(([pattern]) => pattern.test(question)) ?? [null, "done"];
      await turn.expectState(end);
      if (end === "failed") await expect(turn.notice.first()).toHaveText(/\w/);
      else if (question !== "Answer with nothing") await expect(turn.answer.first()).toBeVisible();
      const rows = await rowsOf(relay, question);
      // Of many rows the grid draws those in view only.
      if (rows > FEW_ROWS) await expect(turn.rows.first()).toHaveText(/\w/);
      else if (end === "done") await expect(turn.rows).toHaveCount(rows);
    }
  });
}

test("an expired result is there again when its query has run again", async ({ open, ownRelay }) => {
  const relay = await ownRelay({ answerMs: 500 });
  const chat = await open({ relay, "space-id": SPACE });
  const turn = await chat.ask("Show an expired result");
  await turn.expectState("expired");
  await expect(turn.rows).toHaveCount(0);
  await turn.root.getByRole("button", { name: "Run again" }).click();
  await expect(turn.rows).toHaveCount(4);
  await turn.expectState("done");
});
