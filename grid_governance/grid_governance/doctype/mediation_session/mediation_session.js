frappe.ui.form.on("Mediation Session", {
	// Fetched with the case: unless another is named, the case's mediator held the session.
	case_mediator(frm) {
		if (frm.is_new() && !frm.doc.mediator) frm.set_value("mediator", frm.doc.case_mediator);
	},
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Dispute Case"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
	},
});
