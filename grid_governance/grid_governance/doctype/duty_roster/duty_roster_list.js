frappe.listview_settings["Duty Roster"] = {
	hide_name_column: true,
	add_fields: ["window_name", "presence"],
	// a row has no name of its own: its window says which it is
	formatters: {
		name: grid_governance.subject_in_words((_key, doc) =>
			frappe.utils.escape_html(doc.window_name || __(doc.presence)),
		),
	},
	onload(list) {
		list.page.add_inner_button(__("Who Is Here This Week"), () => grid_governance.handover.show_week());
	},
};
