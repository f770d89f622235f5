// Photos chosen in a form: shrunk on the phone, shown, taken away again. What is drawn smaller has lost its time and
// place, so the first bytes of the original come along.

import { as_text, smaller } from "../js/pictures";
import { say } from "./post";

const MOST = 9;
const HEAD = 70000; // time and place stand in the first 64 KB

// {picture, head}; null for what this browser cannot draw
const taken = async (file) => {
	try {
		return { picture: await as_text(await smaller(file)), head: await as_text(file.slice(0, HEAD)) };
	} catch {
		return null;
	}
};

// list() gives the form's photos, which are changed in place; changed() is told. Returns what draws them.
export function picker(form, list, changed) {
	const show = () =>
		form.querySelector("#pictures").replaceChildren(
			...list().map((photo, number) => {
				const row = document.createElement("li");
				const image = Object.assign(new Image(), { src: photo.picture, alt: `${number + 1}` });
				const button = Object.assign(document.createElement("button"), {
					type: "button",
					textContent: window.portal.words.remove,
					onclick: () => {
						list().splice(number, 1);
						show();
						changed();
					},
				});
				row.append(image, button);
				return row;
			}),
		);
	form.querySelector("#photos").addEventListener("change", async (event) => {
		const files = [...event.target.files];
		const fitting = files.slice(0, MOST - list().length);
		event.target.value = "";
		say("");
		let unreadable = 0;
		for (const file of fitting) {
			const photo = await taken(file);
			if (photo) list().push(photo);
			else unreadable += 1;
		}
		show();
		changed();
		const { no_photo, too_many } = window.portal.words;
		const left_out = [unreadable && no_photo, fitting.length < files.length && too_many];
		if (left_out.some(Boolean)) say(left_out.filter(Boolean).join("\n"));
	});
	return show;
}
