// A conversation, to be taken away.
import { readFile } from "node:fs/promises";
import { expect, QUESTION, test } from "./support/test.mjs";

for (const [name, read] of [
  ["Markdown", (text) => expect(text).toMatch(new RegExp(`^# .*\\n\\n## ${QUESTION.replace("?", "\\?")}\\n`))],
  ["JSON", (text) => expect(JSON.parse(text).turns.map(({ question }) => question)).toEqual([QUESTION])],
]) {
  test(`the open conversation is saved as ${name}`, async ({ open, page }) => {
    const chat = await open();
    await (await chat.ask(QUESTION)).done();
    await chat.history.open();
    const coming = page.waitForEvent("download");
    await chat.history.root.getByRole("button", { name, exact: true }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^[\w-]+\.(md|json)$/);
    read(await readFile(await file.path(), "utf8"));
  });
}
