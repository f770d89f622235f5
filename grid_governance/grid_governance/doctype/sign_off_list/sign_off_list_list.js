frappe.listview_settings["Sign-off List"] = { hide_name_column: true };
