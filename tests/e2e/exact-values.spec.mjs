// No value changes on its way from the database to the screen.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, expectedTable } from "./support/oracle.mjs";
import { expect, FOLLOW_UP, QUESTION, test as base } from "./support/test.mjs";

const test = base.extend({
  /** A relay of the test's own that wrote its database to `database`. */
  dumped: async ({ ownRelay }, use) => {
    const directory = await mkdtemp(join(tmpdir(), "genie-chat-"));
    const database = join(directory, "demo.sqlite");
    const relay = await ownRelay({ args: ["--dump-db", database] });
    await use({ relay, database });
    await rm(directory, { recursive: true });
  },
});

const QUESTIONS = [[QUESTION], [QUESTION, FOLLOW_UP], ["What is the total revenue by region?"], ["Show revenue by month"]];

for (const questions of QUESTIONS) {
  test(`the table equals the database: ${questions.at(-1)}`, async ({ open, page, dumped }) => {
    const { relay } = dumped;
    const chat = await open({ relay, locale: "en" });
    let statementId;
    await page.route(/\/query-result$/, async (route) => {
      const response = await route.fetch();
      if (response.ok()) statementId = (await response.json()).statement_response.statement_id;
      await route.fulfill({ response });
    });
    let turn;
    for (const question of questions) {
      turn = await chat.ask(question);
      await turn.done();
      await expect(turn.rows.first()).toBeVisible();
    }
    await expect.poll(() => statementId).toBeTruthy();
    const exact = await expectedTable({ ...dumped, statementId });
    expect(exact.rows.length).toBeGreaterThan(0);

    expect((await turn.header()).map((name) => name.trim())).toEqual(exact.header);
    const shown = await turn.cells();
    expect(shown).toHaveLength(exact.rows.length);
    expect(shown.map((row) => row.length)).toEqual(exact.rows.map((row) => row.length));
    expect(differences(shown, exact.rows)).toEqual([]);
  });
}

test("a long number, a trailing zero and a NULL stay what they are", async ({ open, page }) => {
  // Cells that a detour through a floating-point number would change.
  const hard = [
    ["9007199254740993", "0.10", ""],
    ["-12345678901234567890", "1234567.80", null],
  ];
  await page.route(/\/query-result$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const { manifest } = body.statement_response;
    const column = (name, position, type_name, type_text) => ({ name, position, type_name, type_text });
    manifest.schema = {
      column_count: 3,
      columns: [
        column("n", 0, "LONG", "BIGINT"),
        { ...column("n", 1, "DECIMAL", "DECIMAL(18,2)"), type_precision: 18, type_scale: 2 },
        column("<b>s</b>", 2, "STRING", "STRING"),
      ],
    };
    manifest.total_row_count = hard.length;
    manifest.chunks = [{ chunk_index: 0, row_offset: 0, row_count: hard.length }];
    body.statement_response.result = { chunk_index: 0, row_offset: 0, row_count: hard.length, data_array: hard };
    await route.fulfill({ response, json: body });
  });
  const chat = await open({ locale: "en" });
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.rows).toHaveCount(hard.length);
  expect((await turn.header()).map((name) => name.trim())).toEqual(["n", "n", "<b>s</b>"]);
  expect(differences(await turn.cells(), hard)).toEqual([]);
});
