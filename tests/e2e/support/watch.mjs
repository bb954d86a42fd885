// Watches a page for what must never happen, whatever the test is about: a
// violation of the page's policy, an uncaught error, a request to anyone but the
// relay and the origin of the widget's files.

/** Installed before the first navigation; `verify()` throws with all that was seen. */
export async function watch(page, allowed) {
  const faults = [];
  const origins = new Set(allowed);
  const tolerated = [];
  const report = (kind, text) => {
    if (!tolerated.some((pattern) => pattern.test(text))) faults.push(`${kind}: ${text}`);
  };

  async function watchOne(page) {
    await page.exposeBinding("__reportViolation", (_source, text) => report("policy violated", text));
    await page.addInitScript(() => {
      addEventListener(
        "securitypolicyviolation",
        (event) => window.__reportViolation(`${event.effectiveDirective} by ${event.blockedURI} ${event.sample}`),
        true,
      );
    });
    page.on("pageerror", (error) => faults.push(`uncaught: ${error}`));
    page.on("console", (message) => {
      if (message.type() === "error") report("console", message.text());
    });
  }

  await watchOne(page);
  page.context().on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !origins.has(url.origin)) faults.push(`request to ${url.href}`);
  });

  return {
    /** A further page that this test opened itself. */
    alsoWatch: watchOne,
    /** A further relay that this test started itself. */
    allowOrigin: (origin) => origins.add(origin),
    /** For tests that break requests on purpose: Chromium itself logs each failed one. */
    allowFailedRequests: () => tolerated.push(/^Failed to load resource/),
    /** For tests whose page forbids what the widget needs. */
    allow: (pattern) => tolerated.push(pattern),
    verify() {
      if (faults.length > 0) throw new Error(`The page must not do this:\n  ${faults.join("\n  ")}`);
    },
  };
}
