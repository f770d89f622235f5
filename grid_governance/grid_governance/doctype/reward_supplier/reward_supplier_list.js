frappe.listview_settings["Reward Supplier"] = { hide_name_column: true };
