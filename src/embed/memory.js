// Replaces the browser's storage.

/** A storage that is the element's own, for `persist="none"`. */
export const MEMORY = {
  getItem(name) {
    return this[name];
  },
  setItem(name, text) {
    this[name] = text;
  },
  removeItem(name) {
    delete this[name];
  },
};
