frappe.listview_settings["Points Item"] = {
	hide_name_column: true,
};
