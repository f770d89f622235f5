frappe.query_reports["Monthly Mediation Table"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters({ way: "Mediation And On The Spot" }),
	(report) => {
		report.page.add_inner_button(__("Official Excel Table"), () =>
			grid_governance.case_reports.download("monthly_table", {
				filters: JSON.stringify(report.get_filter_values()),
			}),
		);
	},
);
