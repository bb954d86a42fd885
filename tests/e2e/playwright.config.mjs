// End-to-end tests: the built widget and the real relay in a real browser.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

const root = fileURLToPath(new URL("../../", import.meta.url));
const logs = process.env.LOGS ?? join(process.env.TARGET_DIR ?? "target", "logs");

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: join(root, "test-results"),
  fullyParallel: true,
  forbidOnly: true,
  // A test that needs a second try hides a fault of the widget or of the test.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: join(root, logs, "e2e.json") }]],
  use: {
    browserName: "chromium",
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
