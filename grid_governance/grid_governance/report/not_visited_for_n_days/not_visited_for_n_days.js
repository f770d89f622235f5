frappe.query_reports["Not Visited For N Days"] = {
	filters: [
		{ fieldname: "days", fieldtype: "Int", label: __("Days"), default: 30, reqd: 1 },
		{ fieldname: "grid_unit", fieldtype: "Link", options: "Grid Unit", label: __("Grid Unit") },
	],
};
