frappe.query_reports["Monthly Supplier List"] = {
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
		{ fieldname: "shop", fieldtype: "Link", options: "Points Shop", label: __("Points Shop") },
		{ fieldname: "supplier", fieldtype: "Link", options: "Reward Supplier", label: __("Reward Supplier") },
	],
};
