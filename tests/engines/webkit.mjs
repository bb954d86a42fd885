// WebKitGTK's small browser, driven over WebDriver, on a display of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const name = "WebKit";

const DRIVER = process.env.WEBKITDRIVER ?? "/usr/bin/WebKitWebDriver";
const BINARY = process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const XVFB = process.env.XVFB ?? "/usr/bin/Xvfb";
const START_MS = 20_000;

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

/** Groups of processes to end: a driver that falls leaves its browser behind. */
const groups = new Set();

function killGroup(child) {
  groups.delete(child);
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // All of them have ended.
  }
}

process.once("exit", () => groups.forEach(killGroup));

/** Starts a program with a group of its own. */
function start(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  groups.add(child);
  return child;
}

/** A display that nobody sees; it chooses its own number. */
async function startDisplay() {
  const args = ["-displayfd", "3", "-screen", "0", "1280x960x24", "-nolisten", "tcp"];
  const child = start(XVFB, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await Promise.race([
    once(child.stdio[3], "data").then(([data]) => String(data).trim()),
    once(child, "error").then(([error]) => Promise.reject(error)),
    once(child, "exit").then(() => Promise.reject(new Error(`${XVFB} ended at once`))),
  ]);
  return { name: `:${number}`, stop: () => killGroup(child) };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The driver, once it listens: `call(method, path, body)`, and `stop()`. */
async function startDriver(env) {
  const port = await freePort();
  const child = start(DRIVER, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  let gone;
  child.once("error", (error) => (gone = error));
  child.once("exit", (code) => (gone ??= new Error(`${DRIVER} ended with ${code}`)));
  const send = (method, path, body) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
  const until = Date.now() + START_MS;
  while (!(await send("GET", "/status").catch(() => null))) {
    if (gone) throw gone;
    if (Date.now() > until) throw new Error(`${DRIVER} does not listen`);
    await sleep(50);
  }
  return {
    async call(method, path, body) {
      const { value } = await (await send(method, path, body)).json();
      if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
      return value;
    },
    stop: () => killGroup(child),
  };
}

/** A browser in the language `lang`, a value of `LANG`. */
export async function launch({ lang }) {
  const home = await mkdtemp(join(tmpdir(), "genie-chat-webkit-"));
  const downloads = join(home, "downloads");
  await mkdir(downloads);
  // Where the browser saves files is no option of its own, but the desktop's.
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
