// The sheet as HTML: a table for the office, one item or one household at a time for the yard.
import { key_of } from "./cells";
import { text } from "./text";

const worth = (item) => {
	if (item.counting === "Between Limits") return `${item.low}-${item.high}`;
	if (item.counting === "By Level") return Object.values(item.levels).join("/");
	return `${item.points}`;
};

export function control(sheet, row, item) {
	const key = key_of(row.subject, item.item);
	const value = sheet.cells.get(row.subject, item.item);
	if (!sheet.editable) return shown(sheet, key, item);
	const refused = sheet.cells.refused.get(key);
	const attributes = `data-subject="${text(row.subject)}" data-item="${text(item.item)}" class="pr-cell ${refused ? "pr-wrong" : ""}"
		aria-label="${text(`${row.name} ${item.label}`)}" ${refused ? `title="${text(refused)}"` : ""}`;
	if (item.counting === "Fixed Points") {
		return `<input type="checkbox" ${attributes} ${value ? "checked" : ""}>`;
	}
	if (item.counting === "By Level") {
		const options = Object.entries(item.levels).map(
			([level, points]) =>
				`<option value="${text(level)}" ${value === level ? "selected" : ""}>${text(level)} ${points}</option>`,
		);
		return `<select ${attributes}><option value=""></option>${options.join("")}</select>`;
	}
	return `<input type="text" inputmode="numeric" enterkeyhint="next" autocomplete="off" maxlength="6"
		${attributes} value="${text(value ?? "")}">`;
}

function shown(sheet, key, item) {
	const fact = sheet.cells.facts.get(key);
	if (!fact) return "";
	const kind = { Counted: "pr-counted", "Not Counted": "pr-not", "Taken Out": "pr-out" }[fact.status] || "";
	const [subject, item_name] = key.split("|");
	const words = item.counting === "By Level" && fact.level ? `${fact.level} ${fact.points}` : fact.points;
	const title = fact.reason ? `title="${text(`${__(fact.status)}: ${fact.reason}`)}"` : "";
	return `<button type="button" class="pr-shown ${kind}" ${title} data-subject="${text(subject)}" data-item="${text(item_name)}">${text(words)}</button>`;
}

const head_of = (item) => `<span class="pr-item">${text(item.label)}</span>
	<small>${text(worth(item))} ${__("points")}</small>`;

const fill_button = (sheet, item) =>
	sheet.editable
		? `<button type="button" class="pr-fill" data-fill="${text(item.item)}" title="${__("The whole column gets the first value typed in it; with keys: Ctrl+Enter")}">${__("Fill Column")}</button>`
		: "";

const person = (row) => `<b>${text(row.name)}</b><small>${text(row.address)}</small>`;

export function draw_table(sheet) {
	const { items } = sheet;
	const rows = sheet.shown_rows();
	const head = items.map((item) => `<th>${head_of(item)}${fill_button(sheet, item)}</th>`).join("");
	const body = rows
		.map(
			(row) => `<tr data-row="${text(row.subject)}"><th>${person(row)}</th>
			${items.map((item) => `<td>${control(sheet, row, item)}</td>`).join("")}
			<td class="pr-sum">${sheet.cells.sum(row.subject) || ""}</td></tr>`,
		)
		.join("");
	const sums = items.map((item) => `<td data-sum="${text(item.item)}"></td>`).join("");
	return `<div class="pr-scroll"><table class="pr-table"><thead><tr><th>${__("Household")}</th>${head}
		<th class="pr-sum">${__("Together")}</th></tr></thead><tbody>${body}</tbody>
		<tfoot><tr><th>${__("Together")}</th>${sums}<td class="pr-sum" data-sum-all></td></tr></tfoot></table></div>`;
}

export function draw_item(sheet) {
	const item = sheet.items[sheet.at_item];
	const rows = sheet.shown_rows().map(
		(row) => `<label class="pr-line" data-row="${text(row.subject)}"><span>${person(row)}</span>
			${control(sheet, row, item)}</label>`,
	);
	return `${stepper("item", item.label, `${worth(item)} ${__("points")}`, sheet.at_item, sheet.items.length)}
		${fill_button(sheet, item)}<div class="pr-lines">${rows.join("")}</div>
		<div class="pr-foot"><span>${__("Together")}</span><b data-sum="${text(item.item)}"></b></div>`;
}

export function draw_household(sheet) {
	const rows = sheet.rows_of_group();
	const row = rows[sheet.at_row];
	if (!row) return `<p class="pr-empty">${__("No household in this group.")}</p>`;
	const lines = sheet.items.map(
		(
			item,
		) => `<label class="pr-line"><span><b>${text(item.label)}</b><small>${text(worth(item))} ${__("points")}</small></span>
			${control(sheet, row, item)}</label>`,
	);
	return `${stepper("row", row.name, row.address, sheet.at_row, rows.length)}
		<div class="pr-lines" data-row="${text(row.subject)}">${lines.join("")}</div>
		<div class="pr-foot" data-row="${text(row.subject)}"><span>${__("Together")}</span><b class="pr-sum">${sheet.cells.sum(row.subject)}</b></div>
		<button type="button" class="pr-next" data-step="1" ${sheet.at_row + 1 < rows.length ? "" : "disabled"}>${__("Next Household")}</button>`;
}

function stepper(of, title, detail, at, count) {
	return `<div class="pr-stepper" data-of="${of}">
		<button type="button" data-step="-1" ${at ? "" : "disabled"} aria-label="${__("One Back")}">‹</button>
		<span><b>${text(title)}</b><small>${text(detail)} · ${at + 1}/${count}</small></span>
		<button type="button" data-step="1" ${at + 1 < count ? "" : "disabled"} aria-label="${__("Next")}">›</button></div>`;
}
