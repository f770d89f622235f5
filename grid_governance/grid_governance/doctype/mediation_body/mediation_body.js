frappe.ui.form.on("Mediation Body", {
	setup(frm) {
		const people = () => ({ filters: { enabled: 1 } });
		frm.set_query("chair", people);
		frm.set_query("mediator", "mediators", people);
	},
});
