// The browser talks to the relay and to nobody else, and keeps no answers.
import { expect, FOLLOW_UP, QUESTION, test } from "./support/test.mjs";

test("a whole session reaches only the relay and the page's own server", async ({ open, page, host, relay }) => {
  const origins = new Set();
  page.context().on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol)) origins.add(origin);
  });
  page.on("websocket", (socket) => origins.add(new URL(socket.url()).origin));
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await (await chat.ask(FOLLOW_UP)).done();
  await chat.turn(1).sql.locator("summary").click();
  await chat.newConversation.click();
  expect([...origins].sort()).toEqual([host.origin, relay.origin].sort());
});

test("answers, SQL and cells are not stored in the browser", async ({ open, page }) => {
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  const answer = (await turn.answer.innerText()).trim();
  const [[firstCell]] = await turn.cells();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(stored).not.toContain("SELECT");
  expect(stored).not.toContain(JSON.stringify(answer.slice(0, 40)).slice(1, -1));
  expect(stored).not.toContain(JSON.stringify(firstCell).slice(1, -1));
  expect(await page.evaluate(() => document.cookie)).toBe("");
});
