frappe.query_reports["Points Overview"] = {
	filters: grid_governance.points_reports.filters(),
	onload: (report) => grid_governance.points_reports.listen(report),
	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname === "unit_name" && data?.drill) {
			return grid_governance.points_reports.link(value, __("Units Below"), `unit:${data.unit}`);
		}
		return default_formatter(value, row, column, data);
	},
};
