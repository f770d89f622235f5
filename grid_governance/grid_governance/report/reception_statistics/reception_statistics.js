frappe.query_reports["Reception Statistics"] = grid_governance.case_reports.settings([
	...grid_governance.reports.day_filters(frappe.datetime.month_start()),
	{ fieldname: "grid_unit", fieldtype: "Link", options: "Grid Unit", label: __("Grid Unit") },
]);
