// A browser without a language.
import assert from "node:assert/strict";
import { FOLLOW_UP, QUESTION } from "../chat.mjs";

export const plain = {
  "a browser whose language is C answers, and writes numbers and dates": async (stage) => {
    const chat = await stage.open();
    const { page } = chat;
    // The page has a language, which would be taken.
    await page.evaluate(() => document.documentElement.removeAttribute("lang"));
    for (const question of [QUESTION, FOLLOW_UP]) {
      const turn = await chat.ask(question);
      await turn.shown();
      await page.text(turn.within(".origin"), /\d{1,2}:\d\d/);
      await page.text(turn.rows, /\d{1,3}(,\d{3})*\.\d\d/);
    }
    await chat.openHistory();
    await page.text(["[part~=history] h4"], "Today");
    assert.deepEqual(await page.events("genie-error"), []);
  },
};
