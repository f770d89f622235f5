frappe.listview_settings["Subsidy Rate"] = { hide_name_column: true };
