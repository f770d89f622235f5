frappe.ui.form.on("Duty Roster", {
	setup(frm) {
		frm.set_query("department", () => ({
			filters: { organisation_class: ["in", ["Party Or Government Organ", "Public Institution"]] },
		}));
		frm.set_query("worker", () => ({ filters: { enabled: 1 } }));
	},
});
