frappe.listview_settings["Deduction Item"] = {
	...grid_governance.in_use_list,
};
