// Keeps the text and the questions from before Rust is there, which goes on under the same name in the tab's storage.

/** One below the other; what is there twice is a copy. */
const lines = (texts) => [...new Set(texts)].filter(Boolean).join("\n");

/** Listens in an element's text box as long as `isOver` says no; `show` is told each question that was sent. */
export function typing(element, form, input, isOver, show) {
  /** Under which it is kept; none while Rust does that. */
  let kept;
  /** Questions that were sent, in order. */
  let sent = [];

  /** Keeps the text box and what was sent: all of it stands in the box after a reload. It goes along to another place. */
  const keep = () => {
    const { relayUrl, spaceId, agentId, id, persist } = element;
    const space = spaceId.trim() || agentId.trim();
    const name = `genie-chat:typed:${relayUrl.trim().replace(/\/+$/, "")}|${space}|${id.trim()}`;
    if (/^\s*none\s*$/i.test(persist)) return;
    try {
      const storage = sessionStorage;
      if (name !== kept) {
        input.value = lines([storage.getItem(name), input.value]);
        storage.removeItem(kept ?? name);
        kept = name;
        // The text box grows, and this is kept.
        input.dispatchEvent(new Event("input"));
      }
      const text = lines([...sent, input.value]);
      if (text) storage.setItem(name, text);
      else storage.removeItem(name);
    } catch {
      // A storage that refuses keeps nothing.
    }
  };

  /** Gives what was sent, which is no draft then: Rust keeps it, and the text box. */
  const handOver = () => {
    const questions = sent;
    sent = [];
    keep();
    kept = undefined;
    return questions;
  };

  /** Takes questions back if Rust cannot be had: they stand in the text box after a reload. */
  const takeBack = (questions) => {
    sent = questions;
    keep();
  };

  const send = (event) => {
    event.preventDefault();
    const { value } = input;
    if (isOver() || !value.trim()) return;
    sent.push(value);
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
  input.addEventListener("input", () => isOver() || keep());
  keep();
  return { keep, handOver, takeBack };
}
