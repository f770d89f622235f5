frappe.ui.form.on("Investigation Record", {
	// Fetched with the case: unless another is named, the case's mediator asked.
	case_mediator(frm) {
		if (frm.is_new() && !frm.doc.investigator) frm.set_value("investigator", frm.doc.case_mediator);
	},
	refresh(frm) {
		if (frm.is_new()) return;
		grid_governance.case_button(frm);
	},
});
