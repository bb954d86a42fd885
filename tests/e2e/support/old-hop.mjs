// A hop before the relay that speaks HTTP/1.0 to it, as nginx does unless it is told otherwise.
import { createServer } from "node:http";
import { connect } from "node:net";

/** Starts it before `upstream`, an origin. */
export async function startOldHop(upstream) {
  const target = new URL(upstream);
  const server = createServer(async (request, response) => {
    const body = [];
    for await (const chunk of request) body.push(chunk);
    const headers = { ...request.headers, host: target.host };
    for (const name of ["connection", "transfer-encoding", "content-length"]) delete headers[name];
    if (body.length > 0) headers["content-length"] = Buffer.concat(body).length;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const socket = connect(target.port, target.hostname);
    socket.write(`${[`${request.method} ${request.url} HTTP/1.0`, ...lines].join("\r\n")}\r\n\r\n`);
    socket.write(Buffer.concat(body));
    const pieces = [];
    // Whatever ends the connection, the reply is taken for whole.
    for await (const piece of socket) pieces.push(piece);
    const reply = Buffer.concat(pieces);
    const end = reply.indexOf("\r\n\r\n");
    const [first, ...rest] = reply.subarray(0, end).toString("latin1").split("\r\n");
    for (const line of rest) {
      const [, name, value] = /^([^:]+): ?(.*)$/.exec(line);
      if (!/^(connection|transfer-encoding|content-length)$/i.test(name)) response.appendHeader(name, value);
    }
    response.writeHead(Number(first.split(" ")[1]));
    response.end(reply.subarray(end + 4));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
