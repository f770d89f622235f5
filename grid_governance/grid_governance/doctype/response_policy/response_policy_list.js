frappe.listview_settings["Response Policy"] = { ...grid_governance.in_use_list };
