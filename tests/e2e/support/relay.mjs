// Starts the relay under test in demo mode and stops it again.
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

/**
 * A running relay: its origin, and `stop()`, which ends exactly this process.
 * `answerMs` is how long an answer takes, `args` are further options.
 */
export async function startRelay({ allowOrigin, answerMs = 600, args = [] }) {
  const child = spawn(
    BINARY,
    [
      "--demo",
      ...["--listen", "127.0.0.1:0"],
      ...["--answer-ms", String(answerMs)],
      ...["--today", TODAY],
      ...["--serve", join(ROOT, "dist")],
      ...["--allow-origin", allowOrigin],
      ...args,
    ],
    { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] },
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
