// Starts and ends WebKit's driver and the display that it needs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const DRIVER = process.env.WEBKITDRIVER ?? "/usr/bin/WebKitWebDriver";
const XVFB = process.env.XVFB ?? "/usr/bin/Xvfb";
const START_MS = 20_000;

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
export async function startDisplay() {
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
export async function startDriver(env) {
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
