frappe.query_reports["Points Standings"] = {
	filters: grid_governance.points_reports.filters([
		{ fieldname: "top", fieldtype: "Int", label: __("How Many"), default: 100 },
	]),
	onload: (report) => grid_governance.points_reports.listen(report),
	formatter(value, row, column, data, default_formatter) {
		if (column.fieldname === "subject_name" && data?.account) {
			const { link } = grid_governance.points_reports;
			return link(value || "–", __("Points Account"), `account:${data.account}`);
		}
		return default_formatter(value, row, column, data);
	},
};
