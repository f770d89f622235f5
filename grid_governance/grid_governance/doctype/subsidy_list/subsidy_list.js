frappe.ui.form.on("Subsidy List", {
	refresh(frm) {
		if (frm.is_new()) return;
		const api = "grid_governance.api.statistics.";
		frm.set_df_property("rows", "cannot_add_rows", true);
		frm.set_df_property("rows", "cannot_delete_rows", true);
		if (frm.doc.status === "Subsidy Approved") {
			frm.set_read_only();
			frm.disable_save();
		}
		frm.add_custom_button(__("Official Excel Table"), () =>
			window.open(`/api/method/${api}subsidy_list_excel?name=${encodeURIComponent(frm.doc.name)}`),
		);
		if (frm.doc.without_grade) {
			frm.set_intro(
				__("{0} cases of the month fit no grade of the scheme and are not paid.", [frm.doc.without_grade]),
				"orange",
			);
		}
		if (
			frm.doc.status === "Subsidy Awaiting Approval" &&
			frm.perm[0].write &&
			["Dispatcher", "Supervisor"].some((role) => frappe.user.has_role(role))
		) {
			grid_governance.main_button(frm, __("Approve Subsidy"), () =>
				grid_governance.asking.sure(
					__("Once it is approved the list is no longer changed. Approve it?"),
					() =>
						frappe
							.call({
								method: `${api}approve_subsidy_list`,
								args: { name: frm.doc.name },
								freeze: true,
							})
							.then(() => frm.reload_doc()),
				),
			);
		}
	},
});
