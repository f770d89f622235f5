// The declaration form: what an item asks for, photos shrunk on the phone, a draft that survives bad signal.

import { drop, keep, kept } from "./drafts";
import { finder } from "./finding";
import { picker } from "./picking";
import { new_key, post, say } from "./post";

export function declaration(form) {
	const fields = ["resident", "deed_date", "book", "item", "level", "points", "description"];
	// one draft per login and person: a family shares the phone
	const name = () => `declaration:${form.resident.value}`;
	let draft = { key: new_key(), photos: [], pending: false };

	const read = () => Object.fromEntries(fields.map((field) => [field, form[field].value]));
	const save = () => keep(name(), { ...draft, values: read() });

	const show_item = () => {
		const option = form.item.selectedOptions[0];
		const item = option?.dataset.item ? JSON.parse(option.dataset.item) : null;
		const levels = Object.entries(item?.levels || {});
		const chosen = form.level.value;
		form.level.replaceChildren(...levels.map(([level, points]) => new Option(`${level}(${points})`, level)));
		form.level.value = item?.levels?.[chosen] ? chosen : levels[0]?.[0] || "";
		form.querySelector("#level-row").hidden = item?.counting !== "By Level";
		form.querySelector("#points-row").hidden = item?.counting !== "Between Limits";
		form.points.required = item?.counting === "Between Limits";
		if (item?.counting === "Between Limits") Object.assign(form.points, { min: item.low, max: item.high });
		else form.points.value = "";
		const worth = form.querySelector("#worth");
		const limits = item?.counting === "Between Limits" ? `${item.low}–${item.high}` : item?.points;
		worth.textContent = item
			? [item.counting !== "By Level" && `${limits} / ${item.per || ""}`, item.evidence_hint]
					.filter(Boolean)
					.join(" · ")
			: "";
		worth.hidden = !worth.textContent;
	};

	const settle_category = finder(form);

	const show_photos = picker(
		form,
		() => draft.photos,
		() => save(),
	);

	const send = async () => {
		const button = form.querySelector("button:not([type])");
		button.disabled = true;
		say(window.portal.words.sending, true);
		draft.pending = true;
		await save();
		try {
			await post(form.dataset.post, {
				...read(),
				photos: draft.photos.map((photo) => photo.picture),
				heads: draft.photos.map((photo) => photo.head),
				request_key: draft.key,
			});
			await drop(name());
			location.assign(form.dataset.then);
		} catch (problem) {
			draft.pending = Boolean(problem.offline);
			await save();
			say(problem.words);
			button.disabled = false;
		}
	};

	const restore = async () => {
		const found = await kept(name());
		if (found) {
			const { values, ...rest } = found;
			draft = rest;
			const here = form.book.value;
			for (const field of fields)
				if (field !== "resident" && values[field]) form[field].value = values[field];
			if (!form.book.value) form.book.value = here;
			say(window.portal.words.drafts, true);
		}
		settle_category();
		show_item();
		if (found?.values.level) form.level.value = found.values.level;
		show_photos();
		if (draft.pending && navigator.onLine) send();
	};

	form.addEventListener("change", async (event) => {
		if (event.target.id === "find") return;
		if (event.target === form.item) show_item();
		if (event.target.id !== "photos") await save();
		if (event.target === form.book) {
			const query = new URLSearchParams(location.search);
			query.set("book", form.book.value);
			location.search = query;
		}
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		send();
	});
	window.addEventListener("online", () => draft.pending && send());
	restore();
}
