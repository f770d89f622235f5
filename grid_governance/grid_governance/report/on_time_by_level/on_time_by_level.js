frappe.query_reports["On-time By Level"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters({
		leave_out: grid_governance.case_reports.ABOUT_CASES,
		more: [grid_governance.case_reports.shown_by("Level", "Charged Unit")],
	}),
);
