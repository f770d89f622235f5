frappe.ui.form.on("Monthly Return", {
	refresh(frm) {
		const api = "grid_governance.api.statistics.";
		if (frm.is_new()) return;
		frm.set_df_property("rows", "cannot_add_rows", true);
		frm.set_df_property("rows", "cannot_delete_rows", true);
		const may_write = frm.perm[0].write; // asked first: a form that is read-only knows no rights any more
		if (frm.doc.status !== "Not Handed In Yet") {
			frm.disable_form();
		}
		const download = (method) => () =>
			window.open(`/api/method/${api}${method}?name=${encodeURIComponent(frm.doc.name)}`);
		frm.add_custom_button(__("Official Excel Table"), download("monthly_return_excel"), __("Export As"));
		frm.add_custom_button(__("Monthly Report As Word"), download("monthly_return_word"), __("Export As"));
		if (frm.doc.status === "Not Handed In Yet" && may_write) {
			grid_governance.main_button(frm, __("Hand In Return"), () =>
				grid_governance.asking.sure(
					__("Once it is handed in the return is no longer changed. Hand it in?"),
					() =>
						frappe
							.call({ method: `${api}hand_in_return`, args: { name: frm.doc.name }, freeze: true })
							.then(() => frm.reload_doc()),
				),
			);
		}
		if (frm.doc.status === "Handed In" && may_write) {
			frm.add_custom_button(__("Correct Return"), () =>
				grid_governance.asking.values(
					__("Correct Return"),
					[
						{
							fieldname: "reason",
							fieldtype: "Small Text",
							label: __("Reason For Correction"),
							reqd: 1,
						},
					],
					({ reason }) =>
						frappe
							.call({
								method: `${api}correct_return`,
								args: { name: frm.doc.name, reason },
								freeze: true,
							})
							.then(({ message }) => frappe.set_route("Form", "Monthly Return", message)),
				),
			);
		}
	},
});
