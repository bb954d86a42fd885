// What the reader is offered: questions to begin and to go on with, a way on after a failure, and help
// while a question is typed.
import AxeBuilder from "@axe-core/playwright";
import { Chat } from "./support/chat.mjs";
import { expect, QUESTION, test } from "./support/test.mjs";
import { QUESTIONS } from "./support/traffic.mjs";

const AGENT = /\/agents\/[^/]+\?view=GENIE_AGENT_VIEW_FULL$/;
const STARTER = "Which products generate the highest total sales?";

const button = (turn, name) => turn.root.getByRole("button", { name, exact: true });
const editFirst = (chat, question) => chat.host.getByRole("button", { name: `Edit first: ${question}`, exact: true });

async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

/** The showcase, in which any failure can be asked for. */
async function failed(open, ownRelay, kind) {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }), "space-id": "showcase" });
  const turn = await chat.ask(`Fail with ${kind}`);
  await turn.expectState("failed");
  return { chat, turn };
}

test("an empty conversation offers the space's own questions, and one click asks", async ({ open, page, traffic }) => {
  const asked = [];
  page.on("request", (request) => AGENT.test(request.url()) && asked.push(request.url()));
  const chat = await open();
  const starters = chat.part("suggestion");
  await expect(starters).toHaveCount(6);
  await starters.filter({ hasText: STARTER }).click();
  await chat.turn(0).done();
  await chat.newConversation.click();
  await expect(starters).toHaveCount(6);
  expect(asked).toHaveLength(1);
  expect(traffic.questions().map(({ content }) => content)).toEqual([STARTER]);
});

test("a workspace that does not tell such questions is no failure", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  const headers = { "access-control-allow-origin": "*" };
  await page.route(AGENT, (route) => route.fulfill({ status: 404, headers, json: { error_code: "FEATURE_DISABLED" } }));
  const refused = page.waitForResponse(AGENT);
  const chat = await open();
  await refused;
  await expect(chat.host.getByRole("heading", { name: "What would you like to know?" })).toBeVisible();
  await expect(chat.part("suggestion")).toHaveCount(0);
  await expect(chat.notice).toHaveCount(0);
  expect(await page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-error"))).toEqual([]);
});

test("a suggested question is edited first with its pencil or Alt+Enter, and not put in twice", async ({ open, page, traffic }) => {
  const chat = await open();
  await editFirst(chat, STARTER).click();
  await expect(chat.input).toHaveValue(STARTER);
  await expect(chat.input).toBeFocused();
  await chat.part("suggestion").filter({ hasText: STARTER }).click({ modifiers: ["Alt"] });
  await expect(chat.input).toHaveValue(STARTER);
  await chat.input.fill("");
  await chat.part("suggestion").filter({ hasText: STARTER }).focus();
  await page.keyboard.press("Alt+Enter");
  await expect(chat.input).toHaveValue(STARTER);
  // The cursor stands behind it.
  await page.keyboard.type(" Now!");
  await expect(chat.input).toHaveValue(`${STARTER} Now!`);
  expect(traffic.questions()).toEqual([]);
});

test("a conversation that became too long leads to another, with the question in the composer", async ({ open, ownRelay, page }) => {
  const { chat, turn } = await failed(open, ownRelay, "CONTEXT_EXCEEDED_EXCEPTION");
  await expect(turn.askAgain).toHaveCount(0);
  await expect(turn.suggestions).toHaveCount(0);
  await button(turn, "New conversation").click();
  await expect(chat.turns).toHaveCount(0);
  await expect(chat.input).toHaveValue("Fail with CONTEXT_EXCEEDED_EXCEPTION");
  await expect(chat.input).toBeFocused();
  await page.reload();
  await expect(new Chat(page).input).toHaveValue("Fail with CONTEXT_EXCEEDED_EXCEPTION");
});

