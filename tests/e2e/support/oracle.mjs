// What a table must read, computed by Python from the demo's own database.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("oracle.py", import.meta.url));

/** `{header, rows}` of one statement of the demo, as exact strings and nulls. */
export async function expectedTable({ relay, database, statementId }) {
  const response = await fetch(`${relay.origin}/genie-relay/v1/demo/statements/${statementId}`);
  if (!response.ok) throw new Error(`no statement ${statementId}: ${response.status} ${await response.text()}`);
  const task = await response.text();
  return new Promise((resolve, reject) => {
    const child = execFile("python3", [SCRIPT, database], (error, stdout) => {
      if (error) reject(error);
      else resolve(JSON.parse(stdout));
    });
    child.stdin.end(task);
  });
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * True if a cell reads exactly as the wire says. A number may carry English
 * group separators, in their right places; nothing may be rounded or dropped.
 */
function reads(shown, exact) {
  if (shown === exact) return true;
  if (typeof shown !== "string" || exact === null || !NUMBER.test(exact)) return false;
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(exact);
  return shown.replace("\u2212", "-") === sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + rest;
}

/** The cells that do not read as they must, with their places. */
export function differences(shown, exact) {
  return exact.flatMap((row, y) =>
    row.flatMap((cell, x) => (reads(shown[y]?.[x], cell) ? [] : [{ row: y, column: x, shown: shown[y]?.[x], exact: cell }])),
  );
}
