// Pictures that Genie draws itself: shown as they came, where the relay passes them and the page wants charts.
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, QUESTION, test } from "./support/test.mjs";

const DRAWN = "Draw revenue by category";
const PICTURES = /\/download-visualization$/;
const PART = /\/genie-chat-[0-9a-f]{16}_split_picture\.wasm$/;
const SHOWCASE = { "space-id": "showcase" };

/** Asks for a picture; counts what is requested for it, and what of the blob addresses is given back. */
async function asked(open, page, attributes = SHOWCASE, question = DRAWN) {
  const requests = { pictures: 0, parts: 0, bodies: [], headers: [] };
  page.on("request", (request) => {
    if (PICTURES.test(request.url())) {
      requests.pictures += 1;
      requests.headers.push(request.headers());
    }
    if (PART.test(request.url())) requests.parts += 1;
    if (request.method() === "POST" && /\/(start-conversation|messages)$/.test(request.url())) requests.bodies.push(request.postDataJSON());
  });
  await page.addInitScript(() => {
    window.__revoked = [];
    const revoke = URL.revokeObjectURL.bind(URL);
    URL.revokeObjectURL = (url) => {
      window.__revoked.push(url);
      revoke(url);
    };
  });
  const chat = await open(attributes);
  const turn = await chat.ask(question);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  const root = turn.root.locator('[part~="picture"]');
  const picture = { root, image: root.locator("img"), said: root.getByRole("status"), button: root.getByRole("button") };
  return { chat, turn, picture, requests };
}

const loaded = (image) => image.evaluate(({ complete, naturalWidth, naturalHeight }) => [complete, naturalWidth, naturalHeight]);

test("a picture that Genie drew is shown below the rows, and can be saved", async ({ open, page }) => {
  const { chat, turn, picture, requests } = await asked(open, page);
  await expect.poll(() => loaded(picture.image)).toEqual([true, 1600, 900]);
  await expect(picture.image).toHaveAttribute("alt", "Revenue by category");
  await expect(picture.said).toHaveText("Drawn by Genie");
  expect(requests).toMatchObject({ pictures: 1, parts: 1, bodies: [{ content: DRAWN, enable_visualization: true }] });
  const [above, below] = await Promise.all([turn.result.boundingBox(), picture.root.boundingBox()]);
  expect(above.y + above.height).toBeLessThanOrEqual(below.y);

  const download = page.waitForEvent("download");
  await picture.button.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("Revenue-by-category.png");
  expect((await readFile(await file.path())).readUInt32BE(16)).toBe(1600);

  // A second one is fetched for itself; nothing is fetched anew for the first.
  const other = await chat.ask(DRAWN);
  await expect.poll(() => loaded(other.root.locator('[part~="picture"] img'))).toEqual([true, 1600, 900]);
  expect(requests).toMatchObject({ pictures: 2, parts: 1 });

  // What was held for it is given back with it.
  const address = await picture.image.getAttribute("src");
  expect(address).toMatch(/^blob:/);
  await chat.newConversation.click();
  await expect(picture.root).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.__revoked)).toContain(address);
});

test("nothing is asked for and nothing comes where the page wants no charts", async ({ open, page }) => {
  const { turn, picture, requests } = await asked(open, page, { ...SHOWCASE, chart: "off" });
  await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await expect(picture.root).toHaveCount(0);
  expect(requests).toMatchObject({ pictures: 0, parts: 0, bodies: [{ content: DRAWN }] });
  expect(requests.bodies[0]).not.toHaveProperty("enable_visualization");
});

test("a picture of an earlier question is hidden with the charts, and there again with them", async ({ open, page }) => {
  const { chat, picture } = await asked(open, page);
  await expect(picture.image).toBeVisible();
  await chat.host.evaluate((element) => element.setAttribute("chart", "off"));
  await expect(picture.root).toHaveCount(0);
  await chat.host.evaluate((element) => element.setAttribute("chart", "auto"));
  await expect.poll(() => loaded(picture.image)).toEqual([true, 1600, 900]);
});

