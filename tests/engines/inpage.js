// Stands in every page before all else: it keeps what must not happen, and what the widget tells, and finds elements.
// A script of the page, not of the driver: WebDriver has none that runs first.
window.__faults = [];
window.__events = [];

addEventListener("securitypolicyviolation", (event) => __faults.push(`policy: ${event.effectiveDirective} by ${event.blockedURI} ${event.sample}`), true);
// An engine tells every frame in which a size changed twice as an "error" of the page, and delivers the rest in the next.
const LOOP = "ResizeObserver loop completed with undelivered notifications.";
addEventListener("error", ({ message }) => message !== LOOP && __faults.push(`uncaught: ${message}`));
addEventListener("unhandledrejection", (event) => __faults.push(`unhandled: ${event.reason}`));
const { error } = console;
console.error = (...args) => {
  __faults.push(`console: ${args.join(" ")}`);
  error.apply(console, args);
};

for (const type of ["genie-ready", "genie-question", "genie-answer", "genie-result", "genie-error", "genie-row-select"]) {
  addEventListener(type, ({ detail }) => __events.push({ type, detail }), true);
}

/**
 * The elements at a path into the widget: selectors, each within what the one before has found; a number, the one at
 * that place; `{ named }`, those with exactly this name; `{ having }`, those with this text.
 */
window.__all = (path) => {
  const name = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim();
  let found = [document.querySelector("genie-chat")?.shadowRoot].filter(Boolean);
  for (const step of path) {
    if (typeof step === "string") found = found.flatMap((root) => [...root.querySelectorAll(step)]);
    else if (typeof step === "number") found = found.at(step) ? [found.at(step)] : [];
    else if (step.named !== undefined) found = found.filter((element) => name(element) === step.named);
    else found = found.filter((element) => element.textContent.includes(step.having));
  }
  return found;
};

/** The element that has the focus, through all shadow roots. */
window.__focused = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};
