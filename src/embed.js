// The loader, with embed/ the only hand-written JavaScript: it defines <genie-chat> at once, draws a shell
// whose text box takes typing from the first moment, and fetches the WebAssembly meanwhile. Then
// Rust takes the element over; the text box stays the very same node.
//
// The build replaces three names: the shell's style sheet and the file names of glue and wasm,
// which carry a hash of their content, so that an old glue never meets a new wasm.
/* global __GENIE_SHELL_CSS__ */
import { headersOf } from "./embed/headers.js";
import { isUsed } from "./embed/keys.js";
import { canRun, load } from "./embed/load.js";
import { make } from "./embed/make.js";
import { MEMORY } from "./embed/memory.js";
import { ATTRIBUTES, reflect, takeOver } from "./embed/properties.js";
import { typing } from "./embed/typed.js";

const SHELL_CSS = __GENIE_SHELL_CSS__;

// The loader's own texts: it speaks before the catalogue in Rust is there.
const TEXT = {
  heading: "Genie",
  transcript: "Conversation",
  question: "Ask a question",
  placeholder: "Ask about your data",
  send: "Send",
  later: "Sent when the chat has loaded",
  load: "The chat could not be loaded. Check your connection.",
  unsupported:
    "This page does not allow WebAssembly, which the chat needs. Its owner can allow it by adding 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy.",
  input: "The conversation is missing.",
  internal: "The chat has stopped because of an error in it. Your conversation is kept.",
  again: "Try again",
  reload: "Reload the page",
};

/** A failure as pages see it. */
const failure = (code) => ({ requestId: null, code, message: TEXT[code], retryable: code === "load" });

const ARROW = "M12 19V5M6 11l6-6 6 6";

/** All elements on the page, for the case that the WebAssembly instance dies. */
const alive = new Set();
/** The rules of the shell and of the parts that have come, and the sheet made of each last, which elements share. */
const sheets = new Map();

class GenieChat extends HTMLElement {
  static observedAttributes = [...ATTRIBUTES, "id"];
  /** The properties that frameworks set, also before this class is there. */
  static #properties = [...reflect(this.prototype), "headers", "starters"];

  static {
    // What Rust does, by name: 1 if it takes an id, and 2 if the caller has to hear of a failure.
    for (const [name, form] of Object.entries({
      newConversation: 0,
      openConversation: 1,
      stop: 0,
      listConversations: 2,
      deleteConversation: 3,
      clear: 2,
    })) {
      this.prototype[name] = function (id) {
        // Anything but a string would end Rust.
        const wrong = form % 2 && !(typeof id === "string" && id.trim()) && "input";
        const done = this.#later((handle) => handle[name](id), wrong);
        // Whatever keeps it from happening is told by genie-error.
        if (form < 2) done.catch(() => {});
        if (wrong || form > 1) return done;
      };
    }
  }

  /** Questions to begin with. */
  get starters() {
    return this.#starters;
  }
  set starters(questions) {
    this.#starters = questions;
    this.#guard(() => this.#handle?.starters(questions));
  }

  /** The hook for a token. As an attribute it cannot work, which a request then says. */
  get headers() {
    return this.#headers ?? this.getAttribute("headers") ?? undefined;
  }
  set headers(hook) {
    this.#headers = hook;
  }

  #starters;
  #headers;
  #root = this.attachShadow({ mode: "open" });
  #handle;
  /** How often it has come into a page. */
  #visits = 0;
  /** What is typed before Rust is there. */
  #typed;
  #failed;
  /** Calls made before Rust is there. */
  #waiting = [];
  /** Keys that went down for the widget: they come up for it, too. */
  #held = new Set();

  constructor() {
    super();
    takeOver(this, GenieChat.#properties);
    // Rust finds these there, besides the shell.
    Object.assign(this.#root, {
      memory: Object.create(MEMORY),
      dress: (rules) => this.#dress(rules),
    });
    // Each reading binds the hook of now: a deletion leaves with the headers of the place that is left.
    Object.defineProperty(this.#root, "headers", { get: () => headersOf.bind(null, (async () => this.headers)()) });
    this.#root.addEventListener("keydown", ({ code }) => this.#held.add(code), true);
    for (const type of ["keydown", "keypress", "keyup"]) this.#root.addEventListener(type, this.#keep);
  }

  /** A page's shortcuts are not for the keys that the widget uses. */
  #keep = (event) => {
    const { code, type } = event;
    const used = isUsed(event, this.#root) || (type !== "keydown" && this.#held.has(code));
    if (used) event.stopPropagation();
    if (!used || type === "keyup") this.#held.delete(code);
  };

  /** Called when the element comes into a page; a move within the page arrives as a pair of calls. */
  connectedCallback() {
    alive.add(this);
    if (!this.#visits++) this.#draw();
    this.#handle || this.#failed || this.#start();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      alive.delete(this);
      this.#handle?.dispose();
      this.#handle = undefined;
      this.#waiting.forEach(this.#expire);
    });
  }

  /** Called when the element comes into another document, which takes no sheet of the one before. */
  adoptedCallback() {
    for (const rules of sheets.keys()) this.#dress(rules);
  }

  attributeChangedCallback(_name, before, now) {
    if (before !== now) this.#guard(() => (this.#handle ? this.#handle.configure() : this.#typed?.keep()));
  }

