// Visit Log: tick and save; what was found goes on by one click.

frappe.ui.form.on("Visit Log", {
	setup(frm) {
		frm.set_query("household", () => ({ filters: { status: "On Register" } }));
	},
	refresh(frm) {
		if (frm.is_new()) return;
		const onward = (doctype, label, values, urgent) => {
			if (!frappe.model.can_create(doctype)) return;
			grid_governance.main_button(frm, label, () => frappe.new_doc(doctype, values), !!urgent);
		};
		const { household, grid_unit } = frm.doc;
		onward(
			"Points Declaration",
			__("Declare Points"),
			{ subject_doctype: "Household", subject: household, grid_unit, deed_date: frm.doc.visit_date },
			frm.doc.good_deed,
		);
		onward(
			"Dispute Case",
			__("Register Dispute"),
			{ grid_unit, event_date: frm.doc.visit_date },
			frm.doc.quarrel_found,
		);
		frm.add_custom_button(__("Household And Its Changes"), () =>
			frappe.set_route("Form", "Household", household),
		);
	},
});
