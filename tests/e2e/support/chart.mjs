// The chart of an answer, as a reader finds it.
import { expect } from "@playwright/test";

export const SHOWCASE = { "space-id": "showcase", lang: "en" };

/** The chart of a turn. */
export class Chart {
  constructor(turn) {
    this.root = turn.root.locator('[part~="chart"]');
    this.title = this.root.locator("figcaption");
    this.kind = this.root.getByLabel("Chart type");
    this.plot = this.root.getByRole("application");
    this.tip = this.root.locator(".tip");
    this.said = this.root.getByRole("status");
    this.legend = this.root.getByRole("group", { name: "Series" });
    this.panels = this.root.locator("text.panel");
    this.marks = (name) => this.root.locator(`svg path.${name}`);
    this.texts = (name) => this.root.locator(`svg text.${name}`).allTextContents();
  }

  kindShown() {
    return this.kind.evaluate((select) => select.selectedOptions[0].textContent);
  }

  async options() {
    await this.root.getByRole("button", { name: "Options" }).click();
    return this.root.locator(".controls");
  }
}

/** Asks, and waits for the rows. */
export async function asked(open, question, attributes) {
  const chat = await open(attributes);
  const turn = await chat.ask(question);
  await turn.done();
  await expect(turn.rows.first()).toBeVisible();
  return { chat, turn, chart: new Chart(turn) };
}
