frappe.listview_settings["Points Item Set"] = {
	...grid_governance.in_use_list,
};
