frappe.listview_settings["Duty Roster"] = {
	hide_name_column: true,
	onload(list) {
		list.page.add_inner_button(__("Who Is Here This Week"), () => grid_governance.handover.show_week());
	},
};
