frappe.listview_settings["Points Book"] = {
	hide_name_column: true,
};
