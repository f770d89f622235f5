// Who may hear what: one namespace per site, the user known by the cookie, rooms opened by Frappe's own checks.
import fs from "node:fs";
import path from "node:path";

const document_room = (doctype, name) => `doc:${doctype}/${name}`;
const open_room = (doctype, name) => `open_doc:${doctype}/${name}`;
const task_room = (id) => `task_progress:${id}`;

// a GET to the web server with the cookie (or token) of the socket's handshake; throws unless it answers 200
async function ask(web, socket, method, params = {}) {
	const { cookie = "", authorization } = socket.handshake.headers;
	const headers = { Cookie: cookie, "X-Frappe-Site-Name": socket.nsp.name.slice(1) };
	if (authorization) headers.Authorization = authorization;
	const response = await fetch(`${web}/api/method/${method}?${new URLSearchParams(params)}`, { headers });
	if (!response.ok) throw new Error(`${method}: ${response.status}`);
	return (await response.json()).message;
}

function same_host({ origin, host }) {
	return !origin || new URL(origin).hostname === new URL(`http://${host}`).hostname;
}

export function serve_rooms(io, sites_folder, web) {
	const is_site = (name) =>
		/^\/[\w.-]+$/.test(name) && fs.existsSync(path.join(sites_folder, name, "site_config.json"));
	const sites = io.of((name, _auth, next) => next(null, is_site(name)));

	sites.use(async (socket, next) => {
		try {
			if (!same_host(socket.handshake.headers)) return next(new Error("Invalid origin"));
			Object.assign(socket.data, await ask(web, socket, "frappe.realtime.get_user_info"));
			next();
		} catch (error) {
			next(new Error(`Unauthorized: ${error.message}`));
		}
	});

	sites.on("connection", (socket) => {
		const { user, user_type } = socket.data;
		socket.join([`user:${user}`, "website", ...(user_type === "System User" ? ["all"] : [])]);
		listen(socket, (method, params) => ask(web, socket, method, params));
	});
}

// Frappe 15 has a check for documents and one for DocTypes, Frappe 16 has one for both
async function may_read(ask_frappe, doctype, docname) {
	const check = docname ? "can_subscribe_doc" : "can_subscribe_doctype";
	const questions = [
		[`frappe.realtime.${check}`, docname ? { doctype, docname } : { doctype }],
		["frappe.realtime.has_permission", { doctype, name: docname ?? "" }],
	];
	for (const [method, params] of questions) {
		try {
			return Boolean(await ask_frappe(method, params));
		} catch {
			// refused, or not there in this version: the next one decides
		}
	}
	return false;
}

function listen(socket, ask_frappe) {
	const site = socket.nsp;

	// joins the room if Frappe lets the user read the document, or the DocType if none is named; says whether it did
	async function join_if_allowed(doctype, docname, room) {
		const allowed = await may_read(ask_frappe, doctype, docname);
		if (allowed) socket.join(room);
		return allowed;
	}

	async function tell_viewers(doctype, docname) {
		const room = open_room(doctype, docname);
		const users = [...new Set((await site.in(room).fetchSockets()).map((other) => other.data.user))];
		site.to(room).emit("doc_viewers", { doctype, docname, users });
	}

	const on = (event, handler) => socket.on(event, handler);
	on("doctype_subscribe", (doctype) => join_if_allowed(doctype, "", `doctype:${doctype}`));
	on("doctype_unsubscribe", (doctype) => socket.leave(`doctype:${doctype}`));
	on("doc_subscribe", (doctype, docname) =>
		join_if_allowed(doctype, docname, document_room(doctype, docname)),
	);
	on("doc_unsubscribe", (doctype, docname) => socket.leave(document_room(doctype, docname)));
	on("task_subscribe", (id) => socket.join(task_room(id)));
	on("progress_subscribe", (id) => socket.join(task_room(id)));
	on("task_unsubscribe", (id) => socket.leave(task_room(id)));
	on("doc_open", async (doctype, docname) => {
		const room = open_room(doctype, docname);
		if (await join_if_allowed(doctype, docname, room)) tell_viewers(doctype, docname);
	});
	on("doc_close", (doctype, docname) => {
		socket.leave(open_room(doctype, docname));
		tell_viewers(doctype, docname);
	});
	on("disconnecting", () => {
		const opened = [...socket.rooms].filter((room) => room.startsWith("open_doc:"));
		for (const room of opened) {
			const [doctype, ...name] = room.slice("open_doc:".length).split("/");
			setTimeout(tell_viewers, 100, doctype, name.join("/")); // after the socket has left
		}
	});
}
