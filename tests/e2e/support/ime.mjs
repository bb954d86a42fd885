// An input method, through the browser's own protocol: what a synthetic event
// cannot do, since only a real composition can be broken by replacing its node.

export async function compose(page) {
  const session = await page.context().newCDPSession(page);
  return {
    /** The text under composition becomes this. */
    update: (text) =>
      session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
    /** The composition ends with this text. */
    commit: (text) => session.send("Input.insertText", { text }),
    /** The Enter that belongs to the input method: key code 229, no character. */
    async enter() {
      const key = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
      await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
      await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    },
  };
}