test("where only somebody else can help, nothing is offered to be tried", async ({ open, ownRelay }) => {
  const { chat, turn } = await failed(open, ownRelay, "WAREHOUSE_ACCESS_MISSING_EXCEPTION");
  await expect(turn.notice).toContainText("Ask its owner for access");
  await expect(turn.askAgain).toHaveCount(0);
  await expect(turn.suggestions).toHaveCount(0);
  await button(turn, "Edit and ask again").click();
  await expect(chat.input).toHaveValue("Fail with WAREHOUSE_ACCESS_MISSING_EXCEPTION");
});

test("a failed question says when and where it was asked, and can be edited, asked again and left", async ({ open, ownRelay }) => {
  const { chat, turn } = await failed(open, ownRelay, "REPLY_PROCESS_TIMEOUT_EXCEPTION");
  await expect(turn.root.locator(".origin")).toHaveText(/^\w.*\d{4}.* · Showcase · Demo data$/);
  await expect(button(turn, "Helpful")).toHaveCount(0);
  await turn.notice.getByText("Details").click();
  await expect(turn.notice.getByText(/request id/i)).toBeVisible();
  await expect(turn.askAgain).toBeVisible();
  const offered = await turn.suggestions.first().textContent();
  await turn.suggestions.first().click();
  await expect(chat.turn(1).question).toContainText(offered);
  await button(turn, "Edit and ask again").click();
  await button(turn, "Edit and ask again").click();
  await expect(chat.input).toHaveValue("Fail with REPLY_PROCESS_TIMEOUT_EXCEPTION");
});

test("an answer with nothing in it is asked again, not rated", async ({ open, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 0 }), "space-id": "showcase" });
  const turn = await chat.ask("Answer with nothing");
  await turn.expectState("done");
  await expect(button(turn, "Edit and ask again")).toBeVisible();
  await expect(button(turn, "Helpful")).toHaveCount(0);
  await turn.askAgain.click();
  await expect(chat.turns).toHaveCount(2);
});

test("what the reader has stopped is not shown as an error", async ({ open, ownRelay }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 5_000 }) });
  const turn = await chat.ask(QUESTION);
  await turn.expectState("waiting");
  await chat.stop.click();
  await expect(turn.notice).toContainText("Stopped.");
  const sides = (node) => {
    const { borderInlineStartColor, borderInlineEndColor } = getComputedStyle(node);
    return borderInlineStartColor === borderInlineEndColor;
  };
  expect(await turn.notice.evaluate(sides)).toBe(true);
  await expect(button(turn, "Edit and ask again")).toBeVisible();
});

test("a question that is too long stays in the composer with what is too much of it", async ({ open, page, traffic }) => {
  const chat = await open();
  const told = chat.host.locator(".length");
  const long = "x".repeat(10_007);
  await chat.input.fill(long);
  await chat.input.press("Enter");
  await expect(told).toHaveText("7 characters too many");
  await chat.send.click();
  await expect(chat.input).toHaveValue(long);
  await expect(chat.turns).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect(chat.input).toHaveValue(long);
  await expect(told).toHaveText("7 characters too many");
  await chat.input.fill(`${"x".repeat(9_999)}?`);
  await expect(told).toHaveText("10000 of 10000 characters");
  await chat.input.press("Enter");
  await expect(chat.input).toHaveValue("");
  await expect(told).toBeHidden();
  expect(traffic.questions()).toHaveLength(1);
});

test("the length is right after all that is put into the composer", async ({ open }) => {
  const chat = await open();
  const long = `${"x".repeat(9_000)}?`;
  const turn = await chat.ask(long);
  await expect(turn.root).toHaveAttribute("data-state", /^(done|failed)$/);
  const told = chat.host.locator(".length");
  await expect(told).toBeHidden();
  await button(turn, "Edit and ask again").click();
  await expect(told).toHaveText("9001 of 10000 characters");
  await chat.input.fill("");
  await expect(told).toBeHidden();
  await chat.input.press("ArrowUp");
  await expect(told).toHaveText("9001 of 10000 characters");
  await chat.input.press("ArrowDown");
  await expect(told).toBeHidden();
});

