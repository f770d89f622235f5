// Rules are put together from a ready set or by ticking, and led through opinions, assembly and filing.

const ASSEMBLY = [
	"assembly_kind",
	["assembly_date", frappe.datetime.get_today()],
	"assembly_place",
	"members_due",
	"members_present",
	"votes_for",
	"votes_against",
	"votes_abstained",
	"minutes_photo",
];

// Who acts next, for whoever opens the rules and sees no button.
const NEXT = {
	"Opinions Sought": "Next: when the days for opinions are over, hold the assembly and record its votes.",
	"Assembly Held": "Next: the township's points office files the rules.",
	"Filed With The Township": "Next: the village brings the rules into force.",
};

frappe.ui.form.on("Points Rules", {
	setup(frm) {
		frm.set_query("item", "rows", () => ({ filters: { status: "In Use" } }));
		frm.set_query("item", "deductions", () => ({ filters: { status: "In Use" } }));
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
	},
	refresh(frm) {
		const open = frm.is_new() || ["Draft", "Opinions Sought"].includes(frm.doc.stage);
		hide_zeros(frm);
		for (const field of ["rows", "deductions"]) frm.set_df_property(field, "read_only", !open);
		if (open) {
			frm.add_custom_button(__("Take From A Ready Set"), () => take_set(frm));
			frm.add_custom_button(__("Pick Items"), () => pick_items(frm));
		}
		if (frm.doc.stage === "In Effect") {
			const until = frm.doc.in_force_to ? __("until {0}", [frm.doc.in_force_to]) : "";
			frm.set_intro(__("In effect from {0} {1}", [frm.doc.in_force_from, until]), "green");
		}
		if (NEXT[frm.doc.stage]) frm.set_intro(__(NEXT[frm.doc.stage]), "blue");
		if (!frm.is_new()) {
			frm.add_custom_button(__("Print Poster"), () => grid_governance.open_paper(frm, "Points Rules Poster"));
		}
	},
	before_workflow_action(frm) {
		const { before, reason } = grid_governance.asking;
		const today = frappe.datetime.get_today();
		return (
			before(frm, "Seek Opinions", [
				["opinions_from", today],
				["opinions_to", frappe.datetime.add_days(today, 7)],
			]) ||
			before(frm, "Record Assembly", ["opinions_summary", ...ASSEMBLY]) ||
			before(frm, "File With The Township", [["filed_on", today], "filing_number"]) ||
			before(frm, "Bring Into Force", [["in_force_from", today]], __("Rules do not reach back.")) ||
			reason(frm)
		);
	},
});

// What the rules leave to the catalogue is empty, not 0 points.
function hide_zeros(frm) {
	for (const [table, fields] of Object.entries({
		rows: ["points", "min_points", "max_points"],
		deductions: ["points"],
	})) {
		const { grid } = frm.fields_dict[table];
		for (const field of fields) grid.update_docfield_property(field, "formatter", (value) => value || "");
		grid.refresh();
	}
}

function take_set(frm) {
	grid_governance.asking.values(
		__("Take From A Ready Set"),
		[
			{
				fieldname: "item_set",
				fieldtype: "Link",
				options: "Points Item Set",
				label: __("Set Name"),
				reqd: 1,
			},
		],
		async ({ item_set }) => {
			const { message } = await frappe.call("grid_governance.api.catalogue.rows_of_set", { item_set });
			add_rows(frm, message);
		},
		__("Add"),
	);
}

async function pick_items(frm) {
	if (!frm.doc.grid_unit) frappe.throw(__("Please choose the grid unit first."));
	const { message } = await frappe.call("grid_governance.api.catalogue.items_to_switch_on", {
		grid_unit: frm.doc.grid_unit,
		book: frm.doc.book,
	});
	const known = new Set((frm.doc.rows || []).map((row) => row.item));
	const left = message.filter((row) => !known.has(row.name));
	const categories = [...new Set(left.map((row) => row.category))];
	const dialog = new frappe.ui.Dialog({
		title: __("Pick Items"),
		size: "extra-large",
		fields: categories.flatMap((category, at) => [
			{ fieldtype: "Section Break", label: category, collapsible: at ? 1 : 0 },
			{
				fieldname: `items_${at}`,
				fieldtype: "MultiCheck",
				columns: 2,
				select_all: true,
				options: left
					.filter((row) => row.category === category)
					.map((row) => ({
						label: `${row.item_code || ""} ${row.item_name}（${row.offered}）`,
						value: row.name,
					})),
			},
		]),
		primary_action_label: __("Add"),
		primary_action() {
			const chosen = new Set(categories.flatMap((_category, at) => dialog.get_value(`items_${at}`) || []));
			add_rows(
				frm,
				left
					.filter((row) => chosen.has(row.name))
					.map((row) => ({ item: row.name, item_name: row.item_name })),
			);
			dialog.hide();
		},
	});
	dialog.show();
}

function add_rows(frm, rows) {
	const known = new Set((frm.doc.rows || []).map((row) => row.item));
	if (known.has(undefined)) frm.doc.rows = frm.doc.rows.filter((row) => row.item);
	const added = rows.filter((row) => !known.has(row.item));
	for (const { item, item_name, heading } of added) {
		frappe.utils.add_link_title("Points Item", item, item_name);
		frm.add_child("rows", { item, heading });
	}
	frm.refresh_field("rows");
	frappe.show_alert({ message: __("{0} items added", [added.length]), indicator: "green" });
	frm.dirty();
}
