frappe.query_reports["Ageing Of Open Cases"] = grid_governance.case_reports.settings(
	grid_governance.case_reports.filters({
		period: false,
		more: [grid_governance.case_reports.shown_by("Grid Unit", "Dispute Type", "Stage", "Mediator")],
	}),
);
