frappe.ui.form.on("Points Entry", {
	async refresh(frm) {
		frm.disable_save();
		const reversible = ["Award", "Deduction", "Expiry", "Opening"].includes(frm.doc.kind);
		if (!reversible) return;
		const { message } = await frappe.db.get_value("Points Entry", { reverses: frm.doc.name }, "name");
		if (message?.name) {
			frm.dashboard.add_indicator(`${__("Reversal")} ${message.name}`, "red");
		} else if (frappe.model.can_create("Points Correction")) {
			frm.add_custom_button(__("Ask For Reversal"), () =>
				frappe.prompt(
					{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
					({ reason }) =>
						frappe
							.xcall("grid_governance.api.points.reverse_entry", { entry: frm.doc.name, reason })
							.then(({ correction }) => frappe.set_route("Form", "Points Correction", correction)),
					__("Ask For Reversal"),
				),
			);
		}
	},
});
