// The plain parts of a proxy: pass a request on, collect a body.
import { Agent, createServer, request as send } from "node:http";

/** Headers that belong to one connection, not to the message. */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding"];
const agent = new Agent({ keepAlive: false });

export async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The reply of `upstream`, an origin, to this request: `status`, `headers`, `body`; rejects if there is none. */
export function pass(upstream, { method, url, headers }, body, { plain = false } = {}) {
  const target = new URL(upstream);
  return new Promise((resolve, reject) => {
    const sent = { ...headers, host: target.host, connection: "close" };
    // A body that is read or cut here has to be text.
    if (plain) delete sent["accept-encoding"];
    const options = { agent, host: target.hostname, port: target.port, method, path: url, headers: sent };
    const request = send(options, (reply) => {
      collect(reply).then((received) => {
        const kept = Object.entries(reply.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
        resolve({ status: reply.statusCode, headers: Object.fromEntries(kept), body: received });
      }, reject);
    });
    request.once("error", reject).end(body);
  });
}

/** A server on a free port; `handle` may reject, which breaks the connection. */
export async function serve(handle) {
  const server = createServer((request, response) => {
    response.once("error", () => {});
    Promise.resolve(handle(request, response)).catch(() => response.destroy());
  });
  // Node would end an idle connection just as the browser takes it again.
  server.keepAliveTimeout = 0;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
