frappe.query_reports["Case Indicator Figures"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters({
		leave_out: grid_governance.case_reports.ABOUT_CASES,
		more: [
			{ fieldname: "indicator", fieldtype: "Link", options: "Case Indicator", label: __("Indicator Name") },
			grid_governance.case_reports.compared_with(),
		],
	}),
);
