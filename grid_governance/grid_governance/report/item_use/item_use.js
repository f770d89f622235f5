frappe.query_reports["Item Use"] = {
	filters: grid_governance.points_reports.filters(),
	onload: (report) => grid_governance.points_reports.listen(report),
};
