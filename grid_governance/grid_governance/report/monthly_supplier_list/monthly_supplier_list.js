frappe.query_reports["Monthly Supplier List"] = {
	filters: [
		...grid_governance.reports.day_filters(frappe.datetime.month_start()),
		{ fieldname: "shop", fieldtype: "Link", options: "Points Shop", label: __("Points Shop") },
		{ fieldname: "supplier", fieldtype: "Link", options: "Reward Supplier", label: __("Reward Supplier") },
	],
};
