// The page object: the widget as its public parts show it, and nothing else.
import { expect } from "@playwright/test";

export class Turn {
  constructor(root) {
    this.root = root;
    this.question = root.locator('[part~="question"]');
    this.answer = root.locator('[part~="answer"]');
    this.sql = root.locator('[part~="sql"]');
    this.result = root.locator('[part~="result"]');
    this.table = root.locator('[part~="table"]');
    this.rows = this.table.locator("tbody tr");
    /** The grid, which takes the place of the plain table once its part is loaded. */
    this.grid = root.getByRole("grid");
    this.notice = root.locator('[part~="notice"]');
    this.status = root.locator('[part~="status"]');
    this.suggestions = root.locator('[part~="suggestion"]');
    /** Polls the same message again; never asks the question again. */
    this.checkAgain = root.getByRole("button", { name: /^(check again|try again|keep waiting)$/i });
    /** Sends the question again, which only the reader may do. */
    this.askAgain = root.getByRole("button", { name: "Ask again", exact: true });
  }

  async expectState(state, options) {
    await expect(this.root).toHaveAttribute("data-state", state, options);
  }

  /** Waits for the answer, and for its rows where it has a statement. */
  async done() {
    await this.expectState("done");
    await expect(this.answer).toBeVisible();
  }

  header() {
    return this.table.locator("thead th").allTextContents();
  }

  /** All cells' values: what the reader sees, or the exact value behind it; null where it says so. */
  cells() {
    return this.#collect("values");
  }

  /** All cells' texts as the reader sees them. */
  texts() {
    return this.#collect("texts");
  }

  /** A grid is scrolled through, because it draws only what is to be seen. */
  #collect(what) {
    return this.result.evaluate(async (result, what) => {
      const plain = (cell) => (cell.classList.contains("number") ? cell.textContent.replaceAll(",", "") : cell.textContent);
      // The word in place of an empty text is no text.
      const text = (cell) => (cell.classList.contains("void") ? "" : cell.title || plain(cell));
      const value = (cell) => (cell.hasAttribute("data-null") ? null : text(cell));
      const read = what === "texts" ? (cell) => cell.textContent : value;
      const place = (element, name, otherwise) => Number(element.getAttribute(name) ?? otherwise);
      const rows = [];
      const scroll = result.querySelector(".scroll");
      const look = async (top, left) => {
        scroll.scrollTo(left, top);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        result.querySelectorAll("tbody tr").forEach((row, y) => {
          const cells = (rows[place(row, "aria-rowindex", y + 2) - 2] ??= []);
          row.querySelectorAll("td").forEach((cell, x) => (cells[place(cell, "aria-colindex", x + 1) - 1] = read(cell)));
        });
      };
      for (let top = 0; ; top += scroll.clientHeight / 2) {
        for (let left = 0; ; left += scroll.clientWidth / 2) {
          await look(top, left);
          if (scroll.scrollLeft + scroll.clientWidth >= scroll.scrollWidth - 1) break;
        }
        if (scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 1) break;
      }
      scroll.scrollTo(0, 0);
      return rows;
    }, what);
  }

  /** The element of a cell of the grid, brought into view. */
  async cell(row, column) {
    await this.table.locator("thead th").nth(column).scrollIntoViewIfNeeded();
    return this.table.locator(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);
  }
}

/** The panel of past conversations. */
export class History {
  constructor(chat) {
    this.chat = chat;
    this.root = chat.part("history");
    this.opener = chat.host.getByRole("button", { name: "Past conversations" });
    this.search = this.root.getByRole("searchbox");
    this.items = this.root.locator('[part~="history-item"]');
    this.days = this.root.locator("h4");
    this.notice = this.root.locator(".notice");
  }

  /** Opens the panel, whose code comes with the first opening. */
  async open() {
    await this.opener.click();
    await expect(this.search).toBeFocused();
    return this;
  }

  /** The conversation of that title. */
  item(title) {
    return this.items.filter({ hasText: title });
  }

  titles() {
    return this.items.locator(".title > span").allTextContents();
  }

  /** One of the buttons of a row: Rename, Delete, Undo. */
  async press(title, name) {
    await this.item(title).hover();
    await this.item(title).getByRole("button", { name: new RegExp(`^${name}`) }).click();
  }
}

export class Chat {
  constructor(page, selector = "genie-chat") {
    this.page = page;
    this.selector = selector;
    this.host = page.locator(selector);
    this.input = this.part("input");
    this.send = this.part("send");
    this.stop = this.part("stop");
    this.turns = this.part("turn");
    this.notice = this.part("notice");
    this.history = new History(this);
    this.newConversation = this.host.getByRole("button", { name: "New conversation" });
  }

  part(name) {
    return this.host.locator(`[part~="${name}"]`);
  }

  turn(index) {
    return new Turn(this.turns.nth(index));
  }

  /** The wasm has taken over from the loader. */
  async ready() {
    await this.seen("genie-ready");
  }

  /** Waits until the element has fired this event. */
  async seen(type) {
    await this.page.waitForFunction(
      ([selector, wanted]) => window.__genieEvents.some(({ type, target }) => type === wanted && target.matches(selector)),
      [this.selector, type],
    );
  }

  /** Types a question and sends it, as a reader does; resolves to its turn. */
  async ask(question) {
    const index = await this.turns.count();
    await this.input.fill(question);
    await this.input.press("Enter");
    const turn = this.turn(index);
    await expect(turn.question).toContainText(question);
    return turn;
  }
}

/** Keeps every event of the widget from the page's first moment on. */
export async function recordEvents(page) {
  await page.addInitScript(() => {
    window.__genieEvents = [];
    for (const type of ["genie-ready", "genie-status", "genie-result", "genie-answer", "genie-error", "genie-conversation"]) {
      addEventListener(type, (event) => window.__genieEvents.push({ type, target: event.target, detail: event.detail }), true);
    }
  });
}
