// A plain reverse proxy to the web server on this machine.
import http from "node:http";

// A connection per request: the web server closes idle ones unannounced, and a request sent on such a one is lost.
const agent = new http.Agent({ keepAlive: false, maxSockets: 64 });
const NOT_FORWARDED = [
	"connection",
	"keep-alive",
	"proxy-connection",
	"transfer-encoding",
	"upgrade",
	"te",
	"trailer",
];

function end_to_end(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FORWARDED.includes(name)));
}

function onward_headers(request) {
	const headers = end_to_end(request.headers);
	// a body of unknown length goes on in chunks
	if (request.headers["transfer-encoding"]) headers["transfer-encoding"] = "chunked";
	headers["x-forwarded-for"] = request.socket.remoteAddress;
	headers["x-forwarded-proto"] = "http";
	return headers;
}

export function forward(request, response, port) {
	const { method, url } = request;
	const options = { host: "127.0.0.1", port, method, path: url, headers: onward_headers(request), agent };
	const onward = http.request(options, (answer) => {
		response.writeHead(answer.statusCode, end_to_end(answer.headers));
		answer.pipe(response);
	});
	onward.on("error", (error) => {
		if (response.headersSent) return response.destroy();
		response.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
		response.end(`The web server does not answer: ${error.message}\n`);
	});
	response.on("close", () => onward.destroy());
	request.pipe(onward);
}

// nothing behind us speaks websocket
export function forward_upgrade(socket) {
	socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
}
