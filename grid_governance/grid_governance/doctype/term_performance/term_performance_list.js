frappe.listview_settings["Term Performance"] = {
	hide_name_column: true,
};
