// 小纠纷清单: a month's settled quarrels typed, pasted from Excel or read from a file; saved all together or not at all.

const QUARRELS_API = "grid_governance.api.quarrels.";
const COLUMNS = [
	["day", "Date Of Event", 105],
	["category", "Case Category", 120],
	["party_a", "Party A", 110],
	["party_b", "Party B", 110],
	["facts", "Facts In Brief", 260],
	["settlement", "How It Was Settled", 260],
	["mediator", "Settled By", 90],
	["place", "Grid", 100],
];
const FIRST_ROWS = 8;

frappe.pages["quarrel-list"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Quarrel List"), single_column: true });
	const form = await frappe.xcall(`${QUARRELS_API}list_form`, {}, "GET");
	wrapper.list = new QuarrelList(page, form);
};

class QuarrelList {
	constructor(page, form) {
		this.page = page;
		this.form = form;
		this.unit = page.add_field({
			fieldname: "grid_unit",
			fieldtype: "Select",
			label: __("Grid Unit"),
			options: form.units,
			default: form.units[0]?.value,
		});
		page.add_inner_button(__("Download Template"), () => window.open(`/api/method/${QUARRELS_API}template`));
		this.file = $(`<input type="file" accept=".xlsx,.csv" hidden>`).appendTo(page.main);
		this.file.on("change", () => this.read_file());
		page.add_inner_button(__("Choose An Excel File"), () => this.file.trigger("click"));
		page.set_primary_action(__("Save All"), () => this.save(), "tick");
		page.set_secondary_action(__("Check List"), () => this.check());
		this.draw();
	}

	draw() {
		const heads = COLUMNS.map(([, label, width]) => `<th style="min-width: ${width}px">${__(label)}</th>`);
		const kinds = this.form.categories.map((kind) => $("<option>").attr("value", kind.value)[0].outerHTML);
		this.body = $(`<div class="frappe-card" style="padding: var(--padding-md)">
			<p class="text-muted">${__(
				"One quarrel in each row. Rows copied in Excel can be pasted into any cell; several names are parted by a comma.",
			)}</p>
			<div style="overflow-x: auto"><table class="table table-bordered quarrel-table" style="margin: 0">
			<thead><tr><th style="width: 36px">#</th>${heads.join("")}<th style="width: 36px"></th></tr></thead>
			<tbody></tbody></table></div>
			<datalist id="quarrel-kinds">${kinds.join("")}</datalist>
			<button class="btn btn-default btn-xs add-row" style="margin-top: 8px">${__("Add Row")}</button>
			<span class="text-muted quarrel-state" style="margin-left: 12px" aria-live="polite"></span></div>`);
		this.body.appendTo(this.page.main);
		frappe.dom.set_style(`
			.quarrel-table td { padding: 0 !important; vertical-align: top; }
			.quarrel-table td.at { padding: 6px !important; color: var(--text-muted); text-align: center; }
			.quarrel-table [data-field] { width: 100%; border: 0; padding: 6px; resize: none; display: block; background: transparent;
				min-height: 34px; font-size: var(--text-md); }
			.quarrel-table [data-field]:focus { outline: 2px solid var(--primary); outline-offset: -2px; }
			.quarrel-table .wrong { background: var(--bg-red); }
			.quarrel-table .why { color: var(--text-on-red, #b52a2a); font-size: var(--text-sm); padding: 0 6px 6px; }`);
		this.rows = this.body.find("tbody");
		this.body.find(".add-row").on("click", () => this.add().find("[data-field]").first().trigger("focus"));
		this.rows.on("paste", "[data-field]", (event) => this.paste(event));
		this.rows.on("input", "[data-field]", (event) => this.typed(event.currentTarget));
		this.rows.on("click", ".remove", (event) => this.remove($(event.currentTarget).closest("tr")));
		for (let n = 0; n < FIRST_ROWS; n++) this.add();
	}

	add(values = {}) {
		const row = $("<tr>").append(`<td class="at"></td>`);
		for (const [field, label] of COLUMNS) {
			const box = field === "category" ? `<input list="quarrel-kinds">` : `<textarea rows="1"></textarea>`;
			const cell = $(box).attr({ "data-field": field, "aria-label": __(label) });
			if (field === "day") cell.attr("placeholder", frappe.datetime.get_today());
			row.append($("<td>").append(cell.val(values[field] || "")));
		}
		row.append(`<td class="at"><a class="remove" role="button" title="${__("Remove Row")}">×</a></td>`);
		this.rows.append(row);
		this.number();
		row.find("[data-field]").each((_n, cell) => grow(cell));
		return row;
	}

