frappe.ui.form.on("Mediation Session", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Dispute Case"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
	},
});
