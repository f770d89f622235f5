frappe.query_reports["Monthly Returns Handed In"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.last_month_filters(),
);
