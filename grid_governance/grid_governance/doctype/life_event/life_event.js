// The relations before and after are kept as words of the register; in the table they are read in the user's language.
frappe.ui.form.on("Life Event", {
	refresh(frm) {
		const { grid } = frm.fields_dict.persons;
		for (const field of ["relation_before", "relation_after"]) {
			grid.update_docfield_property(field, "formatter", (value) => frappe.utils.escape_html(__(value || "")));
		}
		grid.refresh();
	},
});
