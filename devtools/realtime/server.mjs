#!/usr/bin/env node
// The one address of a served site: socket.io for what happens live, everything else handed on to the web server.
// Environment: BENCH_DIR, PORT (ours), BACKEND_PORT (gunicorn's on 127.0.0.1), SITE (answers whatever the Host header says)
import http from "node:http";
import path from "node:path";
import { Server } from "socket.io";
import { forward, forward_upgrade } from "./forward.mjs";
import { relay_events } from "./relay.mjs";
import { serve_rooms } from "./rooms.mjs";

const { BENCH_DIR, PORT, BACKEND_PORT, REDIS_URL } = process.env;
const backend = Number(BACKEND_PORT);
const server = http.createServer((request, response) => forward(request, response, backend));
const io = new Server(server, { cors: { origin: true, credentials: true } });

serve_rooms(io, path.join(BENCH_DIR, "sites"), `http://127.0.0.1:${backend}`);
await relay_events(io, REDIS_URL);
server.on("upgrade", (request, socket) => {
	if (!request.url.startsWith("/socket.io/")) forward_upgrade(socket);
});
server.listen(Number(PORT), "127.0.0.1", () => console.log(`listening on 127.0.0.1:${PORT}`));

for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