test("an answer without a picture loads no code for one", async ({ open, page }) => {
  const { turn, picture, requests } = await asked(open, page, {}, QUESTION);
  await expect(turn.root.getByRole("button", { name: "Copy answer" })).toBeVisible();
  await expect(picture.root).toHaveCount(0);
  expect(requests).toMatchObject({ pictures: 0, parts: 0 });
});

test("a plain proxy gets the body as ever", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  await page.route("**/genie-relay/v1/info", (route) => route.fulfill({ status: 404, body: "" }));
  const { requests } = await asked(open, page);
  expect(requests.bodies).toEqual([{ content: DRAWN }]);
});

test("nothing moves when the picture comes, and the page's headers go with it", async ({ open, page }) => {
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      document.querySelector("genie-chat").headers = () => ({ "x-genie-session": "anna" });
    });
  });
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(PICTURES, async (route) => {
    await held;
    await route.continue();
  });
  const { picture, requests } = await asked(open, page);
  await expect(picture.said).toHaveText("Drawn by Genie, loading …");
  await expect(picture.button).toBeHidden();
  const sheet = picture.root.locator(".sheet");
  const { height } = await sheet.boundingBox();
  expect(height).toBeGreaterThan(100);
  release();
  await expect(picture.image).toBeVisible();
  expect((await sheet.boundingBox()).height).toBe(height);
  expect(requests.headers[0]["x-genie-session"]).toBe("anna");
});

for (const [what, answer, words] of [
  ["is not offered by the workspace", { status: 404, json: { error_code: "ENDPOINT_NOT_FOUND", message: "No API found" } }, "cannot be had from this workspace"],
  ["is refused", { status: 503, json: { error_code: "TEMPORARILY_UNAVAILABLE", message: "" } }, "could not be loaded"],
  ["is no picture", { status: 200, contentType: "image/png", body: "no picture" }, "could not be loaded"],
]) {
  test(`a picture that ${what} is told of quietly, and comes when the reader tries again`, async ({ open, page, watched }) => {
    watched.allowFailedRequests();
    const errors = [];
    await page.route(PICTURES, (route) => route.fulfill(answer));
    const { turn, picture, requests } = await asked(open, page);
    await expect(picture.said).toContainText(words);
    await expect(turn.notice).toHaveCount(0);
    await expect(picture.image).toHaveCount(0);
    errors.push(...(await page.evaluate(() => window.__genieEvents.filter(({ type }) => type === "genie-error").length ? ["told"] : [])));
    expect(errors).toEqual([]);

    await page.unroute(PICTURES);
    await expect(picture.button).toHaveText("Try again");
    await picture.button.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => loaded(picture.image)).toEqual([true, 1600, 900]);
    // The focus is still there, on what can be done now.
    await expect(picture.button).toBeFocused();
    await expect(picture.button).toHaveText("Save picture");
    expect(requests.pictures).toBe(2);
  });
}

test("a token that was refused is asked for anew", async ({ open, page, watched }) => {
  watched.allowFailedRequests();
  let tries = 0;
  await page.route(PICTURES, (route) => {
    tries += 1;
    return tries === 1 ? route.fulfill({ status: 401, json: { error_code: 401, message: "no" } }) : route.continue();
  });
  const { picture } = await asked(open, page);
  await expect.poll(() => loaded(picture.image)).toEqual([true, 1600, 900]);
  expect(tries).toBe(2);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing in pictures: ${colorScheme}, ${width} px`, async ({ open, page, watched }) => {
      watched.allowFailedRequests();
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      const { chat, picture } = await asked(open, page);
      await expect.poll(() => loaded(picture.image)).toEqual([true, 1600, 900]);
      await page.route(PICTURES, (route) => route.fulfill({ status: 503, body: "" }));
      const failed = await chat.ask(DRAWN);
      await expect(failed.root.locator('[part~="picture"]')).toContainText("could not be loaded");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.flat().join(" ")}`))).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, "the page scrolls sideways").toBe(0);
    });
  }
}
