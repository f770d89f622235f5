// Buttons that many forms have.

frappe.provide("grid_governance");

// The step that comes next stands out; next: false leaves it one among the others. On a phone the platform puts these
// buttons into a menu: where there is nothing to save, the next step takes the place of the save button.
grid_governance.main_button = (frm, label, action, next = true) => {
	const nothing_to_save = frm.save_disabled || (!frm.is_dirty() && !frm.toolbar?.current_status);
	if (next && nothing_to_save && frappe.utils.is_xs()) frm.page.set_primary_action(label, action);
	return frm
		.add_custom_button(label, action)
		.toggleClass("btn-default", !next)
		.toggleClass("btn-primary", Boolean(next));
};

// A button that we draw rests while what it began is under way, as those of the platform do (platform.js).
grid_governance.on_press = (act) => (event) =>
	frappe.ui.Page.prototype.btn_disable_enable($(event.currentTarget), act(event));

// From what hangs on a case to the case.
grid_governance.case_button = (frm) =>
	frm.add_custom_button(__("Dispute Case"), () =>
		frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
	);
