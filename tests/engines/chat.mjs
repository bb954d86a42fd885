// The widget, as its public parts show it.

export const QUESTION = "Which products generate the highest sales?";
export const FOLLOW_UP = "What about the top 3 products?";

export const INPUT = ['[part~="input"]'];
export const TURNS = ['[part~="turn"]'];
export const STARTERS = ['[part~="suggestion"]'];

/** A button of this name. */
export const button = (named) => ["button, summary, [role=button]", { named }];

export class Turn {
  constructor(page, index) {
    this.page = page;
    this.root = [...TURNS, index];
    this.rows = this.within("[part~=table] tbody tr");
    this.grid = this.within("[role=grid]");
    this.status = this.within("[part~=result] [role=status]");
    this.selected = this.within('[part~=table] [aria-selected="true"]');
  }

  within(...path) {
    return [...this.root, ...path];
  }

  state(wanted) {
    return this.page.attribute(this.root, "data-state", wanted);
  }

  /** The answer is there, with its rows in the grid. */
  async shown() {
    await this.state("done");
    await this.page.visible(this.grid);
    await this.page.sees("the first row", true, (path) => __all(path).length > 0, this.rows);
  }

  cell(row, column) {
    return this.within(`[part~=table] tbody [aria-rowindex="${row + 2}"] [aria-colindex="${column + 1}"]`);
  }

  head(column) {
    return this.within("[part~=table] thead th", column);
  }

  async menu(named) {
    await this.page.click(this.within(".menu > summary"));
    await this.page.click(this.within("[part~=result]", ...button(named)));
  }
}

export class Chat {
  constructor(page, url) {
    this.page = page;
    this.url = url;
  }

  /** The wasm has taken over from the loader. */
  ready() {
    return this.page.sees("genie-ready", true, () => window.__events.some(({ type }) => type === "genie-ready"));
  }

  turn(index) {
    return new Turn(this.page, index);
  }

  /** Types a question and sends it, as a reader does; resolves to its turn. */
  async ask(question) {
    const index = await this.page.evaluate((path) => __all(path).length, TURNS);
    await this.page.click(INPUT);
    await this.page.type(question);
    await this.page.press("Enter");
    const turn = this.turn(index);
    await this.page.sees("the question", true, (path, text) => __all(path)[0]?.textContent.includes(text), turn.within("[part~=question]"), question);
    return turn;
  }

  async openHistory() {
    await this.page.click(button("Past conversations"));
    await this.page.sees("the focus", "searchbox", () => {
      const element = __focused();
      return element?.getAttribute("role") ?? (element?.type === "search" ? "searchbox" : element?.localName);
    });
  }

  /** Where in the grid the focus is. */
  place(row, column) {
    return this.page.sees("the cell with the focus", [row, column], () => {
      const element = __focused();
      const row = element?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex");
      return [Number(row ?? 0), Number(element?.getAttribute("aria-colindex"))];
    });
  }
}
