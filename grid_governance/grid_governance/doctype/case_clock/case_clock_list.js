frappe.listview_settings["Case Clock"] = {
	hide_name_column: true,
	// A formatter of the title would take the row's link and its box away.
	before_render() {
		for (const row of cur_list.data) row.limit_name = __(row.limit_name);
	},
	formatters: {
		due_at: (moment) => frappe.datetime.str_to_user(moment),
	},
	add_fields: ["clock_state", "due_at", "stopped_at", "dispute_case"],
	get_indicator(doc) {
		return [
			__(doc.clock_state),
			grid_governance.clock_colour(doc.clock_state),
			`clock_state,=,${doc.clock_state}`,
		];
	},
	// The work is on the case.
	get_form_link: (doc) =>
		doc.dispute_case
			? frappe.utils.get_form_link("Dispute Case", doc.dispute_case)
			: frappe.utils.get_form_link("Case Clock", doc.name),
};
