// Which keys the widget uses: those stay in it, because a page's shortcuts are not for them.

/** Fields in which keys are text, and the few keys that are not. */
const TEXT_BOX = "textarea, select, input:not([type=checkbox], [type=radio])";
const NO_TEXT = /^(Tab|F\d+)$/;
/** Keys that press, move, scroll or open what has the focus. */
const MOVES = /^( |Enter|Home|End|F10|ContextMenu|Page.+|Arrow.+)$/;

/** True for a keyboard event whose key means something within `root`, where its target is. */
export function isUsed({ key, target, defaultPrevented, isComposing, ctrlKey, altKey, metaKey }, root) {
  if (defaultPrevented || isComposing) return true;
  // The browser empties a search, or closes what lies on top.
  if (key === "Escape") return (target.type === "search" && target.value) || root.querySelector(":popover-open, dialog[open]");
  if (target.matches(TEXT_BOX)) return !NO_TEXT.test(key);
  // Copying is the grid's, and the browser's wherever something is selected.
  return ctrlKey || metaKey ? /^c$/i.test(key) : !altKey && MOVES.test(key);
}
