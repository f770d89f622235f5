frappe.query_reports["Repeated Wording"] = {
	filters: [
		{
			fieldname: "from_date",
			fieldtype: "Date",
			label: __("From Date"),
			default: frappe.datetime.add_months(frappe.datetime.get_today(), -3),
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
		{ fieldname: "least", fieldtype: "Int", label: __("At Least This Many Cases"), default: 5 },
	],
};
