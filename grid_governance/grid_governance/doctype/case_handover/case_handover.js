// One hop is read here; its steps are taken on the case, where the whole way is seen.
frappe.ui.form.on("Case Handover", {
	async refresh(frm) {
		frm.disable_save();
		grid_governance.case_button(frm);
	},
});