  focus(options) {
    this.#root.querySelector("[part=input]")?.focus(options);
  }

  /** Adds rules, as a sheet of the document where the element is. */
  #dress(rules) {
    const list = this.#root.adoptedStyleSheets;
    let sheet = sheets.get(rules);
    try {
      // One of another document is refused, and so is none.
      if (!list.includes(sheet)) list.push(sheet);
    } catch {
      const { defaultView: view } = this.ownerDocument;
      // A document that no window shows needs no looks.
      if (!view) return;
      sheet = new view.CSSStyleSheet();
      sheet.replaceSync(rules);
      sheets.set(rules, sheet);
      list.push(sheet);
    }
  }

  #draw() {
    this.#dress(SHELL_CSS);
    const input = make("textarea", {
      part: "input",
      rows: "1",
      dir: "auto",
      "aria-label": TEXT.question,
      placeholder: TEXT.placeholder,
      enterkeyhint: "send",
      autocomplete: "off",
    });
    const send = make(
      "button",
      { type: "submit", part: "send", class: "button round send", title: TEXT.send, "aria-label": TEXT.send },
      make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, make("path", { d: ARROW })),
    );
    const form = make("form", { part: "composer" }, input, make("div", { class: "actions" }, send));
    // Where the style sheet alone cannot let the text box grow.
    if (!CSS.supports("field-sizing", "content")) {
      input.addEventListener("input", () => {
        input.style.height = "";
        input.style.height = `${input.scrollHeight}px`;
      });
    }
    this.#root.replaceChildren(
      make(
        "div",
        { part: "root" },
        make("div", { part: "header" }, make("h2", { part: "heading", class: "heading" }, TEXT.heading)),
        make("div", { part: "transcript", role: "log", "aria-live": "off", "aria-label": TEXT.transcript, tabindex: "0" }),
        form,
      ),
    );
    // Until the hand-over; then Rust owns these events.
    this.#typed = typing(
      this,
      form,
      input,
      () => this.#handle,
      (question) =>
        this.#transcript.append(
          make(
            "div",
            { class: "turn early" },
            make("div", { part: "question", class: "question", dir: "auto" }, question),
            make("p", { class: "progress still", role: "status" }, TEXT.later),
          ),
        ),
    );
  }

  get #transcript() {
    return this.#root.querySelector("[part=transcript]");
  }

  async #start() {
    let module;
    try {
      module = await load();
    } catch {
      return this.#fail(canRun() ? "load" : "unsupported");
    }
    module.onPanic(() => alive.forEach((element) => element.#fail("internal")));
    if (!this.isConnected || this.#handle) return;
    const sent = this.#typed.handOver();
    this.#guard(() => {
      this.#handle = module.create(this, this.#root);
      if (!this.#handle) throw new Error("genie-chat: another script has changed the shell");
      if (this.#starters) this.#handle.starters(this.#starters);
      for (const question of sent) this.#handle.submit(question);
      for (const run of this.#waiting.splice(0)) run();
    });
    this.#handle || this.#typed.takeBack(sent);
  }

  /** Calls into Rust now, or as soon as it is there; rejects where it cannot be. */
  #later(call, wrong) {
    return new Promise((resolve, reject) => {
      // With a code it fails, and is never called later.
      const run = (code) => {
        call = !code && call;
        if (call) this.#guard(() => resolve(call(this.#handle)));
        code ||= this.#failed;
        // Without effect on a promise that is resolved.
        reject(Object.assign(new Error(TEXT[code]), failure(code), { name: "GenieError" }));
      };
      if (wrong || this.#handle || this.#failed) return run(wrong);
      this.#waiting.push(run);
      if (!this.isConnected) this.#expire(run);
    });
  }

  /** Ends a call that waits, unless the element comes into a page within 10 s. */
  #expire = (run) => setTimeout((visits) => visits < this.#visits || run("load"), 10000, this.#visits);

  /** Calls into Rust: a trap there has been reported by `onPanic` already, or is now. */
  #guard(call) {
    if (this.#failed) return;
    try {
      call();
    } catch (error) {
      console.error(error);
      this.#fail("internal");
    }
  }

  /** Shows a notice in place of the transcript; what is typed stays in the text box. */
  #fail(code) {
    if (this.#failed) return;
    this.#failed = code;
    for (const run of this.#waiting.splice(0)) run();
    const again = make("button", { type: "button", class: "button small" }, code === "load" ? TEXT.again : TEXT.reload);
    again.addEventListener("click", () => {
      if (code !== "load") return location.reload();
      this.#failed = undefined;
      notice.remove();
      this.#start();
    });
    const notice = make("div", { part: "notice", class: "notice failed", role: "alert" }, make("p", {}, TEXT[code]), again);
    // Questions that wait to be sent stay to be seen.
    if (this.#handle) this.#transcript?.replaceChildren();
    this.#transcript?.append(notice);
    this.dispatchEvent(new CustomEvent("genie-error", { bubbles: true, composed: true, detail: failure(code) }));
  }
}

// A second copy of this file on the page, perhaps of another version, lets the first one serve.
if (!customElements.get("genie-chat")) customElements.define("genie-chat", GenieChat);
