frappe.ui.form.on("Points Account", {
	refresh(frm) {
		if (frm.is_new()) return;
		const number = (label, value, colour) => frm.dashboard.add_indicator(`${__(label)} ${value}`, colour);
		number("Balance", frm.doc.balance, "green");
		number("Points Earned", frm.doc.earned, "blue");
		number("Points Redeemed", frm.doc.redeemed, "orange");
		frm.disable_save();
		if (!frm.perm[0].write) return;
		const change = (status) => () =>
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
				({ reason }) =>
					frappe
						.call("grid_governance.api.points.set_account_status", { account: frm.doc.name, status, reason })
						.then(() => frm.reload_doc()),
				__("Account Status"),
			);
		if (frm.doc.status === "Normal") frm.add_custom_button(__("Freeze Account"), change("Frozen"));
		else frm.add_custom_button(__("Reopen Account"), change("Normal"));
	},
});
