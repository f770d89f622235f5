frappe.ui.form.on("Care Record", {
	setup(frm) {
		frm.set_query("care_category", () => ({ filters: { enabled: 1 } }));
		frm.set_query("resident", () => ({
			filters: { status: ["not in", ["Dead", "Moved Out", "Duplicate Record"]] },
		}));
	},
});
