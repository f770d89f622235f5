frappe.listview_settings["Points Batch"] = {
	...grid_governance.deeds.list_settings,
	onload(list) {
		if (!frappe.model.can_create("Points Batch")) return;
		list.page.add_inner_button(__("New Round"), () => frappe.set_route("points-round", "new"));
	},
};
