frappe.query_reports["Mediation Rates"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters({ more: [grid_governance.case_reports.compared_with()] }),
);
