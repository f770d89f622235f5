// Names from a WeChat list or an Excel file: what fits is taken, the doubtful are chosen by hand, the rest is shown.
import { say_not_read, send_form } from "../sending";

const API = "grid_governance.api.batches.";
const COLOURS = {
	Matched: "green",
	"Please Choose": "orange",
	"Nobody Found": "red",
	"Listed Twice": "gray",
	"In The Batch Already": "gray",
	"Not Readable": "red",
};
const text = (value) => frappe.utils.escape_html(String(value ?? ""));

// options: {book, grid_unit, taken: [{subject, doer}]}; take(rows: [{subject, doer, label, points}]) gets the chosen.
export function from_list(options, take) {
	const dialog = new frappe.ui.Dialog({
		title: __("People From A List"),
		size: "extra-large",
		fields: [
			{
				fieldname: "pasted",
				fieldtype: "Small Text",
				label: __("Paste The List Here"),
				description: __("A numbered list from a WeChat group, with or without villagers' groups"),
			},
			{ fieldname: "file_html", fieldtype: "HTML" },
			{ fieldtype: "Section Break", fieldname: "found_section", hidden: 1 },
			{ fieldname: "found_html", fieldtype: "HTML" },
		],
		primary_action_label: __("Read List"),
		primary_action: () => grid_governance.asking.once(dialog, read_text),
	});
	const state = { rows: null, people: [] };
	const args = () => ({
		book: options.book,
		grid_unit: options.grid_unit,
		taken: JSON.stringify(options.taken || []),
	});

	const template = `/api/method/${API}list_template?${new URLSearchParams({ book: options.book, grid_unit: options.grid_unit })}`;
	const $file = dialog.get_field("file_html").$wrapper;
	$file.html(`<div class="flex align-items-center" style="gap: 12px; flex-wrap: wrap">
		<label class="btn btn-default btn-sm" style="margin: 0">${__("Or Choose An Excel File")}
			<input type="file" accept=".xlsx,.csv" hidden></label>
		<a href="${text(template)}" target="_blank" rel="noopener">${__("Download Name List")}</a></div>`);
	$file.find("input").on("change", (event) => read_file(event.currentTarget));

	async function read_text() {
		const pasted = dialog.get_value("pasted");
		if (!pasted?.trim()) frappe.throw(__("Please paste a list or choose a file."));
		await show(await frappe.xcall(`${API}match_text`, { ...args(), text: pasted }));
	}

	async function read_file(input) {
		const form = new FormData();
		for (const [key, value] of Object.entries(args())) form.append(key, value);
		form.append("file", input.files[0]);
		input.value = "";
		const answer = await send_form(`${API}match_file`, form);
		if (answer.ok) return show(answer.message);
		say_not_read(answer.told);
	}

	async function show(found) {
		state.rows = found.rows;
		const open = found.rows.some((row) => ["Please Choose", "Nobody Found"].includes(row.status));
		if (open && !state.people.length) {
			const { book, grid_unit } = options;
			state.people = await frappe.xcall(`${API}people_named`, { book, grid_unit });
		}
		dialog.set_df_property("found_section", "hidden", 0);
		const lines = found.rows.map((row, at) => line_of(row, at)).join("");
		const unread = found.unread.length
			? `<details open><summary>${__("{0} lines without a name were passed over", [found.unread.length])}</summary>
				<pre style="white-space: pre-wrap">${text(found.unread.join("\n"))}</pre></details>`
			: "";
		const cut = found.cut
			? `<p class="text-danger">${__("The list is too long; its end was not read.")}</p>`
			: "";
		const people = state.people.map((one) => `<option value="${text(one.label)}"></option>`).join("");
		const heads = ["", "Status", "As Listed", "Counted For"].map((word) => `<th>${word && __(word)}</th>`);
		const $found = dialog.get_field("found_html").$wrapper;
		$found.html(`${cut}<table class="table table-bordered gg-found"><thead><tr>${heads.join("")}</tr></thead>
			<tbody>${lines}</tbody></table><datalist id="gg-people">${people}</datalist>${unread}`);
		$found.find("select, input[list]").on("change", (event) => choose(event.currentTarget));
		$found.find("[type=checkbox]").on("change", count);
		count();
	}

	function line_of(row, at) {
		const taken = row.status === "Matched";
		let whom = row.chosen ? text(row.chosen.label) : text(row.reason || "");
		if (row.candidates.length) {
			const options = row.candidates.map((one, n) => `<option value="${n}">${text(one.label)}</option>`);
			whom = `<select class="form-control input-sm" data-at="${at}"><option value="">${__("Please Choose")}</option>${options.join("")}</select>`;
		} else if (row.status === "Nobody Found") {
			whom = `<input class="form-control input-sm" list="gg-people" data-at="${at}" placeholder="${__("Type a name to look for")}">`;
		}
		return `<tr><td><input type="checkbox" data-row="${at}" ${taken ? "checked" : "disabled"}></td>
			<td><span class="indicator-pill ${COLOURS[row.status]}">${__(row.status)}</span></td>
			<td>${text(row.text)}</td><td>${whom}</td></tr>`;
	}

	function choose(field) {
		const row = state.rows[Number(field.dataset.at)];
		row.chosen = field.list
			? state.people.find((one) => one.label === field.value)
			: row.candidates[Number(field.value || -1)];
		const box = dialog.get_field("found_html").$wrapper.find(`[data-row="${field.dataset.at}"]`)[0];
		box.disabled = !row.chosen;
		box.checked = Boolean(row.chosen);
		count();
	}

	function chosen() {
		const boxes = dialog.get_field("found_html").$wrapper.find("[data-row]:checked").toArray();
		const rows = boxes.map((box) => state.rows[Number(box.dataset.row)]);
		return rows.map((row) => ({ ...row.chosen, points: row.points }));
	}

	function count() {
		dialog.set_primary_action(__("Add {0} People", [chosen().length]), () =>
			grid_governance.asking.once(dialog, finish),
		);
	}

	function finish() {
		take(chosen());
		dialog.hide();
	}

	dialog.show();
}
