// A new round: book, unit, day, and its columns from the items that hold there. Also used to change the columns.
import { has_all } from "../loosely";
import { text } from "./text";

const API = "grid_governance.api.rounds.";

export function new_round(defaults = {}) {
	const dialog = new frappe.ui.Dialog({
		title: __("New Round"),
		fields: [
			{ fieldname: "activity", fieldtype: "Data", label: __("Round Name"), reqd: 1 },
			{
				fieldname: "book",
				fieldtype: "Link",
				options: "Points Book",
				label: __("Points Book"),
				reqd: 1,
				get_query: () => ({ filters: { status: "In Use" } }),
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				reqd: 1,
				default: frappe.defaults.get_default("grid_unit"),
			},
			{
				fieldname: "deed_date",
				fieldtype: "Date",
				label: __("Deed Date"),
				reqd: 1,
				default: frappe.datetime.get_today(),
			},
			{ fieldtype: "Section Break", label: __("Round Items") },
			{ fieldname: "chooser", fieldtype: "HTML" },
		],
		primary_action_label: __("Open Round Sheet"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				const items = chooser.chosen();
				if (!items.length) frappe.throw(__("Please choose the items of the round."));
				const { name } = await frappe.xcall(`${API}create_round`, { ...values, chooser: undefined, items });
				dialog.hide();
				frappe.set_route("points-round", name);
			}),
	});
	const chooser = item_chooser(dialog.get_field("chooser").$wrapper, []);
	const where = () => {
		const { book, grid_unit, deed_date } = dialog.get_values(true);
		return { book, grid_unit, deed_date };
	};
	const load = async () => {
		const asked = where();
		if (!asked.book || !asked.grid_unit || !asked.deed_date) return;
		const rows = await offered(asked);
		if (JSON.stringify(asked) === JSON.stringify(where())) chooser.offer(rows);
	};
	for (const name of ["book", "grid_unit", "deed_date"]) dialog.get_field(name).df.onchange = load;
	dialog.set_values(defaults);
	dialog.show();
	load();
	return dialog;
}

export async function change_items(batch, items, done) {
	const dialog = new frappe.ui.Dialog({
		title: __("Round Items"),
		fields: [{ fieldname: "chooser", fieldtype: "HTML" }],
		primary_action_label: __("Take Over"),
		primary_action: () =>
			grid_governance.asking.once(dialog, async () => {
				await frappe.xcall(`${API}set_round_items`, { batch: batch.name, items: chooser.chosen() });
				dialog.hide();
				done();
			}),
	});
	const chooser = item_chooser(
		dialog.get_field("chooser").$wrapper,
		items.map((item) => item.item),
	);
	dialog.show();
	chooser.offer(await offered(batch));
}

const offered = ({ book, grid_unit, deed_date }) =>
	frappe.xcall(`${API}items_for`, { book, grid_unit, deed_date });

// Ticks with a search box; what is ticked stays on top.
function item_chooser($wrapper, chosen) {
	let rows = [];
	const $body = $(`<div class="pr-chooser">
		<input type="search" class="form-control" placeholder="${__("Find Item")}" aria-label="${__("Find Item")}">
		<div class="pr-choices"></div></div>`).appendTo($wrapper.empty());
	const $choices = $body.find(".pr-choices");
	const show = () => {
		const words = $body.find("input[type=search]").val();
		const fits = (row) => has_all(words, `${row.label} ${row.code || ""} ${__(row.category)}`);
		const shown = rows.filter((row) => chosen.includes(row.name) || fits(row));
		shown.sort((a, b) => chosen.includes(b.name) - chosen.includes(a.name));
		$choices.html(
			shown
				.map(
					(row) => `<label><input type="checkbox" data-item="${text(row.name)}"
						${chosen.includes(row.name) ? "checked" : ""}> ${text(row.label)}
						<small>${text(row.worth)} ${__("points")} · ${text(__(row.category))}</small></label>`,
				)
				.join("") || `<p class="text-muted">${__("Choose the book, the unit and the date first.")}</p>`,
		);
	};
	$body.on("input", "input[type=search]", show);
	$body.on("change", "[data-item]", (event) => {
		const { item } = event.currentTarget.dataset;
		chosen = event.currentTarget.checked ? [...chosen, item] : chosen.filter((one) => one !== item);
	});
	show();
	return {
		offer(offered_rows) {
			rows = offered_rows;
			chosen = chosen.filter((item) => rows.some((row) => row.name === item));
			show();
		},
		chosen: () => chosen,
	};
}
