// 评比计分表: typed down a column, Enter goes down, Ctrl+Enter fills the column below. What is typed is saved by
// itself; without signal it waits on this device.
import { column_from_list, declare, take_out } from "./actions";
import { download, print, upload } from "./whole";
import { Cells } from "./cells";
import { draw_household, draw_item, draw_table } from "./draw";
import { change_items, new_round } from "./new_round";
import { text } from "./text";

const MOST_LINES = 200;
const DRAW = { table: draw_table, item: draw_item, household: draw_household };
const EVERYBODY = " all"; // no group is called so

export class RoundSheet {
	constructor(page) {
		this.page = page;
		this.$body = $('<div class="pr-page"></div>').appendTo(page.main);
		this.mode = frappe.utils.is_xs() ? "household" : "table";
		this.save_soon = frappe.utils.debounce(() => this.save(), 1200);
		this.bind();
	}

	show() {
		const name = frappe.get_route()[1];
		if (!name || name === "new") {
			this.show_rounds();
			if (name) new_round();
			return;
		}
		if (name !== this.batch?.name || !this.cells.waiting.size) this.load(name);
	}

	async show_rounds() {
		this.batch = null;
		this.page.clear_actions();
		this.page.clear_menu();
		this.page.set_title(__("Round Sheet"));
		this.page.clear_indicator();
		this.page.set_primary_action(__("New Round"), () => new_round());
		const rows = await frappe.db.get_list("Points Batch", {
			filters: { kind: "Appraisal Round" },
			fields: ["name", "activity", "deed_date", "stage", "people_count", "points_total"],
			order_by: "modified desc",
			limit: 30,
		});
		const lines = rows.map(
			(
				row,
			) => `<a class="pr-round" href="/app/points-round/${encodeURIComponent(row.name)}"><b>${text(row.activity)}</b>
				<small>${text(frappe.datetime.str_to_user(row.deed_date))} · ${__(row.stage)} ·
				${__("{0} households", [row.people_count])} · ${row.points_total} ${__("points")}</small></a>`,
		);
		this.$body.html(
			lines.join("") || `<p class="pr-empty">${__("No round yet. Please open a new one.")}</p>`,
		);
	}

	async load(name) {
		const data = await frappe.xcall("grid_governance.api.rounds.read_round", { batch: name });
		Object.assign(this, { batch: data.batch, items: data.items, rows: data.rows });
		this.editable = data.batch.editable;
		this.cells = new Cells(name, data.items, data.cells);
		this.groups = [...new Set(data.rows.map((row) => row.group))];
		if (!this.groups.includes(this.group) && this.group !== EVERYBODY) {
			this.group = data.rows.length > MOST_LINES && this.groups.length > 1 ? this.groups[0] : EVERYBODY;
		}
		this.at_item = this.at_row = this.page_of_rows = 0;
		this.set_head();
		this.render();
		if (this.cells.waiting.size) this.save();
	}

	set_head() {
		const { activity, unit_name, stage } = this.batch;
		this.page.set_title(activity);
		this.page.set_indicator(__(stage), this.editable ? "orange" : "blue");
		this.page.clear_menu();
		this.page.clear_actions();
		this.page.clear_inner_toolbar();
		this.page.add_menu_item(__("Open Record"), () =>
			frappe.set_route("Form", "Points Batch", this.batch.name),
		);
		this.page.add_menu_item(__("Other Rounds"), () => frappe.set_route("points-round"));
		this.page.add_menu_item(__("Print Round Sheet"), () => print(this));
		this.page.add_menu_item(__("Download As Excel"), () => download(this));
		if (!this.editable) return;
		this.page.add_menu_item(__("Upload Filled-in Excel"), () => upload(this));
		this.page.add_menu_item(__("Round Items"), async () => {
			await this.save();
			change_items(this.batch, this.items, () => this.load(this.batch.name));
		});
		this.page.add_menu_item(__("From A List"), () => column_from_list(this));
		this.page.set_primary_action(__("Declare"), () => declare(this));
		this.unit_name = unit_name;
	}

	rows_of_group() {
		return this.group === EVERYBODY ? this.rows : this.rows.filter((row) => row.group === this.group);
	}