test("earlier questions come while the first is still answered, and the draft comes back", async ({ open, ownRelay, page }) => {
  const chat = await open({ relay: await ownRelay({ answerMs: 20_000 }) });
  await (await chat.ask(QUESTION)).expectState("waiting");
  await chat.input.press("ArrowUp");
  await expect(chat.input).toHaveValue(QUESTION);
  await chat.input.fill("a draft");
  await chat.input.press("Home");
  await chat.input.press("ArrowUp");
  await expect(chat.input).toHaveValue(QUESTION);
  await chat.input.press("ArrowDown");
  await expect(chat.input).toHaveValue("a draft");
  await chat.input.press("Home");
  await chat.input.press("ArrowUp");
  await expect(chat.input).toHaveValue(QUESTION);
  // What is only looked at is not kept in its place.
  await page.reload();
  await expect(chat.input).toHaveValue("a draft");
});

for (const fallback of [false, true]) {
  test(`the composer grows to six lines and scrolls then${fallback ? ", also where the style sheet cannot do it" : ""}`, async ({ open, page }) => {
    if (fallback) {
      await page.addInitScript(() => {
        CSS.supports = () => false;
        const { replaceSync } = CSSStyleSheet.prototype;
        CSSStyleSheet.prototype.replaceSync = function (text) {
          return replaceSync.call(this, text.replaceAll("field-sizing", "--field-sizing"));
        };
      });
    }
    const chat = await open();
    const height = () => chat.input.evaluate((input) => input.getBoundingClientRect().height);
    const lines = (count) => Array.from({ length: count }, (_, line) => line + 1).join("\n");
    expect(await height()).toBe(38);
    for (const [count, expected] of [[3, 82], [6, 148], [7, 148], [1, 38], [6, 148]]) {
      await chat.input.fill(lines(count));
      await expect.poll(height, `${count} lines`).toBe(expected);
      const scrolls = await chat.input.evaluate((input) => input.scrollHeight > input.clientHeight);
      expect(scrolls, `${count} lines`).toBe(count > 6);
    }
    await chat.input.press("Enter");
    await expect.poll(height, "emptied").toBe(38);
    await chat.input.fill(lines(4));
    await page.reload();
    await expect(chat.input).toHaveValue(lines(4));
    await expect.poll(height, "a draft").toBe(104);
  });
}

test("a place in the relay's queue is told beside the countdown", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  await page.route(QUESTIONS, (route) =>
    route.fulfill({
      status: 429,
      headers: {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "Retry-After, X-Genie-Queue-Position",
        "retry-after": "30",
        "x-genie-queue-position": "3",
      },
      json: { error_code: "RESOURCE_EXHAUSTED", message: "" },
    }),
  );
  const chat = await open();
  const turn = await chat.ask(QUESTION);
  await expect(turn.status).toHaveText(/^Number 3 in the relay's queue\. Trying again in \d+ s$/);
});

test("the id to name to support is there after a reload", async ({ open, page }) => {
  const chat = await open();
  await (await chat.ask(QUESTION)).done();
  await page.reload();
  const { root } = chat.turn(0);
  await root.locator(".foot").getByText("Details").click();
  await expect(root.getByText(/request id: \S+/i)).toBeVisible();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing wrong with what is offered, ${colorScheme}`, async ({ open, ownRelay, page }) => {
    await page.emulateMedia({ colorScheme });
    const chat = await open({ relay: await ownRelay({ answerMs: 0 }), "space-id": "showcase" });
    await expect(chat.part("suggestion")).toHaveCount(6);
    expect(await violations(page)).toEqual([]);
    const turn = await chat.ask("Fail with CONTENT_FILTER_EXCEPTION");
    await expect(button(turn, "Edit and ask again")).toBeVisible();
    await turn.notice.getByText("Details").click();
    expect(await violations(page)).toEqual([]);
  });
}
