frappe.query_reports["Repeated Wording"] = grid_governance.case_reports.settings([
	...grid_governance.reports.day_filters(frappe.datetime.add_months(frappe.datetime.get_today(), -3)),
	{ fieldname: "grid_unit", fieldtype: "Link", options: "Grid Unit", label: __("Grid Unit") },
	{ fieldname: "least", fieldtype: "Int", label: __("At Least This Many Cases"), default: 5 },
]);
