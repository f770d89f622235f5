frappe.ui.form.on("Honor Rule", {
	setup(frm) {
		frm.set_query("recommends_to", () => ({
			filters: { book: frm.doc.book, name: ["!=", frm.doc.name || ""] },
		}));
	},
	refresh(frm) {
		if (frm.is_new() || frm.doc.chosen_by === "Recommendation From Below") return;
		if (!frappe.model.can_write("Honor Award")) return;
		grid_governance.main_button(frm, __("Propose From Ranks"), () => propose(frm));
	},
});

function propose(frm) {
	const year = frappe.datetime.str_to_obj(frappe.datetime.get_today()).getFullYear() - 1;
	const fields = [
		{ fieldname: "year", fieldtype: "Int", label: __("Points Year"), reqd: 1, default: year },
		{
			fieldname: "grid_unit",
			fieldtype: "Link",
			options: "Grid Unit",
			label: __("Grid Unit"),
			reqd: 1,
			default: frm.doc.grid_unit || frappe.boot.grid_place,
		},
	];
	const done = ({ proposed }) => {
		frappe.show_alert(__("{0} newly proposed.", [proposed]));
		frappe.set_route("List", "Honor Award", { rule: frm.doc.name });
	};
	grid_governance.asking.values(__("Propose From Ranks"), fields, (values) =>
		frappe.xcall("grid_governance.api.honors.propose", { rule: frm.doc.name, ...values }).then(done),
	);
}
