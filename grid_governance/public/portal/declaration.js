// The declaration form: what an item asks for, photos shrunk on the phone, a draft that survives bad signal.

import { as_text, smaller } from "../js/pictures";
import { drop, keep, kept } from "./drafts";
import { new_key, post, say } from "./post";

const MOST = 9;

const HEAD = 70000; // time and place stand in the first 64 KB; what is drawn smaller has lost them

// {picture, head}; null for what this browser cannot draw
const taken = async (file) => {
	try {
		return { picture: await as_text(await smaller(file)), head: await as_text(file.slice(0, HEAD)) };
	} catch {
		return null;
	}
};

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

	const show_photos = () => {
		form.querySelector("#pictures").replaceChildren(
			...draft.photos.map((photo, number) => {
				const row = document.createElement("li");
				const image = Object.assign(new Image(), { src: photo.picture, alt: `${number + 1}` });
				const button = Object.assign(document.createElement("button"), {
					type: "button",
					textContent: window.portal.words.remove,
					onclick: () => {
						draft.photos.splice(number, 1);
						show_photos();
						save();
					},
				});
				row.append(image, button);
				return row;
			}),
		);
	};

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
		show_item();
		if (found?.values.level) form.level.value = found.values.level;
		show_photos();
		if (draft.pending && navigator.onLine) send();
	};

	form.addEventListener("change", async (event) => {
		if (event.target.id === "photos") {
			const files = [...event.target.files].slice(0, MOST - draft.photos.length);
			event.target.value = "";
			for (const file of files) draft.photos.push(await taken(file));
			draft.photos = draft.photos.filter(Boolean);
			show_photos();
		}
		if (event.target === form.item) show_item();
		await save();
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
