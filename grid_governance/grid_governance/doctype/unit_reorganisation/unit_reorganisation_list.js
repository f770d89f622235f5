frappe.listview_settings["Unit Reorganisation"] = {
	hide_name_column: true,
};
