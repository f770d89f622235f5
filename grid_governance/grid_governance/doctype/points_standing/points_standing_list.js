frappe.listview_settings["Points Standing"] = {
	hide_name_column: true,
	add_fields: ["earned", "deducted"],
};
