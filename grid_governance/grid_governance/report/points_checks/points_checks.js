frappe.query_reports["Points Checks"] = {
	filters: [
		{
			fieldname: "grid_unit",
			fieldtype: "Link",
			options: "Grid Unit",
			label: __("Grid Unit"),
			default: frappe.defaults.get_user_default("grid_unit"),
		},
		{
			fieldname: "from_date",
			fieldtype: "Date",
			label: __("From Date"),
			default: frappe.datetime.add_days(frappe.datetime.get_today(), -90),
		},
		{
			fieldname: "to_date",
			fieldtype: "Date",
			label: __("To Date"),
			default: frappe.datetime.get_today(),
		},
	],
};
