frappe.query_reports["Mediation Level Table"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters(),
	(report) => {
		report.page.add_inner_button(__("Official Excel Table"), () =>
			grid_governance.case_reports.download("level_table", {
				filters: JSON.stringify(report.get_filter_values()),
			}),
		);
	},
);
