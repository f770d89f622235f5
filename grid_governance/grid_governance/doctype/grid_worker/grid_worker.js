frappe.ui.form.on("Grid Worker", {
	refresh(frm) {
		if (frm.is_new() || !frappe.model.can_create("Post Handover")) return;
		frm.add_custom_button(__("Hand Over Posts"), () =>
			frappe.new_doc("Post Handover", {
				handed_over_by: frm.doc.name,
				grid_unit: frm.doc.grid_unit,
			}),
		);
	},
});
