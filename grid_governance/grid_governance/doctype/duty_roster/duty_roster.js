frappe.ui.form.on("Duty Roster", {
	setup(frm) {
		frm.set_query("department", grid_governance.handover.departments);
		frm.set_query("worker", () => ({ filters: { enabled: 1 } }));
	},
});
