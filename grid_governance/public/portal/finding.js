// A hundred items are too many for one drop-down on a phone: a word or a category brings the right ones.

import { has_all } from "../js/loosely";

const MOST = 8;

// Returns what shows the category of the chosen item; nothing to do where the page offers no search.
export function finder(form) {
	const [find, category, hits] = ["#find", "#category", "#hits"].map((id) => form.querySelector(id));
	if (!find) return () => {};
	const first = form.item.options[0];
	const groups = [...form.item.querySelectorAll("optgroup")];
	category.value = ""; // a browser that goes back fills it in again, but not the items

	const narrow = () => {
		const chosen = form.item.value;
		form.item.replaceChildren(first, ...groups.filter((g) => !category.value || g.label === category.value));
		form.item.value = chosen;
		if (!form.item.value) form.item.value = "";
	};
	const tell = () => form.item.dispatchEvent(new Event("change", { bubbles: true }));
	const settle = () => {
		const group = form.item.selectedOptions[0]?.parentElement;
		category.value = group?.label || "";
		narrow();
	};
	const clear = () => {
		find.value = "";
		hits.replaceChildren();
		hits.hidden = true;
	};
	const choose = (option) => {
		category.value = option.parentElement.label;
		narrow();
		form.item.value = option.value;
		clear();
		tell();
		form.item.focus();
	};
	const row = (option) => {
		const button = Object.assign(document.createElement("button"), {
			type: "button",
			textContent: `${option.textContent}（${option.parentElement.label}）`,
			onclick: () => choose(option),
		});
		const line = document.createElement("li");
		line.append(button);
		return line;
	};
	find.addEventListener("input", () => {
		if (!find.value.trim()) return clear();
		category.value = "";
		narrow();
		const found = groups
			.flatMap((group) => [...group.children])
			.filter((option) => has_all(find.value, `${option.textContent} ${option.parentElement.label}`));
		hits.replaceChildren(...found.slice(0, MOST).map(row));
		if (!found.length) hits.textContent = hits.dataset.none;
		hits.hidden = false;
	});
	find.addEventListener("keydown", (event) => {
		if (event.key !== "Enter") return; // it would send the form
		event.preventDefault();
		hits.querySelector("button")?.click();
	});
	category.addEventListener("change", () => {
		narrow();
		tell();
	});
	return settle;
}
