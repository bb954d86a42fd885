// What is typed and sent before Rust is there, which goes on under the same name in the tab's storage.

/** One below the other; what is there twice is a copy. */
const lines = (...texts) => [...new Set(texts)].filter(Boolean).join("\n");

export class Typed {
  /** Questions that were sent, in order. */
  sent = [];
  #element;
  #input;
  /** Under which it is kept; none while Rust does that. */
  #name;

  /** Listens as long as `isOver` says no; `show` is told each question. */
  constructor(element, form, input, isOver, show) {
    this.#element = element;
    this.#input = input;
    this.keep();
    const send = (event) => {
      event.preventDefault();
      const { value } = input;
      if (isOver() || !value.trim()) return;
      this.sent.push(value);
      show(value);
      input.value = "";
      // The text box shrinks, and this is kept.
      input.dispatchEvent(new Event("input"));
    };
    form.addEventListener("submit", send);
    input.addEventListener("keydown", (event) => {
      if (isOver() || event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      send(event);
    });
    input.addEventListener("input", () => isOver() || this.keep());
  }

  /** Rust keeps the text box from now on, and asks what was sent. */
  handOver() {
    this.keep([]);
    this.#name = undefined;
  }

  /** Keeps the text box and what was sent: all of it stands in the box after a reload. It goes along to another place. */
  keep(sent = this.sent) {
    const input = this.#input;
    const { relayUrl, spaceId, agentId, id, persist } = this.#element;
    const space = spaceId.trim() || agentId.trim();
    const name = `genie-chat:typed:${relayUrl.trim().replace(/\/+$/, "")}|${space}|${id.trim()}`;
    if (/^\s*none\s*$/i.test(persist)) return;
    try {
      if (name !== this.#name) {
        input.value = lines(sessionStorage.getItem(name), input.value);
        sessionStorage.removeItem(this.#name ?? name);
        this.#name = name;
      }
      const text = lines(...sent, input.value);
      if (text) sessionStorage.setItem(name, text);
      else sessionStorage.removeItem(name);
    } catch {
      // A storage that refuses keeps nothing.
    }
  }
}
