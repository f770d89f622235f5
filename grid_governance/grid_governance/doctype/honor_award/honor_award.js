frappe.ui.form.on("Honor Award", {
	refresh(frm) {
		frm.disable_save();
		if (!frappe.perm.has_perm("Honor Award", 0, "write")) return;
		const reload = () => frm.reload_doc();
		const decide = (award, reason) =>
			frappe
				.xcall("grid_governance.api.honors.decide", { names: [frm.doc.name], award, reason })
				.then(reload);
		if (frm.doc.status === "Proposed For Honor") {
			grid_governance.main_button(frm, __("Award Honor"), () => decide(1));
			frm.add_custom_button(__("Do Not Award Honor"), () =>
				grid_governance.asking.values(
					__("Do Not Award Honor"),
					[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
					({ reason }) => decide(0, reason),
				),
			);
		}
		if (frm.doc.status === "Honor Awarded") {
			frm.add_custom_button(__("Recommend Upwards"), () =>
				frappe.xcall("grid_governance.api.honors.recommend", { name: frm.doc.name }).then(({ name }) => {
					frappe.show_alert(__("Recommended to the level above."));
					frappe.set_route("Form", "Honor Award", name);
				}),
			);
		}
	},
});