	remove(row) {
		row.remove();
		if (!this.rows.children().length) this.add();
		this.number();
	}

	number() {
		this.rows.children().each((n, row) =>
			$(row)
				.find("td.at")
				.first()
				.text(n + 1),
		);
	}

	typed(cell) {
		grow(cell);
		$(cell).removeClass("wrong").siblings(".why").remove();
	}

	// Cells copied in Excel: tabs part columns, line ends rows; a cell with line breaks comes in quotation marks.
	paste(event) {
		const text = event.originalEvent.clipboardData?.getData("text/plain") || "";
		const cells = frappe.utils.csv_to_array(text.replace(/\r\n?/g, "\n").replace(/\n$/, ""), "\t");
		if (cells.length < 2 && (cells[0] || []).length < 2) return;
		event.preventDefault();
		const target = $(event.currentTarget).closest("tr");
		const from = COLUMNS.findIndex(([field]) => field === event.currentTarget.dataset.field);
		const heads = COLUMNS.map(([, label]) => __(label));
		const lines = heads.includes((cells[0][1] || "").trim()) ? cells.slice(1) : cells;
		let row = target;
		for (const line of lines) {
			if (!row.length) row = this.add();
			line.forEach((value, n) => {
				const cell = row
					.find("[data-field]")
					.eq(from + n)
					.val((value || "").trim());
				if (cell.length) this.typed(cell[0]);
			});
			row = row.next();
		}
	}

	async read_file() {
		const data = new FormData();
		data.append("file", this.file[0].files[0]);
		this.file.val("");
		const answer = await grid_governance.send_form(`${QUARRELS_API}read_file`, data);
		if (!answer.ok) return grid_governance.say_not_read(answer.told);
		this.rows.children().each((_n, row) => {
			if (!Object.values(values_of(row)).some(Boolean)) row.remove();
		});
		for (const values of answer.message) this.add(values);
		this.say(__("{0} rows read. Nothing is saved yet.", [answer.message.length]));
	}

	given() {
		return {
			rows: JSON.stringify(this.rows.children().get().map(values_of)),
			grid_unit: this.unit.get_value(),
		};
	}

	async check() {
		const { ready, problems } = await frappe.xcall(`${QUARRELS_API}check_list`, this.given());
		this.mark(problems);
		this.say(
			problems.length
				? __("{0} rows are in order, {1} places need correction.", [ready, problems.length])
				: __("{0} rows are in order.", [ready]),
		);
		return !problems.length && ready > 0;
	}

	async save() {
		if (!(await this.check())) return;
		frappe.dom.freeze(); // what is typed meanwhile would go with the rows
		const { saved } = await frappe
			.xcall(`${QUARRELS_API}save_list`, this.given())
			.finally(() => frappe.dom.unfreeze());
		this.rows.empty();
		for (let n = 0; n < FIRST_ROWS; n++) this.add();
		const link = $(`<a href="/app/dispute-case?stage=Settled%20On%20The%20Spot"></a>`).text(
			__("Open The List"),
		);
		this.say("");
		this.body
			.find(".quarrel-state")
			.text(`${__("{0} quarrels are saved as settled on the spot.", [saved])} `)
			.append(link);
	}

	mark(problems) {
		this.rows.find(".wrong").removeClass("wrong");
		this.rows.find(".why").remove();
		for (const { row, field, message } of problems) {
			const cell = this.rows
				.children()
				.eq(row - 1)
				.find(`[data-field="${field}"]`);
			cell.addClass("wrong").after($(`<div class="why"></div>`).text(message));
		}
		this.rows.find(".wrong").first().trigger("focus");
	}

	say(text) {
		this.body.find(".quarrel-state").text(text);
	}
}

const values_of = (row) =>
	Object.fromEntries(
		$(row)
			.find("[data-field]")
			.get()
			.map((cell) => [cell.dataset.field, cell.value.trim()]),
	);

function grow(cell) {
	if (cell.tagName !== "TEXTAREA") return;
	cell.style.height = "auto";
	cell.style.height = `${Math.max(cell.scrollHeight, 34)}px`;
}
