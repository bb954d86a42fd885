// Exits 0 when this TCP port of 127.0.0.1 can be listened on. Asked before the
// relay starts, so that the answer can say what to do about it.
import { createServer } from "node:net";

const server = createServer();
server.once("error", () => process.exit(1));
server.listen({ port: Number(process.argv[2]), host: "127.0.0.1", exclusive: true }, () => server.close());
