// Starts the relay under test, in demo or in forwarding mode, and stops it again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BINARY = join(ROOT, process.env.TARGET_DIR ?? "target", "debug", "genie-relay");
const START_MS = 30_000;

/** The day at which the demo's data ends: fixed, so that answers are the same every day. */
export const TODAY = "2026-06-30";
/** The demo's space, and the alias under which a forwarding relay knows it. */
const SPACE = "food-sales=01f1c0ffee0012349abc000000000001";

/** A running relay: its origin, and `stop()`, which ends exactly this process. */
async function launch(args, { allowOrigin, listen = "127.0.0.1:0", env = {} }) {
  const child = spawn(
    BINARY,
    [...args, ...["--listen", listen], ...["--serve", join(ROOT, "dist")], ...["--allow-origin", allowOrigin]],
    { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
  );
  const errors = [];
  child.stderr.on("data", (chunk) => errors.push(chunk));
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", (error) => {
      errors.push(Buffer.from(String(error)));
      resolve();
    });
  });

  const origin = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`genie-relay ${why}:\n${Buffer.concat(errors)}`));
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`said no address within ${START_MS / 1000} s`);
    }, START_MS);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [, address] = /^genie-relay listening on (http:\/\/\S+)$/.exec(line) ?? [];
      if (!address) return;
      clearTimeout(timer);
      resolve(new URL(address).origin);
    });
    exited.then(() => {
      clearTimeout(timer);
      fail("ended before it listened");
    });
  });

  return {
    origin,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}

/** A demo relay. `answerMs` is how long an answer takes, `args` are further options. */
export function startRelay({ allowOrigin, answerMs = 600, args = [] }) {
  return launch(["--demo", ...["--answer-ms", String(answerMs)], ...["--today", TODAY], ...args], { allowOrigin });
}

/**
 * A relay that forwards to `workspace`, an origin. `kill()` ends it at once, as
 * a crash does; `start()` starts it again on the same port. `args` are further options.
 */
export async function startForwarding({ allowOrigin, workspace, args: more = [] }) {
  const args = ["--workspace", workspace, "--space", SPACE, ...more];
  const env = { DATABRICKS_TOKEN: "test-token" };
  let running = await launch(args, { allowOrigin, env });
  const { origin } = running;
  const kill = () => running.stop();
  return {
    origin,
    kill,
    async start() {
      running = await launch(args, { allowOrigin, env, listen: new URL(origin).host });
    },
    stop: kill,
  };
}

/** The text of every question that a demo relay has taken, in whatever conversation. */
export async function questionsTaken(relay) {
  const conversations = `${relay.origin}/api/2.0/genie/spaces/default/conversations`;
  const get = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json();
  };
  const list = (await get(conversations)).conversations ?? [];
  const pages = await Promise.all(list.map(({ conversation_id: id }) => get(`${conversations}/${id}/messages`)));
  return pages.flatMap(({ messages }) => messages.map(({ content }) => content));
}
