frappe.ui.form.on("Routing Rule", {
	setup(frm) {
		frm.set_query("department", grid_governance.handover.departments);
		frm.set_query("mediation_body", () => ({ filters: { enabled: 1 } }));
	},
});
