// The result grid of a question to the demo's Showcase.
import { expect } from "@playwright/test";

/** Asks the showcase and waits for the grid, which takes the plain table's place. */
export async function shown(open, question, attributes = {}) {
  const chat = await open({ "space-id": "showcase", locale: "en", ...attributes });
  const turn = await chat.ask(question);
  await turn.done();
  await expect(turn.grid).toBeVisible();
  return turn;
}

/** The element that has the focus, within all shadow roots. */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const row = element?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex");
    return { row: Number(row ?? 0), column: Number(element?.getAttribute("aria-colindex")), role: element?.getAttribute("role") };
  });
