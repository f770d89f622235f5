frappe.query_reports["Reception Statistics"] = {
	filters: [
		{
			fieldname: "from_date",
			fieldtype: "Date",
			label: __("From Date"),
			default: frappe.datetime.month_start(),
			reqd: 1,
		},
		{
			fieldname: "to_date",
			fieldtype: "Date",
			label: __("To Date"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "grid_unit", fieldtype: "Link", options: "Grid Unit", label: __("Grid Unit") },
	],
};
