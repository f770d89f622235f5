frappe.listview_settings["Quarterly Case File"] = { hide_name_column: true };
