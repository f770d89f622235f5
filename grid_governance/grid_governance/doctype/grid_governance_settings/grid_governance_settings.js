frappe.ui.form.on("Grid Governance Settings", {
	refresh: (frm) => grid_governance.warn_of_calendar((text) => frm.set_intro(text, "orange")),
});
