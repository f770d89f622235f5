frappe.ui.form.on("Leader In Charge", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Charge Running" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("End Charge"), () =>
			frappe.prompt(
				{ fieldname: "result", fieldtype: "Small Text", label: __("Result Of The Charge"), reqd: 1 },
				async ({ result }) => {
					await frappe.xcall("grid_governance.api.supervision.end_charge", { charge: frm.doc.name, result });
					frm.reload_doc();
				},
				__("End Charge"),
				__("End Charge"),
			),
		);
	},
});
