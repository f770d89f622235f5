frappe.ui.form.on("Routing Rule", {
	setup(frm) {
		frm.set_query("department", () => ({
			filters: { organisation_class: ["in", ["Party Or Government Organ", "Public Institution"]] },
		}));
		frm.set_query("mediation_body", () => ({ filters: { enabled: 1 } }));
	},
});