	// What stands on the screen: at most 200 lines at a time.
	shown_rows() {
		const first = this.page_of_rows * MOST_LINES;
		return this.rows_of_group().slice(first, first + MOST_LINES);
	}

	render() {
		if (!this.items.length || !this.rows.length) {
			this.$body.html(`<p class="pr-empty">${__("Nobody of this book is on the register of the unit.")}</p>`);
			return;
		}
		const narrow = frappe.utils.is_xs();
		if (narrow && this.mode === "table") this.mode = "household";
		const modes = [
			["table", __("Whole Sheet")],
			["item", __("By Item")],
			["household", __("By Household")],
		]; // prettier-ignore
		const tabs = modes
			.filter(([mode]) => !narrow || mode !== "table")
			.map(
				([mode, label]) =>
					`<button type="button" data-mode="${mode}" aria-pressed="${mode === this.mode}">${label}</button>`,
			);
		const names = [EVERYBODY, ...this.groups];
		const options = names.map(
			(name) =>
				`<option value="${text(name)}" ${name === this.group ? "selected" : ""}>${this.label(name)}</option>`,
		);
		const groups = `<select class="pr-group" aria-label="${__("Villagers' Group")}">${options.join("")}</select>`;
		this.$body.html(`<div class="pr-bar"><div class="pr-tabs">${tabs.join("")}</div>
			${names.length > 2 ? groups : ""}<div class="pr-state" role="status"></div></div>
			<div class="pr-sheet pr-mode-${this.mode}">${DRAW[this.mode](this)}</div>${this.pager()}`);
		this.show_sums();
		this.show_state();
	}

	label(group) {
		if (group === EVERYBODY) return __("Everybody");
		if (!group) return __("Without Group");
		return /^\d+$/.test(group) ? __("Group {0}", [group]) : text(group);
	}

	pager() {
		const pages = Math.ceil(this.rows_of_group().length / MOST_LINES);
		if (pages < 2 || this.mode === "household") return "";
		const buttons = Array.from({ length: pages }, (_none, at) => {
			const last = Math.min((at + 1) * MOST_LINES, this.rows_of_group().length);
			return `<button type="button" data-page="${at}" aria-pressed="${at === this.page_of_rows}">${at * MOST_LINES + 1}-${last}</button>`;
		});
		return `<div class="pr-groups">${buttons.join("")}</div>`;
	}

	bind() {
		const on = (event, selector, act) =>
			this.$body.on(event, selector, (e) => act(e.currentTarget.dataset, e));
		const again = (values) => Object.assign(this, { at_row: 0, page_of_rows: 0 }, values) && this.render();
		on("click", "[data-mode]", ({ mode }) => again({ mode }));
		on("change", ".pr-group", (_data, event) => again({ group: event.currentTarget.value }));
		on("click", "[data-page]", ({ page }) => again({ page_of_rows: Number(page) }));
		on("click", "[data-step]", ({ step }) => this.step(Number(step)));
		on("click", "[data-fill]", ({ fill }) => this.fill(fill, this.column(fill)));
		on("click", ".pr-shown", ({ subject, item }) => take_out(this, subject, item));
		on("input", "input.pr-cell[type=text]", (_data, event) => this.typed(event.currentTarget));
		on("change", "select.pr-cell, input.pr-cell[type=checkbox]", (_data, event) =>
			this.typed(event.currentTarget),
		);
		on("focus", "input.pr-cell[type=text]", (_data, event) => event.currentTarget.select());
		on("keydown", ".pr-cell", (_data, event) => this.walk(event));
		window.addEventListener("online", () => this.cells && this.save());
	}

	typed(cell) {
		const { subject, item } = cell.dataset;
		const { counting, points } = this.cells.items[item];
		let value = cell.value.trim() || null;
		if (counting === "Fixed Points") value = cell.checked ? points : null;
		if (counting === "Between Limits" && value) {
			value = value.normalize("NFKC");
			if (/^\d+$/.test(value)) value = Number(value);
		}
		this.mark(cell, this.cells.set(subject, item, value));
		this.show_sums(subject);
		this.show_state();
		this.save_soon();
	}

