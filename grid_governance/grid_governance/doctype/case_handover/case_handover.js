// One hop is read here; its steps are taken on the case, where the whole way is seen.
frappe.ui.form.on("Case Handover", {
	async refresh(frm) {
		frm.disable_save();
		frm.add_custom_button(__("Open Case Form"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
	},
});
