frappe.ui.form.on("Points Entry", {
	async refresh(frm) {
		frm.disable_save();
		const reversible = ["Award", "Deduction", "Expiry", "Opening"].includes(frm.doc.kind);
		if (!reversible) return;
		const still = grid_governance.asking.still(frm);
		const { message } = await frappe.db.get_value("Points Entry", { reverses: frm.doc.name }, "name");
		if (!still()) return;
		if (message?.name) {
			frm.dashboard.add_indicator(`${__("Reversal")} ${message.name}`, "red");
		} else if (frappe.model.can_create("Points Correction")) {
			frm.add_custom_button(__("Ask For Reversal"), () =>
				grid_governance.asking.values(
					__("Ask For Reversal"),
					[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
					({ reason }) =>
						frappe
							.xcall("grid_governance.api.points.reverse_entry", { entry: frm.doc.name, reason })
							.then(({ correction }) => frappe.set_route("Form", "Points Correction", correction)),
				),
			);
		}
	},
});
