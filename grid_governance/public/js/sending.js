// Forms with files on their way to our server, which the platform's own calls do not take.

// Resolves with the answer: ok, status, message (what the function returns), told (the server's words: title, message).
export async function send_form(method, form) {
	const answer = await fetch(`/api/method/${method}`, {
		method: "POST",
		body: form,
		headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
	});
	const body = (await answer.json().catch(() => null)) || {};
	const told = JSON.parse(body._server_messages || "[]").map((one) => JSON.parse(one));
	return { ok: answer.ok, status: answer.status, message: body.message, told };
}

// Says why a file was not read.
export const say_not_read = ([first]) =>
	frappe.msgprint({
		title: first?.title || __("File Not Read"),
		message: first?.message || __("The file was not read. Please try again."),
		indicator: "red",
	});

// for pages, which cannot import
frappe.provide("grid_governance");
Object.assign(grid_governance, { send_form, say_not_read });
