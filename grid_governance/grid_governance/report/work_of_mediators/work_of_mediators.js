frappe.query_reports["Work Of Mediators"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters(),
);
