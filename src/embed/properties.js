// Reflects attributes as properties: frameworks ask which properties an element has.

/** Each has a property of its name in camel case, which reflects it; the browser has one for `id`. */
export const ATTRIBUTES = ["relay-url", "space-id", "agent-id", "persist", "theme", "chart", "conversation-id", "max-wait"];

/** Gives a class the properties of its attributes; returns their names. */
export function reflect(prototype) {
  return ATTRIBUTES.map((name) => {
    const property = name.replace(/-./, ([, letter]) => letter.toUpperCase());
    Object.defineProperty(prototype, property, {
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        if (value == null || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
    return property;
  });
}

/** Takes over what the page set before the class was there, which hides the class's own properties. */
export function takeOver(element, properties) {
  for (const name of properties) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
