frappe.ui.form.on("Leader In Charge", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Charge Running" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("End Charge"), async () => {
			const result = {
				fieldname: "result",
				fieldtype: "Small Text",
				label: __("Result Of The Charge"),
				reqd: 1,
			};
			await grid_governance.asking.values(__("End Charge"), [result], (values) =>
				frappe.xcall("grid_governance.api.supervision.end_charge", { charge: frm.doc.name, ...values }),
			);
			frm.reload_doc();
		});
	},
});
