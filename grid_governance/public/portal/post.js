// One way to the server: JSON there and back, the platform's messages as plain words.

const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

const words_of = (answer) => {
	try {
		return JSON.parse(answer._server_messages)
			.map((message) => plain(JSON.parse(message).message))
			.join("\n");
	} catch {
		return plain(answer.message || "") || window.portal.words.again;
	}
};

// Resolves with the answer; rejects with {words} when refused, {offline: true, words} without connection.
export async function post(method, values) {
	let response;
	try {
		response = await fetch(`/api/method/${method}`, {
			method: "POST",
			credentials: "same-origin",
			headers: {
				"Content-Type": "application/json",
				Accept: "application/json",
				"X-Frappe-CSRF-Token": window.portal.csrf,
			},
			body: JSON.stringify(values),
		});
	} catch {
		throw { offline: true, words: window.portal.words.failed };
	}
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw { offline: response.status >= 502, words: words_of(answer) };
	return answer.message;
}

export function say(text, good) {
	const place = document.getElementById("message");
	place.textContent = text;
	place.className = good ? "good" : "";
	place.hidden = !text;
	if (text) place.scrollIntoView({ block: "center" });
}

export const new_key = () =>
	Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
		"",
	);
