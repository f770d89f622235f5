frappe.query_reports["Outstanding Points Value"] = {
	filters: [{ fieldname: "grid_unit", fieldtype: "Link", options: "Grid Unit", label: __("Grid Unit") }],
};