	mark(cell, wrong) {
		cell.classList.toggle("pr-wrong", Boolean(wrong));
		cell.title = wrong || "";
	}

	column(item) {
		return this.$body
			.find(".pr-cell")
			.toArray()
			.filter((cell) => cell.dataset.item === item); // prettier-ignore
	}

	// Enter and the arrows go down or up the column, in a list from cell to cell; Ctrl+Enter fills what is below.
	walk(event) {
		const cell = event.currentTarget;
		const by_arrow = cell.tagName !== "SELECT" && { ArrowDown: 1, ArrowUp: -1 }[event.key];
		const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : by_arrow;
		if (!step) return;
		event.preventDefault();
		const { item } = cell.dataset;
		const same = this.mode === "household" ? this.$body.find(".pr-cell").toArray() : this.column(item);
		const at = same.indexOf(cell);
		if (event.key === "Enter" && event.ctrlKey) return this.fill(item, same.slice(at));
		let next = same[at + step];
		if (!next && step > 0) {
			if (this.mode === "household") return this.step(1);
			const following = this.items[this.items.findIndex((one) => one.item === item) + 1];
			next = following && this.column(following.item)[0];
		}
		next?.focus();
	}

	step(by) {
		if (this.mode === "item") {
			this.at_item = Math.min(Math.max(this.at_item + by, 0), this.items.length - 1);
		} else this.at_row = Math.min(Math.max(this.at_row + by, 0), this.rows_of_group().length - 1);
		this.render();
		this.$body.find(".pr-cell").first().trigger("focus");
		window.scrollTo(0, 0);
	}

	// The first value of the column goes into every empty cell below it; what is there stays.
	fill(item, column) {
		const { counting } = this.cells.items[item];
		const of = (cell) => (counting === "Fixed Points" ? cell.checked : cell.value.trim());
		const first = counting === "Fixed Points" || column.map(of).find(Boolean);
		if (!first) return frappe.show_alert(__("Please type the first value of the column."));
		for (const cell of column) {
			if (of(cell)) continue;
			if (counting === "Fixed Points") cell.checked = true;
			else cell.value = first;
			this.typed(cell);
		}
	}

	show_sums(subject) {
		if (!this.cells) return;
		const rows = this.rows_of_group();
		for (const node of this.$body.find("[data-sum]")) {
			node.textContent = this.cells.column_sum(node.dataset.sum, rows) || "";
		}
		const all = this.items.reduce((sum, item) => sum + this.cells.column_sum(item.item, rows), 0);
		this.$body.find("[data-sum-all]").text(all || "");
		if (!subject) return;
		const $row = this.$body.find(`[data-row="${CSS.escape(subject)}"]`);
		$row
			.find(".pr-sum")
			.add($row.filter(".pr-foot").find(".pr-sum"))
			.text(this.cells.sum(subject) || "");
	}

	show_state(trouble) {
		const { waiting, refused } = this.cells;
		let words = this.editable ? __("All Saved") : "";
		if (waiting.size) words = __("{0} cells not saved yet", [waiting.size]);
		if (trouble) words = __("{0} cells wait on this device until there is a signal", [waiting.size]);
		if (refused.size) words += ` · ${__("{0} cells are wrong", [refused.size])}`;
		this.$body
			.find(".pr-state")
			.text(words)
			.toggleClass("pr-trouble", Boolean(trouble || refused.size));
	}

	async save() {
		if (this.saving || !this.cells?.waiting.size) return this.saving;
		this.saving = this.send();
		await this.saving.finally(() => {
			this.saving = null;
		});
	}

	async send() {
		try {
			while (this.cells.waiting.size) {
				const { refused } = await this.cells.send();
				for (const { subject, item, reason } of refused) {
					for (const cell of this.column(item)) if (cell.dataset.subject === subject) this.mark(cell, reason);
				}
				if (refused.length) {
					frappe.show_alert({ message: text(refused[0].reason), indicator: "red" }, 8);
				}
			}
			this.show_state();
		} catch {
			this.show_state(true); // the platform has said what was wrong; without a signal it waits
		}
	}
}
