// Conversations and drafts that outlast a page, and tabs that tell each other.
import assert from "node:assert/strict";
import { button, FOLLOW_UP, INPUT, QUESTION, TURNS } from "../chat.mjs";
import { MESSAGE } from "../../e2e/support/faults.mjs";
import { converse } from "../../e2e/support/past.mjs";

const OTHER = "What is the total revenue by region?";
const HISTORY = ["[part~=history]"];
const ITEMS = [...HISTORY, "[part~=history-item]"];

export const lasting = {
  "past conversations are listed, opened, renamed and deleted": async (stage) => {
    await stage.relay({ answerMs: 0 });
    const id = await converse(stage.upstream, [QUESTION]);
    await converse(stage.upstream, [OTHER]);
    const chat = await stage.open();
    const { page } = chat;
    const titles = [...ITEMS, ".title > span"];
    const listed = (wanted) => page.sees("the titles", wanted, (path) => __all(path).map((title) => title.textContent), titles);
    await chat.openHistory();
    await listed([OTHER, QUESTION]);
    await page.sees("the days", ["Today"], (path) => __all(path).map((day) => day.textContent), [...HISTORY, "h4"]);
    await page.click([...ITEMS, ...button(QUESTION)]);
    await chat.turn(0).shown();
    await page.text(chat.turn(0).within("[part~=question]"), new RegExp(QUESTION.replace("?", "\\?")));
    await (await chat.ask(FOLLOW_UP)).shown();
    assert.equal((await page.events("genie-answer")).at(-1).conversationId, id);

    const press = async (title, name) => {
      await page.hover([...ITEMS, { having: title }]);
      await page.click([...ITEMS, { having: title }, `button[aria-label^="${name}"], button[title^="${name}"]`]);
    };
    await press(OTHER, "Rename");
    await page.sees("the focus", OTHER, () => __focused()?.value ?? null);
    await page.press("Control+a");
    await page.type("Regions");
    await page.press("Enter");
    await page.sees("the new title", true, (path) => __all(path).some((title) => title.textContent === "Regions"), titles);
    await press("Regions", "Delete");
    await page.text([...HISTORY], /Undo/);
  },

  "a reload in mid-answer goes on waiting for the same message": async (stage) => {
    const chat = await stage.open({ answerMs: 4_000 });
    const { page } = chat;
    await (await chat.ask(QUESTION)).state("waiting");
    const read = (path) => __all(path)[0].getAttribute("data-message-id");
    const id = await page.evaluate(read, TURNS);
    await page.reload();
    await chat.turn(0).state("waiting");
    await chat.turn(0).shown();
    assert.equal(await page.evaluate(read, TURNS), id);
    await page.count(TURNS, 1);
    assert.deepEqual(await stage.questions(), [QUESTION]);
  },

  "a draft, and a question typed ahead, survive a reload": async (stage) => {
    const chat = await stage.open({ answerMs: 3_000 });
    const { page } = chat;
    await (await chat.ask(QUESTION)).state("waiting");
    await (await chat.ask(FOLLOW_UP)).state("queued");
    await page.type("Which stores");
    await page.value(INPUT, "Which stores");
    await page.reload();
    await chat.ready();
    await page.value(INPUT, "Which stores");
    await chat.turn(1).state("done");
    assert.deepEqual(await stage.questions(), [QUESTION, FOLLOW_UP]);
  },

  "of two tabs one polls, and both show the answer": async (stage) => {
    const answerMs = 4_000;
    await stage.relay({ answerMs });
    const id = await converse(stage.upstream, [QUESTION]);
    const one = await stage.open({ "conversation-id": id });
    await one.turn(0).state("done");
    const two = await stage.another(one.url);
    await two.turn(0).state("done");
    const before = stage.proxy.count("GET", MESSAGE);
    await two.ask(FOLLOW_UP);
    for (const chat of [two, one]) {
      await chat.page.tab.show();
      await chat.turn(1).state("done");
      await chat.page.count(chat.turn(1).rows, 3);
      await chat.page.count(TURNS, 2);
    }
    const polls = stage.proxy.count("GET", MESSAGE) - before;
    assert.ok(polls > 1 && polls <= answerMs / 1_000 + 1, `${polls} polls`);
    assert.equal(stage.proxy.count("POST", /./), 1);
  },

  "a conversation that is deleted in one tab is gone in the other": async (stage) => {
    const one = await stage.open({ answerMs: 0 });
    await (await one.ask(QUESTION)).shown();
    const two = await stage.another(one.url);
    await two.page.count(TURNS, 1);
    const { conversationId } = (await one.page.events("genie-answer")).at(-1);
    await two.page.evaluate((id) => document.querySelector("genie-chat").deleteConversation(id), conversationId);
    for (const { page } of [two, one]) await page.count(TURNS, 0);
    assert.deepEqual(await stage.questions(), []);
  },
};
