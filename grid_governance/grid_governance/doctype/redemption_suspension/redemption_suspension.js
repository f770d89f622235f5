frappe.ui.form.on("Redemption Suspension", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Suspension In Force" || !frm.perm[0].write) return;
		frm.add_custom_button(__("Lift The Suspension"), () =>
			grid_governance.asking.values(
				__("Lift The Suspension"),
				[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
				({ reason }) =>
					frappe
						.xcall("grid_governance.api.suspensions.lift_suspension", { suspension: frm.doc.name, reason })
						.then(() => frm.reload_doc()),
			),
		);
	},
});
