frappe.listview_settings["Points Declaration"] = { ...grid_governance.deeds.list_settings };
