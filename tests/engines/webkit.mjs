// WebKitGTK's small browser, driven over WebDriver, on a display of its own.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDisplay, startDriver } from "./webkit-driver.mjs";

export const name = "WebKit";

const BINARY = process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** WebDriver's names of the keys that write nothing. */
const KEYS = {
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/** A browser in the language `lang`, a value of `LANG`. */
export async function launch({ lang }) {
  const home = await mkdtemp(join(tmpdir(), "genie-chat-webkit-"));
  const downloads = join(home, "downloads");
  await mkdir(downloads);
  // The folder for saved files is no option of the browser's, but of the desktop's.
  await writeFile(join(home, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const display = await startDisplay();
  const { LC_ALL, LANGUAGE, WAYLAND_DISPLAY, ...rest } = process.env;
  const driver = await startDriver({
    ...rest,
    HOME: home,
    XDG_CONFIG_HOME: home,
    DISPLAY: display.name,
    GDK_BACKEND: "x11",
    LANG: lang,
    NO_AT_BRIDGE: "1",
  });
  const stop = async () => {
    driver.stop();
    display.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const options = {
      "webkitgtk:browserOptions": { binary: BINARY, args: ["--automation"] },
      // A test may hold what the page loads.
      pageLoadStrategy: "eager",
    };
    const { sessionId, capabilities } = await driver.call("POST", "/session", { capabilities: { alwaysMatch: options } });
    const path = `/session/${sessionId}`;
    const session = new Session(driver, path, await driver.call("GET", `${path}/window`));
    return {
      version: capabilities.browserVersion,
      downloads,
      get spent() {
        return session.spent;
      },
      newTab: () => session.newTab(),
      close: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One driver has one session, which is in one window at a time, and must not be in one that is closed. */
class Session {
  /** After a press of the right button the driver lets go of the left one, and later presses come to nothing. */
  spent = false;
  #driver;
  #path;
  #home;
  #current;

  constructor(driver, path, home) {
    this.#driver = driver;
    this.#path = path;
    this.#home = home;
    this.#current = home;
  }

  call(method, path, body) {
    return this.#driver.call(method, this.#path + path, body);
  }

  async newTab() {
    const { handle } = await this.call("POST", "/window/new", { type: "window" });
    return new Tab(this, handle);
  }

  async enter(handle) {
    if (this.#current === handle) return;
    await this.call("POST", "/window", { handle });
    this.#current = handle;
  }

  goHome() {
    return this.enter(this.#home);
  }
}

/** What a test does to a page, by the means of this engine. */
class Tab {
  #session;
  #handle;

  constructor(session, handle) {
    this.#session = session;
    this.#handle = handle;
  }

  async #call(method, path, body) {
    await this.#session.enter(this.#handle);
    return this.#session.call(method, path, body);
  }

  goto(url) {
    return this.#call("POST", "/url", { url });
  }

  reload() {
    return this.#call("POST", "/refresh", {});
  }

  /** The result of a function within the page, or of its promise. */
  async evaluate(run, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      const args = [...arguments].slice(0, -1);
      (async () => (${run})(...args))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#call("POST", "/execute/async", { script, args });
    if (error) throw new Error(error);
    return value;
  }

  #act(type, actions, more = {}) {
    return this.#call("POST", "/actions", { actions: [{ type, id: type, actions, ...more }] });
  }

  #pointer(actions) {
    return this.#act("pointer", actions, { parameters: { pointerType: "mouse" } });
  }

  /** A press of the mouse there, `left` or `right`. */
  async mouse(x, y, button) {
    const number = button === "right" ? 2 : 0;
    if (button === "right") this.#session.spent = true;
    await this.#pointer([
      { type: "pointerMove", x, y, duration: 0 },
      { type: "pointerDown", button: number },
      { type: "pointerUp", button: number },
    ]);
  }

  move(x, y) {
    return this.#pointer([{ type: "pointerMove", x, y, duration: 0 }]);
  }

  /** These keys, held together in this order. */
  keys(keys) {
    const values = keys.map((key) => KEYS[key] ?? key);
    const down = values.map((value) => ({ type: "keyDown", value }));
    const up = values.toReversed().map((value) => ({ type: "keyUp", value }));
    return this.#act("key", [...down, ...up]);
  }

  type(text) {
    return this.#act("key", [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]));
  }

  show() {
    return this.#session.enter(this.#handle);
  }

  async close() {
    await this.#call("DELETE", "/window");
    await this.#session.goHome();
  }
}
