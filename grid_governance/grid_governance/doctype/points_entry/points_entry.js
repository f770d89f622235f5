frappe.ui.form.on("Points Entry", {
	async refresh(frm) {
		frm.disable_save();
		if (frm.doc.kind === "Reversal" || frm.doc.source_doctype === "Points Redemption") return;
		const { message } = await frappe.db.get_value("Points Entry", { reverses: frm.doc.name }, "name");
		if (message?.name) {
			frm.dashboard.add_indicator(`${__("Reversal")} ${message.name}`, "red");
		} else if (frappe.model.can_write("Points Account")) {
			frm.add_custom_button(__("Reverse Entry"), () =>
				frappe.prompt(
					{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
					({ reason }) =>
						frappe
							.call("grid_governance.api.points.reverse_entry", { entry: frm.doc.name, reason })
							.then(() => frm.reload_doc()),
					__("Reverse Entry"),
				),
			);
		}
	},
});
