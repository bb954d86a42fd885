// Questions, and what comes of them.
import assert from "node:assert/strict";
import { button, FOLLOW_UP, INPUT, QUESTION, TURNS } from "../chat.mjs";

export const asking = {
  "a question is answered with text, SQL and rows": async (stage) => {
    const chat = await stage.open();
    const { page } = chat;
    const turn = await chat.ask(QUESTION);
    await turn.shown();
    await page.text(turn.within("[part~=answer]"), /\w{3}/);
    await page.click(turn.within("[part~=sql] summary"));
    await page.visible(turn.within("[part~=sql] .keyword"));
    await page.text(turn.within("[part~=sql]"), /SELECT/);
    const [result] = await page.events("genie-result");
    assert.deepEqual(result.columns.map(({ name }) => name).length, 2);
    assert.ok(result.rowCount > 20);
    assert.deepEqual(await page.events("genie-error"), []);
  },

  "a follow-up goes on in the same conversation": async (stage) => {
    const chat = await stage.open();
    await (await chat.ask(QUESTION)).shown();
    const turn = await chat.ask(FOLLOW_UP);
    await turn.shown();
    await chat.page.count(turn.rows, 3);
    const [first, second] = await chat.page.events("genie-answer");
    assert.ok(first.conversationId);
    assert.equal(second.conversationId, first.conversationId);
    assert.deepEqual(await stage.questions(), [QUESTION, FOLLOW_UP]);
  },

  "Stop ends the wait, and the next question is answered": async (stage) => {
    const chat = await stage.open({ answerMs: 4_000 });
    const { page } = chat;
    const turn = await chat.ask(QUESTION);
    await turn.state("waiting");
    await page.click(['[part~="stop"]']);
    await turn.state("stopped");
    await page.text(turn.within("[part~=notice]"), /Stopped\./);
    await (await chat.ask(FOLLOW_UP)).state("done");
    await turn.state("stopped");
  },

  "a new conversation is empty, and a suggestion asks": async (stage) => {
    const chat = await stage.open();
    const { page } = chat;
    await (await chat.ask(QUESTION)).shown();
    await page.click(button("New conversation"));
    await page.count(TURNS, 0);
    const suggestion = ["[part~=suggestion]", { having: "products" }, 0];
    const [asked] = await page.texts(suggestion);
    await page.click(suggestion);
    await chat.turn(0).state("done");
    await page.text(chat.turn(0).within("[part~=question]"), new RegExp(asked.replace("?", "\\?")));
    await page.value(INPUT, "");
  },

  "right to left: keys are mirrored, and each text has its own direction": async (stage) => {
    const { chat, page, turn } = await stage.shown("Show 60 columns", { dir: "rtl" });
    await page.focus(turn.within('[part~=table] [tabindex="0"]'));
    await chat.place(2, 1);
    await page.press("ArrowLeft");
    await chat.place(2, 2);
    await page.press("End");
    await chat.place(2, 60);
    await page.press("ArrowRight", "ArrowDown");
    await chat.place(3, 59);
    // A cell stands below its header, wherever it is.
    const apart = (paths) => {
      const [head, cell] = paths.map((path) => __all(path)[0].getBoundingClientRect());
      return Math.abs(head.x - cell.x) < 1 && Math.abs(head.width - cell.width) < 1;
    };
    assert.equal(await page.evaluate(apart, [turn.head(-2), turn.cell(1, 58)]), true);
    await page.click(INPUT);
    await page.type("خبز القمح");
    await page.value(INPUT, "خبز القمح");
    await page.sees("the direction", "rtl", (path) => getComputedStyle(__all(path)[0]).direction, INPUT);
    await page.press("Control+a");
    await page.type("rye");
    await page.sees("the direction", "ltr", (path) => getComputedStyle(__all(path)[0]).direction, INPUT);
  },
};
