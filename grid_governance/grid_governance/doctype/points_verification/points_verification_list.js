frappe.listview_settings["Points Verification"] = {
	hide_name_column: true,
	add_fields: ["result", "finding_count"],
	get_indicator(doc) {
		const colour = {
			"Check Running": "blue",
			"Ledger In Order": "green",
			"Ledger Findings": "red",
			"Check Broke Off": "red",
		}[doc.result];
		return [__(doc.result), colour, `result,=,${doc.result}`];
	},
	onload(list) {
		list.page.add_inner_button(__("Verify Now"), () =>
			frappe
				.xcall("grid_governance.api.verification.verify_now")
				.then(() =>
					frappe.show_alert({ message: __("The check runs in the background."), indicator: "blue" }),
				),
		);
	},
};
