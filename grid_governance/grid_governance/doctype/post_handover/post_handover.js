// Saving carries it out; afterwards it is a record.
frappe.ui.form.on("Post Handover", {
	setup(frm) {
		for (const field of ["handed_over_by", "taken_over_by"]) {
			frm.set_query(field, () => ({ filters: { enabled: 1 } }));
		}
	},
	refresh(frm) {
		frm.fields_dict.items.grid.update_docfield_property("item_doctype", "formatter", (kind) => __(kind));
		if (!frm.is_new()) frm.disable_form();
	},
});
