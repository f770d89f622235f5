// Many people by a few clicks: all of a unit or group, ticked off; who did not come is taken out with a reason.

frappe.ui.form.on("Points Batch", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
		frm.set_query("item", () => ({ filters: { status: "In Use" } }));
	},
	refresh(frm) {
		const open = ["Draft", "Sent Back"].includes(frm.doc.stage);
		if (open || frm.is_new()) frm.add_custom_button(__("Add People"), () => add_people(frm));
		if (["Awaiting Check", "Checked"].includes(frm.doc.stage)) {
			frm.add_custom_button(__("Take Out"), () => take_out(frm));
		}
		if (frm.doc.stage === "Endorsed") {
			frm.add_custom_button(__("Continue Crediting"), () =>
				frappe
					.call("grid_governance.api.points.continue_batch", { batch: frm.doc.name })
					.then(() =>
						frappe.show_alert({ message: __("Crediting goes on in the background."), indicator: "blue" }),
					),
			);
		}
	},
	before_workflow_action: (frm) => grid_governance.deeds.ask_reason(frm),
});

function add_people(frm) {
	if (!frm.doc.book || !frm.doc.grid_unit) {
		frappe.throw(__("Please choose the book and the grid unit first."));
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Add People"),
		size: "large",
		fields: [
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				default: frm.doc.grid_unit,
			},
			{ fieldtype: "Column Break" },
			{ fieldname: "villagers_group", fieldtype: "Data", label: __("Villagers' Group") },
			{ fieldtype: "Section Break" },
			{
				fieldname: "people",
				fieldtype: "MultiCheck",
				label: __("People"),
				columns: 3,
				select_all: true,
				options: [],
			},
		],
		primary_action_label: __("Add"),
		primary_action() {
			const known = new Set((frm.doc.people || []).map((row) => row.subject));
			for (const subject of dialog.get_value("people") || []) {
				if (!known.has(subject)) frm.add_child("people", { subject, subject_name: names[subject] });
			}
			frm.refresh_field("people");
			dialog.hide();
		},
	});
	let names = {};
	let shown;
	const load = async () => {
		const { grid_unit, villagers_group } = dialog.get_values(true);
		const asked = JSON.stringify([grid_unit, villagers_group]);
		if (asked === shown) return; // leaving a field is no change: the ticks stay
		shown = asked;
		const { message } = await frappe.call("grid_governance.api.points.people_of", {
			book: frm.doc.book,
			grid_unit: grid_unit || frm.doc.grid_unit,
			villagers_group,
		});
		names = Object.fromEntries(message.map((row) => [row.name, row.subject_name]));
		const field = dialog.get_field("people");
		field.df.options = message.map((row) => ({
			label: `${row.subject_name || ""} ${row.detail || ""}`,
			value: row.name,
		}));
		field.refresh();
		narrow();
	};
	const narrow = grid_governance.deeds.add_search(dialog.get_field("people"));
	dialog.fields_dict.grid_unit.df.onchange = load;
	dialog.fields_dict.villagers_group.df.onchange = load;
	dialog.show();
	load();
}

function take_out(frm) {
	const rows = frm.doc.people.filter((row) => row.status === "To Be Counted");
	frappe.prompt(
		[
			{
				fieldname: "people",
				fieldtype: "MultiCheck",
				label: __("People"),
				columns: 3,
				options: rows.map((row) => ({ label: row.subject_name, value: row.name })),
			},
			{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
		],
		({ people, reason }) => {
			for (const row of rows.filter((row) => (people || []).includes(row.name))) {
				frappe.model.set_value(row.doctype, row.name, { status: "Taken Out", reason });
			}
			frm.save();
		},
		__("Take Out"),
	);
}
