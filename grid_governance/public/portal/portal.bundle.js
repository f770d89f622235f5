// The residents' portal: plain forms with data-post, nothing but the browser's own means.

import { declaration } from "./declaration";
import { picker } from "./picking";
import { new_key, post, say } from "./post";

const PAUSE = 60;
const pictures = new Map(); // form → its photos

const values_of = (form) => {
	const data = new FormData(form);
	const values = Object.fromEntries(data);
	if (data.has("rows")) values.rows = data.getAll("rows");
	if (form.classList.contains("order")) {
		values.goods = [...form.querySelectorAll("[data-good]")]
			.map((field) => ({ item: field.dataset.good, quantity: Number(field.value) }))
			.filter((row) => row.quantity > 0);
		values.request_key = form.dataset.key;
	}
	if (pictures.has(form)) values.photos = pictures.get(form).map((photo) => photo.picture);
	return values;
};

const show = (form, answer, button) => {
	const place = document.getElementById(form.dataset.shows);
	for (const field of place.querySelectorAll("[data-value]"))
		field.textContent = answer[field.dataset.value] || "–";
	place.hidden = false;
	place.scrollIntoView({ block: "center" });
	say("");
	button.disabled = false;
};

const send = async (form) => {
	const button = form.querySelector("button:not([type])");
	button.disabled = true;
	say(window.portal.words.sending, true);
	if (form.dataset.shows) document.getElementById(form.dataset.shows).hidden = true; // the last answer is over
	try {
		const answer = await post(form.dataset.post, values_of(form));
		if (form.dataset.shows) show(form, answer, button);
		else if (form.dataset.then) location.assign(form.dataset.then);
		else location.reload();
	} catch (problem) {
		say(problem.words);
		button.disabled = false;
	}
};

const ask_code = async (button) => {
	const phone = button.form.phone;
	if (!phone.reportValidity()) return;
	button.disabled = true;
	try {
		await post("grid_governance.api.portal.request_code", { phone: phone.value });
		say(JSON.parse(document.getElementById("sent-words").textContent), true);
		button.form.code.focus();
	} catch (problem) {
		say(problem.words); // nothing was sent: nothing to wait for
		button.disabled = false;
		return;
	}
	const words = button.textContent;
	let left = PAUSE;
	const tick = setInterval(() => {
		left -= 1;
		button.textContent = left ? `${words}(${left})` : words;
		if (left) return;
		button.disabled = false;
		clearInterval(tick);
	}, 1000);
};

const order = (form) => {
	form.dataset.key = new_key();
	form.addEventListener("input", () => {
		form.dataset.key = new_key(); // another basket is another request
		const sum = [...form.querySelectorAll("[data-good]")].reduce(
			(total, field) => total + Number(field.value) * Number(field.dataset.price),
			0,
		);
		form.querySelector("output").value = sum;
	});
};

for (const form of document.querySelectorAll("form[data-post]")) {
	if (form.dataset.draft) {
		declaration(form);
		continue;
	}
	if (form.classList.contains("order")) order(form);
	if (form.dataset.photos) {
		pictures.set(form, []);
		picker(
			form,
			() => pictures.get(form),
			() => {},
		);
	}
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		send(form);
	});
}
for (const button of document.querySelectorAll("[data-code]"))
	button.addEventListener("click", () => ask_code(button));
for (const choice of document.querySelectorAll("[data-submits]"))
	choice.addEventListener("change", () => choice.form.submit());
