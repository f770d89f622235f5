// Buttons that many forms have.

frappe.provide("grid_governance");

// The step that comes next stands out; next: false leaves it one among the others.
grid_governance.main_button = (frm, label, action, next = true) =>
	frm
		.add_custom_button(label, action)
		.toggleClass("btn-default", !next)
		.toggleClass("btn-primary", Boolean(next));

// From what hangs on a case to the case.
grid_governance.case_button = (frm) =>
	frm.add_custom_button(__("Dispute Case"), () =>
		frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
	);
