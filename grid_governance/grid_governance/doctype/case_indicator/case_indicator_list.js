frappe.listview_settings["Case Indicator"] = { hide_name_column: true };
