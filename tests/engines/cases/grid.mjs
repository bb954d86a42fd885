// The result grid, by keys and by mouse.
import assert from "node:assert/strict";
import { button } from "../chat.mjs";
import { until } from "../page.mjs";

const CATEGORIES = "Show revenue by category";
const CELL_MENU = ["[part~=result] [role=dialog]", { named: "Cell menu" }];
const WITHOUT_CHART = { chart: "off" };

/** The form of the clipboard that is text, with line ends as they are everywhere. */
const plain = ({ "text/plain": text }) => text?.replaceAll("\r\n", "\n").trimEnd();

/** The selected rows that the page was told. */
const picked = async (page) => (await page.events("genie-row-select")).map(({ row }) => row);

export const grid = {
  "keys lead through the grid, sort it and select in it": async (stage) => {
    const { chat, page, turn } = await stage.shown("Show 5,000 rows");
    await page.focus(turn.within('[part~=table] [tabindex="0"]'));
    await chat.place(2, 1);
    await page.press("ArrowDown", "ArrowRight");
    await chat.place(3, 2);
    await page.press("Control+End");
    await page.sees("the row with the focus", "5001", () => __focused()?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex") ?? null);
    await page.press("Control+Home", "ArrowUp");
    await chat.place(1, 1);
    await page.press("Enter");
    await page.attribute(turn.head(0), "aria-sort", "ascending");
    await page.press("Enter");
    await page.attribute(turn.head(0), "aria-sort", "descending");
    await page.text(turn.status, /largest first/);
    await page.press("ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight");
    await page.count(turn.selected, 4);
    await page.press("Escape");
    await page.count(turn.selected, 0);
  },

  "no row is empty in the frame after a jump": async (stage) => {
    const { page, turn } = await stage.shown("Show 5,000 rows");
    await page.attribute(turn.within("[part~=table]"), "aria-rowcount", "5001");
    for (const part of [0.5, 0.25, 1]) {
      const missing = await page.evaluate(
        async (path, part) => {
          const [box] = __all(path);
          box.scrollIntoView({ block: "center" });
          box.scrollTop = part * (box.scrollHeight - box.clientHeight);
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const { top, bottom, left } = box.getBoundingClientRect();
          const places = [];
          for (let y = top + 60; y < bottom - 20; y += 20) places.push(y);
          const cell = (y) => box.getRootNode().elementFromPoint(left + 20, y)?.closest("td");
          return places.length < 5 ? ["no box"] : places.filter((y) => !cell(y));
        },
        turn.within("[part~=result] .scroll"),
        part,
      );
      assert.deepEqual(missing, [], `at ${part}`);
    }
    await page.visible(turn.within('[part~=table] [aria-rowindex="5001"]'));
  },

  "Ctrl+C puts the selected cells on the clipboard, as text and as a table": async (stage) => {
    const { page, turn } = await stage.shown(CATEGORIES, WITHOUT_CHART);
    await page.click(turn.cell(0, 0));
    await page.press("Shift+ArrowRight", "Shift+ArrowDown");
    await page.count(turn.selected, 4);
    await page.press("Control+c");
    await page.text(turn.status, "4 cells copied");
    const forms = await page.pasted();
    assert.equal(plain(forms), "Dairy\t913204.50\nBakery\t744120.00");
    assert.match(forms["text/html"], /<td[^>]*>Dairy<\/td>\s*<td[^>]*>913204\.50<\/td>/);
  },

  "one cell is copied exactly, and harmless": async (stage) => {
    const { page, turn } = await stage.shown("Show hostile text");
    const cell = [...turn.rows, { having: "command" }, 0, "td", 1];
    await page.click(cell);
    await page.press("Control+c");
    assert.equal(plain(await page.pasted()), "'=cmd|' /C calc'!A0");
  },

  "buttons copy a selection, for spreadsheets and as Markdown": async (stage) => {
    const { page, turn } = await stage.shown(CATEGORIES, WITHOUT_CHART);
    await page.click(turn.cell(1, 0));
    await page.press(" ", "Shift+ArrowDown");
    await page.count(turn.selected, 4);
    await until("the page is told", async () => (await picked(page))[0], (row) => row?.[0] === "Bakery");
    const result = turn.within("[part~=result]");
    await page.click([...result, ...button("Copy")]);
    await page.text(turn.status, "4 cells copied");
    const forms = await page.pasted();
    assert.match(plain(forms), /^Bakery\t744120\.00\n\w+\t[\d.]+$/);
    assert.match(forms["text/html"], /<td[^>]*>744120\.00<\/td>/);
    await page.click([...result, ...button("Copy as Markdown")]);
    await until("Markdown is on the clipboard", () => page.pasted().then(plain), (text) =>
      /^\| category \| revenue \|\n\| --- \| ---: \|\n\| Bakery \| 744120\.00 \|/.test(text),
    );
  },

  // One right click a page: WebKit's driver lets go of the left button, and of the second makes a double click. And not
  // with Shift+F10: of a driver's keys no engine makes the event by which it asks for a menu.
  "a cell's menu opens, and Escape leads back to the cell": async (stage) => {
    const { chat, page, turn } = await stage.shown(CATEGORIES, WITHOUT_CHART);
    const menu = turn.within(...CELL_MENU);
    await page.click(turn.cell(1, 1), "right");
    await page.visible(menu);
    await page.press("Escape");
    await page.count(menu, 0);
    await chat.place(3, 2);
  },

  "a cell's menu selects its row": async (stage) => {
    const { page, turn } = await stage.shown(CATEGORIES, WITHOUT_CHART);
    const menu = turn.within(...CELL_MENU);
    await page.click(turn.cell(1, 1), "right");
    await page.focus([...menu, ...button("Select row")]);
    await page.press("Enter");
    await page.count(menu, 0);
    await page.count(turn.selected, 2);
    await until("the page is told", () => picked(page), (rows) => rows.length === 1 && rows[0][0] === "Bakery");
  },

  "a column's menu filters, by Alt+Down, and Escape leads back": async (stage) => {
    const { chat, page, turn } = await stage.shown(CATEGORIES, WITHOUT_CHART);
    await page.click(turn.cell(0, 0));
    await page.press("ArrowUp", "Alt+ArrowDown");
    const menu = turn.within("[part~=result] [role=dialog]", { named: "category" });
    await page.visible(menu);
    await page.press("Escape");
    await page.count(menu, 0);
    await chat.place(1, 1);
    await page.click(turn.within("[part~=result] [type=search], [part~=result] [role=searchbox]"));
    await page.type("dAIr");
    await page.count(turn.rows, 1);
    await page.text(turn.within("[part~=result]"), /1 of 6 rows found/);
  },

  "the large view opens and leads back": async (stage) => {
    const { page, turn } = await stage.shown("Show 5,000 rows");
    await turn.menu("Large view");
    const dialog = turn.within("[part~=result] dialog.large");
    await page.visible([...dialog, "tbody tr"]);
    assert.equal(await page.evaluate((path) => __all(path)[0].matches(":modal"), dialog), true);
    await page.press("Escape");
    await page.visible(dialog, false);
    await page.visible(turn.rows);
  },
};
